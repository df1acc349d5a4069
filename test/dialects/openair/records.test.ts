import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDate, encodeDate, isDate, isDateField } from '../../../src/dialects/openair/dates.ts'
import { decodeRecord, encodeRecord } from '../../../src/dialects/openair/fields.ts'
import { recordInput, recordOutput } from '../../../src/dialects/openair/record-schema.ts'
import { hasId, isRecordName, recordFields } from '../../../src/dialects/openair/records.ts'
import { parse } from '../../../src/xml/parse.ts'
import { write } from '../../../src/xml/write.ts'

/** How many fields the published description of 2016 counts, an address as its 18 parts. */
const COUNTED: Readonly<Record<string, number>> = {
  Project: 105,
  Projectstage: 16,
  Projecttask: 47,
  Projecttaskassign: 18,
  Projectassign: 11,
  Issue: 26,
  User: 105,
  Company: 33,
  Customer: 94,
  Contact: 36,
  Vendor: 35,
  Department: 9,
  Timesheet: 25,
  Task: 35,
  Timetype: 12,
  Jobcode: 12,
  Schedulerequest: 24,
  Booking: 29,
  BookingType: 11,
  ResourceRequest: 18,
  LoadedCost: 15,
  Slip: 55,
  Invoice: 39,
  Payment: 13,
  Agreement: 16,
  Customerpo: 16,
  Projectbillingrule: 65,
  Projectbillingtransaction: 32,
  Envelope: 31,
  Ticket: 46,
  Reimbursement: 13,
  Item: 21,
  Purchaseorder: 36,
  Purchase_item: 36,
  Category: 18,
  Costcenter: 10,
  Currency: 5,
  Currencyrate: 6,
  Filterset: 10,
  CustField: 28,
  HierarchyNode: 13,
  ImportExport: 7,
  Attachment: 16,
  Report: 11,
}

const element = (xml: string) => parse(xml)._unsafeUnwrap().root
const read = (xml: string) => decodeRecord(element(xml))
const written = (type: string, record: Readonly<Record<string, unknown>>) =>
  write(encodeRecord(type, record))._unsafeUnwrap()

describe('the list of record types', () => {
  test.each(Object.entries(COUNTED))('has every field of %s', (type, count) => {
    expect(isRecordName(type)).toBe(true)
    if (!isRecordName(type)) return
    const fields: readonly string[] = recordFields[type]
    const addresses = fields.filter(field => ['addr', 'billingaddr', 'contactaddr'].includes(field)).length
    expect(new Set(fields).size).toBe(fields.length)
    expect(fields.length - addresses + 18 * addresses).toBe(count)
  })

  test('has no other types than those counted, and what the service tells of itself', () => {
    expect(Object.keys(recordFields).sort()).toEqual([...Object.keys(COUNTED), 'Error', 'RateLimit'].sort())
  })

  test.each(['constructor', '__proto__', 'ProjectTask', ''])('does not know %o', name => {
    expect(isRecordName(name)).toBe(false)
  })

  test.each([
    ['Project', true],
    ['Currencyrate', false],
    ['Anything', true],
  ])('tells whether %s has an id', (type, has) => {
    expect(hasId(type)).toBe(has)
  })
})

