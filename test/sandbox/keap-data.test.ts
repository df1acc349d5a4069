import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox.ts'
import { double, numberFrom, open, outcome, type Param } from './keap-exchange.ts'

const ID = /^<i4>\d+<\/i4>$/
const structOf = (members: Readonly<Record<string, string>>) =>
  `<struct>${Object.entries(members)
    .map(([name, value]) => `<member><name>${name}</name><value>${value}</value></member>`)
    .join('')}</struct>`
const listOf = (...items: readonly string[]) =>
  `<array><data>${items.map(item => `<value>${item}</value>`).join('')}</data></array>`

describe('records', () => {
  test('are added, loaded, updated and deleted', async () => {
    const sandbox = await open({ speed: 0, startsAt: Date.UTC(2031, 1, 28, 7, 5, 9) })
    const id = await numberFrom(sandbox, 'DataService.add', 'Contact', { FirstName: 'Ada', Birthday: '2001-02-03' })
    const load = (...fields: string[]) => outcome(sandbox, 'DataService.load', 'Contact', id, fields)
    expect(await load('FirstName', 'Birthday', 'DateCreated')).toBe(
      structOf({
        FirstName: 'Ada',
        Birthday: '<dateTime.iso8601>20010203T00:00:00</dateTime.iso8601>',
        DateCreated: '<dateTime.iso8601>20310228T07:05:09</dateTime.iso8601>',
      }),
    )
    sandbox.time.advance(1_000)
    expect(await outcome(sandbox, 'DataService.update', 'Contact', id, { FirstName: 'Eve', LastName: 'a < b' })).toBe(
      `<i4>${id}</i4>`,
    )
    expect(await load('LastName', 'FirstName', 'LastUpdated', 'Birthday')).toBe(
      structOf({
        LastName: 'a &lt; b',
        FirstName: 'Eve',
        LastUpdated: '<dateTime.iso8601>20310228T07:05:10</dateTime.iso8601>',
        Birthday: '<dateTime.iso8601>20010203T00:00:00</dateTime.iso8601>',
      }),
    )
    expect(await outcome(sandbox, 'DataService.delete', 'Contact', id)).toBe('<boolean>1</boolean>')
    expect(await load('FirstName')).toBe(`5 [RecordNotFound]No record of Contact with the id ${id}`)
    expect(sandbox.keap.records('Contact')).toEqual([])
  })

  test('leave out what is empty', async () => {
    const sandbox = await open()
    const id = sandbox.keap.put('Contact', { Email: 'a@b.example' })
    expect(await outcome(sandbox, 'DataService.load', 'Contact', id, ['LastName', 'Email'])).toBe(
      structOf({ Email: 'a@b.example' }),
    )
  })

  test('hold each value as their field does', async () => {
    const sandbox = await open()
    await outcome(sandbox, 'DataService.add', 'Product', { ProductName: 7, ProductPrice: '2.50', Shippable: '1' })
    expect(sandbox.keap.records('Product')).toMatchObject([{ ProductName: '7', ProductPrice: 2.5, Shippable: 1 }])
  })
})

