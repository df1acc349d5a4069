import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox.ts'
import { customer, customers, inside, open, resultsOf, send } from './intacct-exchange.ts'

const only = async (sandbox: Sandbox, body: string) => {
  const { text } = await send(sandbox, [body], { control: { uniqueid: 'false' } })
  return resultsOf(text)[0]
}

describe('objects', () => {
  test('are created, read, updated and deleted', async () => {
    const sandbox = await open({ speed: 0, startsAt: Date.UTC(2031, 1, 28, 7, 5, 9) })
    const created = await only(sandbox, customer('Quay', 'A &lt; B'))
    const [key = ''] = /\d+/.exec(inside(created ?? '', 'RECORDNO')) ?? []
    expect(created).toBe(`f-0 success; <customer><RECORDNO>${key}</RECORDNO><CUSTOMERID>Quay</CUSTOMERID></customer>`)
    const read = `<read><object>CUSTOMER</object><keys>${key}</keys><fields>NAME,WHENMODIFIED</fields></read>`
    expect(await only(sandbox, read)).toBe(
      'f-0 success; <customer><NAME>A &lt; B</NAME><WHENMODIFIED>02/28/2031 07:05:09</WHENMODIFIED></customer>',
    )
    sandbox.time.advance(1_000)
    const change = '<update><customer><CUSTOMERID>Quay</CUSTOMERID><name>Bay</name></customer></update>'
    expect(await only(sandbox, change)).toMatch(/^f-0 success; .*Quay/)
    expect(sandbox.intacct.records('CUSTOMER')).toMatchObject([{ NAME: 'Bay', WHENMODIFIED: '02/28/2031 07:05:10' }])
    expect(await only(sandbox, `<delete><object>CUSTOMER</object><keys>${key}</keys></delete>`)).toBe('f-0 success')
    expect(await only(sandbox, read)).toBe('f-0 success')
    expect(sandbox.intacct.records('CUSTOMER')).toEqual([])
    expect(sandbox.intacct.performed.map(({ function: name, written }) => [name, written])).toEqual([
      ['create', [key]],
      ['read', undefined],
      ['update', [key]],
      ['delete', [key]],
      ['read', undefined],
    ])
  })

  test('of several kinds are made by one function, up to the one that is refused', async () => {
    const sandbox = await open()
    const body = `<create><vendor><VENDORID>V1</VENDORID><NAME>a</NAME></vendor><customer><CUSTOMERID>C1</CUSTOMERID><NAME>b</NAME></customer><vendor><VENDORID>V1</VENDORID><NAME>c</NAME></vendor><vendor><VENDORID>V2</VENDORID><NAME>d</NAME></vendor></create>`
    const { text } = await send(sandbox, [body])
    expect(text).toMatch(
      /<data listtype="objects" count="2"><vendor>.*V1.*<\/vendor><customer>.*C1.*<\/customer><\/data>/,
    )
    expect(resultsOf(text)[0]).toMatch(
      /^f-0 failure; BL34000061 Another Vendor with the given value\(s\) V1 {2}already exists; BL01001973 Could not create Vendor record!; BL01001973 /,
    )
    expect(sandbox.intacct.performed).toMatchObject([
      {
        function: 'create',
        status: 'failure',
        error: 'BL34000061',
        written: [expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)],
      },
    ])
  })

  test('of the older kind answer with a key', async () => {
    const sandbox = await open()
    const former = '<create_customer><customerid>C1</customerid><name>a</name></create_customer>'
    const { text } = await send(sandbox, [former])
    expect(text).toMatch(/<function>create_customer<\/function><controlid>f-0<\/controlid><key>\d+<\/key><\/result>/)
    expect(customers(sandbox)).toEqual(['C1'])
  })
})