describe('a date', () => {
  test.each([
    ['2025-02-28', true],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['2025-12-31 23:59:59', true],
    ['2025-02-29', false],
    ['1900-02-29', false],
    ['2025-02-30', false],
    ['2025-04-31', false],
    ['2025-13-01', false],
    ['2025-00-10', false],
    ['2025-01-00', false],
    ['2025-1-1', false],
    ['2025-01-01T00:00:00', false],
    ['2025-01-01 24:00:00', false],
    ['2025-01-01 00:60:00', false],
    ['2025-01-01\n', false],
    ['', false],
  ])('%o exists: %o', (text, exists) => {
    expect(isDate(text)).toBe(exists)
    expect(encodeDate(text) !== undefined).toBe(exists)
  })

  test('comes back as it was written', () => {
    const days = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, fc.boolean(), (day, withTime) => {
        const text = day
          .toISOString()
          .slice(0, withTime ? 19 : 10)
          .replace('T', ' ')
        const node = encodeDate(text)
        expect(node && decodeDate(element(write(node)._unsafeUnwrap()))).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['<Date><year>2025</year><month>4</month><day>7</day></Date>', '2025-04-07'],
    ['<Date><day> 7 </day><month>4</month><year>2025</year></Date>', '2025-04-07'],
    [
      '<Date><year>2025</year><month>4</month><day>7</day><hour>9</hour><minute>5</minute><second>0</second></Date>',
      '2025-04-07 09:05:00',
    ],
    [
      '<Date><year>2025</year><month>4</month><day>7</day><hour>9</hour><timezone>-0500</timezone></Date>',
      '2025-04-07 09:00:00',
    ],
    ['<Date><year/><month/><day/><hour/><minute/><second/><timezone/></Date>', ''],
    ['<Date/>', ''],
    ['<Date><year>2025</year><month/><day/></Date>', undefined],
    ['<Date><year>soon</year><month>1</month><day>1</day></Date>', undefined],
  ])('%s is read as %o', (xml, text) => {
    expect(decodeDate(element(xml))).toBe(text)
  })

  test.each([
    ['Project', 'start_date', true],
    ['Crate', 'created', true],
    ['Timesheet', 'starts', true],
    ['Crate', 'starts', false],
    ['LoadedCost', 'end', true],
    ['Projectbillingrule', 'acct_date_how', false],
    ['Booking', 'starttime', false],
    ['Project', 'due_date__c', false],
    ['constructor', 'name', false],
  ])('%s.%s is one: %o', (type, field, is) => {
    expect(isDateField(type, field)).toBe(is)
  })
})

describe('a record', () => {
  test.each([
    ['text as it is', '<P><name> a &amp; b </name><code/></P>', { name: ' a & b ', code: '' }],
    [
      'a date as text',
      '<P><date><Date><year>2025</year><month>4</month><day>7</day></Date></date></P>',
      { date: '2025-04-07' },
    ],
    ['an unset date as empty', '<P><date> <Date><year/><month/><day/></Date> </date></P>', { date: '' }],
    ['an odd date as its parts', '<P><date><Date><year>x</year></Date></date></P>', { date: { Date: { year: 'x' } } }],
    ['an address as an object', '<P><addr><Address><city>Lund</city></Address></addr></P>', { addr: { city: 'Lund' } }],
    ['an empty address as one', '<P><addr/></P>', { addr: {} }],
    [
      'one switch as a list',
      '<P><flags><Flag><name>a</name><setting>1</setting></Flag></flags></P>',
      { flags: [{ name: 'a', setting: '1' }] },
    ],
    ['no switch as a list', '<P><flags> </flags></P>', { flags: [] }],
    ['other nesting as an object', '<P><x><y>1</y><z><w>2</w></z></x></P>', { x: { y: '1', z: { w: '2' } } }],
    ['a repeated name as a list', '<P><x>1</x><x>2</x><x>3</x></P>', { x: ['1', '2', '3'] }],
    ['names without their prefix', '<p:P><p:x>1</p:x></p:P>', { x: '1' }],
  ])('reads %s', (_, xml, record) => {
    expect(read(xml)).toEqual(record)
  })

  test('keeps hostile names as its own and touches no prototype', () => {
    const record = read('<P><__proto__><polluted>1</polluted></__proto__><constructor>2</constructor></P>')
    expect(Object.keys(record)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })

  test.each([
    [
      'texts, numbers and booleans',
      { name: 'a<b', rate: 2.5, active: true, notes: '' },
      '<Project><name>a&lt;b</name><rate>2.5</rate><active>1</active><notes></notes></Project>',
    ],
    ['nothing for what is undefined', { name: undefined, active: false }, '<Project><active>0</active></Project>'],
    [
      'dates nested',
      { start_date: '2025-04-07' },
      '<Project><start_date><Date><year>2025</year><month>4</month><day>7</day></Date></start_date></Project>',
    ],
    [
      'addresses nested',
      { addr: { city: 'Lund' } },
      '<Project><addr><Address><city>Lund</city></Address></addr></Project>',
    ],
    [
      'switches as Flags',
      { flags: [{ name: 'a', setting: true }] },
      '<Project><flags><Flag><name>a</name><setting>1</setting></Flag></flags></Project>',
    ],
    ['lists as repeated elements', { x: ['1', 2] }, '<Project><x>1</x><x>2</x></Project>'],
    [
      'other nesting as it is',
      { due__c: { Date: { year: 2025 } } },
      '<Project><due__c><Date><year>2025</year></Date></due__c></Project>',
    ],
  ])('writes %s', (_, record, xml) => {
    expect(written('Project', record).replaceAll(/<(\w+)\/>/g, '<$1></$1>')).toBe(xml)
  })

  test('comes back as it was written', () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })
    const records = fc
      .dictionary(fc.stringMatching(/^[a-z][a-z_]{0,12}$/), text, { maxKeys: 12 })
      .filter(fields =>
        Object.keys(fields).every(name => !isDateField('Crate', name) && !['flags', 'addr'].includes(name)),
      )
    fc.assert(
      fc.property(records, record => {
        expect({ ...read(written('Crate', record)) }).toEqual({ ...record })
      }),
      { numRuns: 200 },
    )
  })
})