describe('a call that is refused', () => {
  test.each<[string, string, readonly Param[], RegExp]>([
    ['an unknown table', 'add', ['Contacts', { Email: 'a' }], /^9 \[NoTableFound\]/],
    ['a table whose name has another case', 'count', ['contact', {}], /^9 \[NoTableFound\]/],
    ['a name of every object', 'count', ['constructor', {}], /^9 \[NoTableFound\]/],
    ['a table that the service alone writes', 'add', ['Invoice', { Description: 'a' }], /^7 \[NoTableAccess\]/],
    ['a table that is forbidden', 'query', ['Lead', 1, 0, {}, ['Id']], /^7 \[NoTableAccess\]/],
    ['an unknown field to write', 'add', ['Contact', { Mail: 'a' }], /^10 \[NoFieldFound\].*Mail/],
    ['an unknown field to read', 'load', ['Contact', 7, ['Mail']], /^10 \[NoFieldFound\].*Mail/],
    ['an unknown field to look for', 'query', ['Contact', 1, 0, { Mail: 'a' }, ['Id']], /^10 \[NoFieldFound\]/],
    ['an unknown field to sort by', 'query', ['Contact', 1, 0, {}, ['Id'], 'Mail', true], /^10 \[NoFieldFound\]/],
    ['a field nobody added', 'add', ['Contact', { _Berth: 'a' }], /^10 \[NoFieldFound\]/],
    ['a field that the service alone writes', 'update', ['Contact', 7, { Id: 9 }], /^8 \[NoFieldAccess\]/],
    ['a field that is forbidden to write', 'add', ['Contact', { Password: 'a' }], /^8 \[NoFieldAccess\]/],
    ['a field that is forbidden to read', 'load', ['Contact', 7, ['Password']], /^8 \[NoFieldAccess\]/],
    ['no fields to write', 'add', ['Contact', {}], /^11 \[NoFields\]/],
    ['no fields to read', 'load', ['Contact', 7, []], /^11 \[NoFields\]/],
    ['a number that is none', 'add', ['Contact', { OwnerID: 'me' }], /^12 \[InvalidParameter\].*OwnerID/],
    ['a date that is none', 'add', ['Contact', { Birthday: 'May' }], /^12 \[InvalidParameter\]/],
    ['a list for a text', 'add', ['Contact', { Email: ['a'] }], /^12 \[InvalidParameter\]/],
    ['a page without records', 'query', ['Contact', 0, 0, {}, ['Id']], /^12 \[InvalidParameter\]/],
    ['a page before the first', 'query', ['Contact', 1, -1, {}, ['Id']], /^12 \[InvalidParameter\]/],
    ['an id of nobody to update', 'update', ['Contact', 8, { Email: 'a' }], /^5 \[RecordNotFound\].*8$/],
    ['an id of nobody to delete', 'delete', ['Contact', 8], /^5 \[RecordNotFound\].*8$/],
    ['a custom field without its header', 'addCustomField', ['Contact', 'Berth', 'Text', 8], /^4 \[DatabaseError\]/],
    ['a wrong password', 'authenticateUser', ['mara@harbor.example', 'x'], /^13 \[FailedLoginAttempt\]/],
  ])('%s', async (_what, method, params, told) => {
    const sandbox = await open()
    sandbox.keap.put('Contact', { Id: 7, Email: 'a@b.example' })
    sandbox.keap.forbid('Lead')
    sandbox.keap.forbid('Contact.Password')
    expect(await outcome(sandbox, `DataService.${method}`, ...params)).toMatch(told)
    expect(sandbox.keap.records('Contact')).toMatchObject([{ Id: 7, Email: 'a@b.example' }])
    expect(sandbox.keap.performed).toEqual([
      { call: 1, method: `DataService.${method}`, fault: /^\d+/.exec(told.source.slice(1))?.[0] },
    ])
  })

  test('a method that is forbidden, until it no longer is', async () => {
    const sandbox = await open()
    sandbox.keap.forbid('DataService.echo')
    expect(await outcome(sandbox, 'DataService.echo', 'a')).toMatch(/^14 \[NoAccess\]/)
    expect(sandbox.keap.performed).toEqual([])
    sandbox.keap.forbid('DataService.echo', false)
    expect(await outcome(sandbox, 'DataService.echo', 'a')).toBe('a')
  })
})