describe('a function that is refused', () => {
  test.each<[string, string, string]>([
    ['a kind of object that nobody knows', '<create><BERTH/></create>', 'WS Object definition BERTH not found'],
    [
      'a field that is missing',
      '<create><CUSTOMER><CUSTOMERID>a</CUSTOMERID></CUSTOMER></create>',
      'BL01001973 NAME cannot be empty; BL01001973 Could not create Customer record!; BL01001973 Could not create Customer record!',
    ],
    [
      'a date that is none',
      '<update><PROJECT><RECORDNO>7</RECORDNO><BEGINDATE>soon</BEGINDATE></PROJECT></update>',
      'BL03000018 Illegal format for BEGINDATE',
    ],
    [
      'a reference to nobody',
      '<update><PROJECT><RECORDNO>7</RECORDNO><CUSTOMERID>x</CUSTOMERID></PROJECT></update>',
      'BL03000025 The record x does not exist',
    ],
    [
      'an update of nothing',
      '<update><PROJECT><RECORDNO>8</RECORDNO></PROJECT></update>',
      'Cannot update non-existing Project 8',
    ],
    [
      'a deletion of nothing',
      '<delete><object>PROJECT</object><keys>8</keys></delete>',
      "BL01001973 Cannot find Project with key '8' to delete.",
    ],
    [
      'what the service alone writes',
      '<create><GLDETAIL/></create>',
      'PL04000005 create cannot be performed on objects of type GLDETAIL',
    ],
    [
      'what the user may not do',
      '<delete><object>project</object><keys>7</keys></delete>',
      'PL04000005 You do not have permission for API operation DELETE on objects of type PROJECT',
    ],
    [
      'a read of an unknown kind',
      '<read><object>BERTH</object><keys>1</keys></read>',
      'XXX Object definition BERTH not found',
    ],
    [
      'a query of an unknown kind',
      '<query><object>BERTH</object><select><field>A</field></select></query>',
      'Query Failed Object definition BERTH not found',
    ],
    [
      'a field that is not there',
      '<read><object>PROJECT</object><keys>1</keys><fields>NAME,BERTH</fields></read>',
      'Invalid fields list: BERTH',
    ],
    [
      'a field that no query knows',
      '<query><object>PROJECT</object><select><field>BERTH</field></select></query>',
      'XL03000006 BERTH fields cannot be queried',
    ],
    [
      'a filter on a field that is not there',
      '<query><object>PROJECT</object><select><field>NAME</field></select><filter><equalto><field>BERTH</field><value>1</value></equalto></filter></query>',
      'XL03000010 The object has no field BERTH to filter on',
    ],
    [
      'a page that is too long',
      '<query><object>PROJECT</object><select><field>NAME</field></select><pagesize>2001</pagesize></query>',
      'BL03000018 Illegal format for pagesize',
    ],
    [
      'a condition that is none',
      '<readByQuery><object>PROJECT</object><query>NAME = </query></readByQuery>',
      'DL02000001 There was an error processing the request',
    ],
    [
      'a mark that nobody gave',
      '<readMore><resultId>x</resultId></readMore>',
      'readMore failed Attempt to readMore with an invalid or expired resultId: x',
    ],
  ])('%s', async (_what, body, told) => {
    const sandbox = await open()
    sandbox.intacct.put('PROJECT', { RECORDNO: '7', PROJECTID: 'P', NAME: 'Pier' })
    if (body.includes('>project<')) sandbox.intacct.forbid('delete', 'PROJECT')
    expect((await only(sandbox, body))?.replace(/; $/, '')).toBe(`f-0 failure; ${told}`)
    expect(sandbox.intacct.records('PROJECT')).toEqual([{ RECORDNO: '7', PROJECTID: 'P', NAME: 'Pier' }])
  })

  test('tells more of its errors to who asks for that', async () => {
    const sandbox = await open()
    sandbox.intacct.put('CUSTOMER', { CUSTOMERID: 'C1' })
    const { text } = await send(sandbox, [customer('C1')], { control: { showadditionalerrorinfo: 'true' } })
    expect(text).toContain(
      '<additionalinfo><errorid>GL-0493</errorid><target domain="" requestinfo="" object="CUSTOMER"',
    )
    expect((await send(sandbox, [customer('C1')])).text).not.toContain('additionalinfo')
  })
})