describe('the schema of a record to be written', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle

  test.each<[string, string, unknown, readonly string[]]>([
    ['a day that does not exist', 'Project', { start_date: '2025-02-30' }, ['start_date']],
    ['a day that does not exist in a type nobody listed', 'Crate', { date: '2025-02-30' }, ['date']],
    ['a number for a date', 'Project', { start_date: 20250101 }, ['start_date']],
    ['a number that is not finite', 'Project', { budget: Number.NaN }, ['budget']],
    ['a number that needs an exponent', 'Project', { budget: 1e-9 }, ['budget']],
    ['an object for a text', 'Project', { name: { first: 'x' } }, ['name']],
    ['null', 'Project', { name: null }, ['name']],
    ['a Date of JavaScript', 'Project', { start_date: new Date(0) }, ['start_date']],
    ['a function in a field nobody listed', 'Crate', { run: () => 1 }, ['run']],
    ['a character that XML cannot carry', 'Project', { name: 'a\u0000b' }, ['name']],
    ['half a surrogate pair', 'Crate', { name: '\ud800' }, ['name']],
    ['a name that XML cannot carry', 'Crate', { 'a b': '1' }, ['a b']],
    ['a part of an address that there is none', 'Customer', { addr: { town: 'x' } }, ['addr']],
    ['a switch without its setting', 'User', { flags: [{ name: 'a' }] }, ['flags', '0', 'setting']],
    ['data without end', 'Crate', { deep: cycle }, ['deep']],
    ['no record at all', 'Project', 'name', []],
    ['a list', 'Project', [], []],
  ])('refuses %s and names the field', (_, type, input, path) => {
    const { error } = recordInput(type).safeParse(input)
    expect(error?.issues.map(issue => issue.path.map(String))).toContainEqual(path)
  })

  test.each<[string, unknown]>([
    ['Project', { name: '', budget: 0, active: false, start_date: '', finish_date: '2025-01-01 10:00:00' }],
    ['Project', { region__c: 'x', tags__c: ['a', 1], due__c: { Date: { year: 2025 } } }],
    ['Crate', { anything: true, left: undefined }],
  ])('takes a sound %s', (type, input) => {
    expect(recordInput(type).safeParse(input).data).toEqual(input)
  })

  test('drops a field that would be a prototype', () => {
    const input = JSON.parse('{"name":"a","__proto__":{"x":1}}')
    expect(Object.keys(recordInput('Crate').parse(input))).toEqual(['name'])
  })
})

describe('the schema of a record that was read', () => {
  test.each<[string, unknown, boolean]>([
    ['Project', { name: 'a', later_field: { x: '1' } }, true],
    ['Project', { name: { x: '1' } }, false],
    ['Customer', { addr: { city: 'x', later: 'y' } }, true],
    ['Customer', { addr: 'x' }, false],
    ['User', { flags: [] }, true],
    ['Crate', { whatever: ['1', { x: '2' }] }, true],
  ])('%s %o fits: %o', (type, record, fits) => {
    expect(recordOutput(type).safeParse(record).success).toBe(fits)
  })
})