describe('a query', () => {
  async function harbor(): Promise<Sandbox> {
    const sandbox = await open()
    const rows = ['Bergen', 'Kiel', 'bern', 'Delft', ''] as const
    for (const [index, City] of rows.entries())
      sandbox.keap.put('Contact', {
        Id: index + 1,
        ...(City !== '' && { City }),
        OwnerID: index % 2,
        Email: `${index}`,
      })
    sandbox.keap.put('Contact', { Id: 9, City: 'Bergen', DateCreated: '2031-02-28 07:00:00' })
    return sandbox
  }
  const ids = (text: string) => [...text.matchAll(/<i4>(\d+)<\/i4>/g)].map(([, id]) => Number(id))

  test.each<[string, Record<string, Param>, readonly number[]]>([
    ['all', {}, [1, 2, 3, 4, 5, 9]],
    ['a text, whatever its case', { City: 'BERGEN' }, [1, 9]],
    ['the beginning of a text', { City: 'ber%' }, [1, 3, 9]],
    ['the end of a text', { City: '%L' }, [2]],
    ['some of a text', { City: '%e%l%' }, [2, 4]],
    ['any text', { City: '%' }, [1, 2, 3, 4, 5, 9]],
    ['a number', { OwnerID: 1 }, [2, 4]],
    ['a number as a text', { OwnerID: '1' }, [2, 4]],
    ['two things', { City: 'ber%', OwnerID: 0 }, [1, 3]],
    ['no text', { City: '' }, [5]],
    ['a day', { DateCreated: '2031-02-28' }, [9]],
    ['what nobody has', { City: 'Oslo' }, []],
    ['a list', { City: ['Bergen'] }, []],
  ])('finds %s', async (_what, asked, expected) => {
    const sandbox = await harbor()
    expect(ids(await outcome(sandbox, 'DataService.query', 'Contact', 10, 0, asked, ['Id']))).toEqual(expected)
    expect(await numberFrom(sandbox, 'DataService.count', 'Contact', asked)).toBe(expected.length)
  })

  test('gives pages, counted from 0, and an empty list behind the last', async () => {
    const sandbox = await harbor()
    const page = async (number: number) =>
      ids(await outcome(sandbox, 'DataService.query', 'Contact', 4, number, {}, ['Id'], 'Id', false))
    expect([await page(0), await page(1), await page(2)]).toEqual([[9, 5, 4, 3], [2, 1], []])
    expect(await outcome(sandbox, 'DataService.query', 'Contact', 4, 2, {}, ['Id'])).toBe(listOf())
  })

  test('sorts by text and by number', async () => {
    const sandbox = await open()
    for (const [index, price] of [10, 9, 100].entries())
      sandbox.keap.put('Product', { Id: index + 1, ProductPrice: price, ProductName: `${price}` })
    const by = async (field: string, up: boolean) =>
      ids(await outcome(sandbox, 'DataService.query', 'Product', 9, 0, {}, ['Id'], field, up))
    expect(await by('ProductPrice', true)).toEqual([2, 1, 3])
    expect(await by('ProductName', true)).toEqual([1, 3, 2])
    expect(await by('ProductPrice', false)).toEqual([3, 1, 2])
  })

  test('gives 1,000 records at most, whatever it asks for', async () => {
    const sandbox = await open()
    for (let id = 1; id <= 1_002; id += 1) sandbox.keap.put('ContactGroup', { Id: id, GroupName: 'a' })
    const page = async (limit: number, number: number) =>
      ids(await outcome(sandbox, 'DataService.query', 'ContactGroup', limit, number, {}, ['Id']))
    expect((await page(5_000, 0)).length).toBe(1_000)
    expect(await page(5_000, 1)).toEqual([1_001, 1_002])
  })

  test('by one field is the same', async () => {
    const sandbox = await harbor()
    const find = (field: string, text: string) =>
      outcome(sandbox, 'DataService.findByField', 'Contact', 2, 0, field, text, ['Id', 'City'])
    expect(await find('City', 'ber%')).toBe(
      listOf(structOf({ Id: '<i4>1</i4>', City: 'Bergen' }), structOf({ Id: '<i4>3</i4>', City: 'bern' })),
    )
    expect(await find('OwnerID', '1')).toBe(
      listOf(structOf({ Id: '<i4>2</i4>', City: 'Kiel' }), structOf({ Id: '<i4>4</i4>', City: 'Delft' })),
    )
  })
})

describe('custom fields', () => {
  test('are added under a header and hold values from then on', async () => {
    const sandbox = await open()
    sandbox.keap.put('DataFormGroup', { Id: 3, Name: 'Moorings' })
    const add = () => outcome(sandbox, 'DataService.addCustomField', 'Contact', 'Berth no', 'WholeNumber', 3)
    expect(await add()).toMatch(ID)
    expect(await outcome(sandbox, 'DataService.add', 'Contact', { _Berthno: 'x' })).toMatch(/^12 /)
    expect(await outcome(sandbox, 'DataService.add', 'Contact', { _Berthno: 12 })).toMatch(ID)
    expect(sandbox.keap.records('Contact')).toMatchObject([{ _Berthno: 12 }])
    expect(await add()).toMatch(/^4 \[DatabaseError\]/)
    const [field] = sandbox.keap.records('DataFormField')
    const changed = await outcome(sandbox, 'DataService.updateCustomField', Number(field?.Id), { Label: 'Berth' })
    expect(changed).toBe('<boolean>1</boolean>')
    expect(sandbox.keap.records('DataFormField')).toMatchObject([{ Name: 'Berthno', Label: 'Berth' }])
  })

  test('may be there from the beginning', async () => {
    const sandbox = await open()
    sandbox.keap.customField('Contact', '_Draft', 'double')
    await outcome(sandbox, 'DataService.add', 'Contact', { _Draft: double(2.25) })
    expect(sandbox.keap.records('Contact')).toMatchObject([{ _Draft: 2.25 }])
    expect(() => sandbox.keap.customField('Contact', 'Draft')).toThrow(TypeError)
  })
})