describe('a query', () => {
  async function harbor(): Promise<Sandbox> {
    const sandbox = await open()
    for (const [index, NAME] of ['Bergen', 'Kiel', 'bern', 'Delft', ''].entries())
      sandbox.intacct.put('ITEM', {
        RECORDNO: `${index + 1}`,
        NAME,
        STANDARD_COST: `${index * 9}`,
        WHENCREATED: `0${index + 1}/02/2030`,
      })
    return sandbox
  }
  const found = async (sandbox: Sandbox, rest: string) => {
    const body = `<query><object>ITEM</object><select><field>RECORDNO</field></select>${rest}</query>`
    return [...((await only(sandbox, body)) ?? '').matchAll(/<RECORDNO>(\d+)/g)].map(([, id]) => id).join(' ')
  }
  const filter = (name: string, field: string, ...values: readonly string[]) =>
    `<${name}><field>${field}</field>${values.map(value => `<value>${value}</value>`).join('')}</${name}>`

  test.each([
    [filter('equalto', 'NAME', 'Kiel'), '2'],
    [filter('notequalto', 'NAME', 'Kiel'), '1 3 4 5'],
    [filter('lessthan', 'STANDARD_COST', '18'), '1 2'],
    [filter('lessthanorequalto', 'STANDARD_COST', '18'), '1 2 3'],
    [filter('greaterthan', 'WHENCREATED', '03/02/2030'), '4 5'],
    [filter('greaterthanorequalto', 'WHENCREATED', '03/02/2030'), '3 4 5'],
    [filter('like', 'NAME', 'B%n'), '1'],
    [filter('notlike', 'NAME', '%e%'), '5'],
    [filter('in', 'RECORDNO', '4', '2'), '2 4'],
    [filter('notin', 'RECORDNO', '4', '2'), '1 3 5'],
    [filter('between', 'STANDARD_COST', '9', '27'), '2 3 4'],
    [filter('isnull', 'NAME'), '5'],
    [filter('isnotnull', 'NAME'), '1 2 3 4'],
    [
      `<or>${filter('isnull', 'NAME')}<and>${filter('like', 'NAME', '%e%')}${filter('greaterthan', 'RECORDNO', '2')}</and></or>`,
      '3 4 5',
    ],
    [filter('betwixt', 'NAME', 'a'), ''],
    [filter('equalto', 'NAME'), ''],
  ])('passes what its filter %s lets pass', async (text, expected) => {
    expect(await found(await harbor(), `<filter>${text}</filter>`)).toBe(expected)
  })

  test('may ignore case', async () => {
    const sandbox = await harbor()
    const text = `<filter>${filter('like', 'NAME', 'B%n')}</filter>`
    expect(await found(sandbox, `${text}<options><caseinsensitive>true</caseinsensitive></options>`)).toBe('1 3')
  })

  test('gives an ordered page and tells what comes after it', async () => {
    const sandbox = await harbor()
    const order = '<orderby><order><field>STANDARD_COST</field><descending/></order></orderby>'
    const rest = `${order}<pagesize>2</pagesize><offset>1</offset>`
    expect(await found(sandbox, rest)).toBe('4 3')
    const { text } = await send(await harbor(), [
      `<query><object>ITEM</object><select><field>NAME</field></select>${rest}</query>`,
    ])
    expect(text).toContain('<data listtype="ITEM" count="2" totalcount="5" offset="1" numremaining="2" resultId="">')
  })

  test('that nobody ordered has pages that overlap', async () => {
    const sandbox = await open({ habits: true })
    for (let n = 1; n <= 40; n += 1) sandbox.intacct.put('ITEM', { RECORDNO: `${n}`, NAME: 'a' })
    const pages = await Promise.all(
      [0, 20].map(offset => found(sandbox, `<pagesize>20</pagesize><offset>${offset}</offset>`)),
    )
    expect(new Set(pages.flatMap(page => page.split(' '))).size).toBeLessThan(40)
  })

  test.each([
    ["NAME = 'Kiel'", '2'],
    ["NAME like 'B%' OR (RECORDNO > 2 and RECORDNO <= 4)", '1 3 4'],
    ['RECORDNO in (5, 1) and NAME is not null', '1'],
    ['RECORDNO not in (5,1)', '2 3 4'],
    ["NAME not like '%e%'", '5'],
    ['NAME is null', '5'],
    ["NAME <> 'it''s' and STANDARD_COST != 9", '1 3 4 5'],
    ['', '1 2 3 4 5'],
    ["NAME = 'Kiel' and", ''],
    ['(NAME is null', ''],
    ["NAME = 'Kiel", ''],
    ["BERTH = 'Kiel'", ''],
  ])('by the condition %s', async (condition, expected) => {
    const text = condition.replaceAll('<', '&lt;')
    const body = `<readByQuery><object>ITEM</object><query>${text}</query><fields>RECORDNO</fields></readByQuery>`
    const answer = (await only(await harbor(), body)) ?? ''
    expect([...answer.matchAll(/<RECORDNO>(\d+)/g)].map(([, id]) => id).join(' ')).toBe(expected)
  })

  test('is read on by its mark, each page once', async () => {
    const sandbox = await harbor()
    const { text } = await send(sandbox, [
      '<readByQuery><object>ITEM</object><query/><pagesize>2</pagesize></readByQuery>',
    ])
    const [, id = ''] = /count="2" totalcount="5" numremaining="3" resultId="(.+?)"/.exec(text) ?? []
    const more = async () =>
      (await send(sandbox, [`<readMore><resultId>${id}</resultId></readMore>`], { control: { uniqueid: 'false' } }))
        .text
    const second = await more()
    expect(second).toContain('count="2" totalcount="5" numremaining="1"')
    expect(second).toContain('<RECORDNO>3</RECORDNO>')
    expect(await more()).toContain('count="1" totalcount="5" numremaining="0" resultId=""')
    expect(resultsOf(await more())[0]).toMatch(/^f-0 failure; readMore failed/)
  })

  test('has a mark that expires', async () => {
    const sandbox = await harbor()
    const { text } = await send(sandbox, [
      '<readByQuery><object>ITEM</object><query/><pagesize>2</pagesize></readByQuery>',
    ])
    sandbox.time.advance(600_000)
    const [, id = ''] = /resultId="(.+?)"/.exec(text) ?? []
    expect(await only(sandbox, `<readMore><resultId>${id}</resultId></readMore>`)).toMatch(
      /^f-0 failure; readMore failed/,
    )
  })

  test('answers in JSON or CSV when asked to', async () => {
    const sandbox = await harbor()
    const body = (format: string) =>
      `<readByName><object>ITEM</object><keys>P1</keys><fields>ITEMID,NAME</fields><returnFormat>${format}</returnFormat></readByName>`
    sandbox.intacct.put('ITEM', { ITEMID: 'P1', NAME: 'a "b"' })
    const json = await send(sandbox, [body('json')])
    expect([json.type, json.text]).toEqual(['application/json', '[{"ITEMID":"P1","NAME":"a \\"b\\""}]'])
    const csv = await send(sandbox, [['f-9', body('csv')]])
    expect([csv.type, csv.text]).toEqual(['text/csv', '"ITEMID","NAME"\n"P1","a ""b"""\n'])
  })
})
