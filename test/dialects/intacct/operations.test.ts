import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Command } from '../../../src/dialects/command.ts'
import { custom } from '../../../src/dialects/intacct/operations/custom.ts'
import { query } from '../../../src/dialects/intacct/operations/query.ts'
import { read, readByName, readByQuery, readMore } from '../../../src/dialects/intacct/operations/read.ts'
import { getAPISession } from '../../../src/dialects/intacct/operations/session.ts'
import { create, remove, update } from '../../../src/dialects/intacct/operations/write.ts'
import { envelope, functionElement } from '../../../src/dialects/intacct/writer.ts'
import { command } from '../../../src/dialects/operation.ts'
import { parse } from '../../../src/xml/parse.ts'
import { write } from '../../../src/xml/write.ts'

const text = (made: Command) => write(made.write()._unsafeUnwrap())._unsafeUnwrap()
const issues = (made: Command) =>
  made
    .write()
    ._unsafeUnwrapErr()
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
const result = (inside: string) => parse(`<result>${inside}</result>`)._unsafeUnwrap().root
const cycle: Record<string, unknown> = {}
cycle.self = cycle

describe('a function is written', () => {
  test.each<[string, Command, string]>([
    [
      'create',
      command(create(), {
        object: 'VENDOR',
        record: { NAME: 'A & B', LIMIT: 12.5, ONHOLD: false, TAX: null, NOTE: '', SKIP: undefined },
      }),
      '<create><VENDOR><NAME>A &amp; B</NAME><LIMIT>12.5</LIMIT><ONHOLD>false</ONHOLD><TAX/><NOTE/></VENDOR></create>',
    ],
    [
      'update, nested and repeated',
      command(update(), { object: 'APBILL', record: { RECORDNO: 7, ITEMS: { ITEM: [{ A: 1 }, { A: 2 }] } } }),
      '<update><APBILL><RECORDNO>7</RECORDNO><ITEMS><ITEM><A>1</A></ITEM><ITEM><A>2</A></ITEM></ITEMS></APBILL></update>',
    ],
    ['delete', command(remove, { object: 'VENDOR', key: 7 }), '<delete><object>VENDOR</object><keys>7</keys></delete>'],
    [
      'read',
      command(read(), { object: 'VENDOR', keys: [7, '8'] }),
      '<read><object>VENDOR</object><keys>7,8</keys><fields>*</fields></read>',
    ],
    [
      'readByName',
      command(readByName(), { object: 'VENDOR', keys: ['V-1'], fields: ['A', 'B'] }),
      '<readByName><object>VENDOR</object><keys>V-1</keys><fields>A,B</fields></readByName>',
    ],
    [
      'readByQuery',
      command(readByQuery(), { object: 'VENDOR', query: "A < 'b'", pageSize: 5 }),
      "<readByQuery><object>VENDOR</object><fields>*</fields><query>A &lt; 'b'</query><pagesize>5</pagesize></readByQuery>",
    ],
    ['readMore', command(readMore(), { resultId: 'r-1' }), '<readMore><resultId>r-1</resultId></readMore>'],
    [
      'a query of the least',
      command(query(), { object: 'VENDOR', select: ['A'] }),
      '<query><object>VENDOR</object><select><field>A</field></select><pagesize>1000</pagesize><offset>0</offset></query>',
    ],
    [
      'a query of the most',
      command(query(), {
        object: 'VENDOR',
        select: ['A', 'CONTACT.B'],
        filter: {
          or: [
            { field: 'A', greaterThanOrEqualTo: 3 },
            {
              and: [
                { field: 'B', isNull: true },
                { field: 'C', between: [1, 2] },
                { field: 'D', notIn: ['x', 'y'] },
              ],
            },
          ],
        },
        orderBy: [{ field: 'A' }, { field: 'B', direction: 'descending' }],
        caseInsensitive: true,
        showPrivate: true,
        pageSize: 2000,
        offset: 40,
      }),
      '<query><object>VENDOR</object><select><field>A</field><field>CONTACT.B</field></select><filter><or><greaterthanorequalto><field>A</field><value>3</value></greaterthanorequalto><and><isnull><field>B</field></isnull><between><field>C</field><value>1</value><value>2</value></between><notin><field>D</field><value>x</value><value>y</value></notin></and></or></filter><orderby><order><field>A</field><ascending/></order><order><field>B</field><descending/></order></orderby><options><caseinsensitive>true</caseinsensitive><showprivate>true</showprivate></options><pagesize>2000</pagesize><offset>40</offset></query>',
    ],
    ['a sign-in at the top level', command(getAPISession, {}), '<getAPISession/>'],
    [
      'a sign-in to an entity',
      command(getAPISession, { locationId: 'DE' }),
      '<getAPISession><locationid>DE</locationid></getAPISession>',
    ],
    [
      'one of the program itself',
      command(custom({ name: 'create_invoice', idempotency: 'keyed' }), {
        name: 'create_invoice',
        idempotency: 'keyed',
        content: [{ name: 'customerid', children: ['C-1'] }],
      }),
      '<create_invoice><customerid>C-1</customerid></create_invoice>',
    ],
  ])('%s', (_, made, written) => {
    expect(text(made)).toBe(written)
  })

  test('into a request whose parts stand in the order that the service wants', () => {
    const frame = { id: 'r-1', unique: true, transaction: true, policyId: 'nightly', errorDetails: true }
    const login = { userId: 'u', companyId: 'c', userPassword: 'p2', clientId: 'k', locationId: 'l' }
    const { node, secrets } = envelope(
      [functionElement('f-1', { name: 'x' })],
      frame,
      { id: 's', password: 'p1' },
      login,
    )
    expect(write(node)._unsafeUnwrap()).toBe(
      '<request><control><senderid>s</senderid><password>p1</password><controlid>r-1</controlid><uniqueid>true</uniqueid><dtdversion>3.0</dtdversion><policyid>nightly</policyid><includewhitespace>false</includewhitespace><showadditionalerrorinfo>true</showadditionalerrorinfo></control><operation transaction="true"><authentication><login><userid>u</userid><companyid>c</companyid><password>p2</password><clientid>k</clientid><locationid>l</locationid></login></authentication><content><function controlid="f-1"><x/></function></content></operation></request>',
    )
    expect(secrets).toEqual(['p1', 'p2'])
  })
})

describe('an input is refused', () => {
  const record = (one: unknown) => command(create(), { object: 'VENDOR', record: one })
  test.each<[string, Command, RegExp]>([
    ['an object that is no name', command(create(), { object: 'VEN DOR', record: {} }), /^object: Must be a name/],
    ['a record that is none', record(7), /^record: Must be an object/],
    ['a record of a class', record(new Date(0)), /^record: Must be an object/],
    ['a field that is no name', record({ 'a b': 1 }), /^record.a b: Is no name/],
    ['a field that would be markup', record({ 'a><b': 1 }), /Is no name/],
    ['a number without end', record({ A: Number.POSITIVE_INFINITY }), /^record.A: Is not a finite number/],
    ['a number with an exponent', record({ A: 1e21 }), /^record.A: Would be written with an exponent/],
    ['a date', record({ A: { B: new Date(0) } }), /^record.A.B: Is no plain data/],
    ['a function', record({ A: () => 1 }), /^record.A: Must be text/],
    ['a character that XML cannot carry', record({ A: ['ok', 'a\u0000'] }), /^record.A.1: Holds a character/],
    ['a cycle', record(cycle), /nested more than 32 levels deep/],
    ['a key that would be two', command(remove, { object: 'VENDOR', key: '7,8' }), /^key: Must not hold a comma/],
    ['no key', command(read(), { object: 'VENDOR', keys: [] }), /^keys: Must name at least one/],
    ['a field that would be two', command(read(), { object: 'VENDOR', keys: [7], fields: ['A,B'] }), /^fields.0/],
    ['no field to select', command(query(), { object: 'VENDOR', select: [] }), /^select: Must name at least one/],
    ['a page that is too large', command(query(), { object: 'VENDOR', select: ['A'], pageSize: 2001 }), /^pageSize/],
    [
      'a page that is too large, by readByQuery',
      command(readByQuery(), { object: 'VENDOR', pageSize: 1001 }),
      /^pageSize/,
    ],
    [
      'two comparisons in one',
      command(query(), { object: 'VENDOR', select: ['A'], filter: { field: 'A', like: 'x', equalTo: 'y' } }),
      /^filter: Must be/,
    ],
    [
      'a comparison with nothing',
      command(query(), { object: 'VENDOR', select: ['A'], filter: { field: 'A', equalTo: undefined } }),
      /^filter: Must be/,
    ],
    [
      'joins without end',
      command(query(), {
        object: 'VENDOR',
        select: ['A'],
        filter: Array.from({ length: 20 }).reduce<unknown>(inner => ({ and: [inner] }), { field: 'A', equalTo: 1 }),
      }),
      /^filter/,
    ],
    [
      'what the schema of the caller refuses',
      command(create(z.strictObject({ NAME: z.string() }) as never), { object: 'VENDOR', record: { NMAE: 'x' } }),
      /^record/,
    ],
    ['a misspelled option', command(query(), { object: 'VENDOR', select: ['A'], pagesize: 5 }), /pagesize/],
  ])('for %s', (_, made, said) => {
    expect(issues(made)[0]).toMatch(said)
  })
})

describe('a result is read', () => {
  test('as records, whatever their objects are called', () => {
    const data =
      '<data listtype="mixed" count="3"><vendor><RECORDNO>7</RECORDNO><A/></vendor><customer><B><C>x</C><C>y</C></B></customer><item/></data>'
    const made = command(readByQuery(), { object: 'VENDOR' })
    expect(made.read(result(data))._unsafeUnwrap()).toEqual({
      records: [{ RECORDNO: '7', A: '' }, { B: { C: ['x', 'y'] } }, {}],
      keys: ['7', undefined, undefined],
    })
  })

  test('as a page with what the service says of the others', () => {
    const data =
      '<data listtype="vendor" totalcount="9" offset="4" count="1" numremaining="4" resultId="r"><vendor><A>1</A></vendor></data>'
    const page = { records: [{ A: '1' }], keys: [undefined], total: 9, remaining: 4, offset: 4, resultId: 'r' }
    const made = command(query(), { object: 'VENDOR', select: ['A'], offset: 4 })
    expect(made.read(result(data))._unsafeUnwrap()).toEqual(page)
  })

  test('as no page where it is another, or less than it says', () => {
    const made = command(query(), { object: 'VENDOR', select: ['A'], offset: 5 })
    expect(made.read(result('<data offset="4" count="0"/>'))._unsafeUnwrapErr()).toMatchObject({
      problem: 'mismatched-outcome',
    })
    const short = result('<data offset="5" count="2"><vendor><A>1</A></vendor></data>')
    expect(made.read(short)._unsafeUnwrapErr()).toMatchObject({
      problem: 'unreadable-output',
      issues: [{ path: ['count'] }],
    })
  })

  test('as the schema of the caller has it, or not at all', () => {
    const schema = z.object({ N: z.coerce.number().int() })
    const made = command(read(schema), { object: 'VENDOR', keys: [1] })
    expect(made.read(result('<data><v><N>12</N></v></data>'))._unsafeUnwrap()).toEqual([{ N: 12 }])
    expect(made.read(result('<data><v><N>x</N></v></data>'))._unsafeUnwrapErr()).toMatchObject({
      issues: [{ path: [0, 'N'] }],
    })
  })

  test('as the key of what was written, in data or by itself', () => {
    const made = command(create(), { object: 'VENDOR', record: {} })
    expect(made.read(result('<data><vendor><RECORDNO> 7 </RECORDNO></vendor></data>'))._unsafeUnwrap()).toEqual({
      key: '7',
      record: { RECORDNO: '7' },
    })
    expect(made.read(result('<key>8</key>'))._unsafeUnwrap()).toEqual({ key: '8', record: {} })
    const two = result('<data><vendor/><vendor/></data>')
    expect(made.read(two)._unsafeUnwrapErr()).toMatchObject({ problem: 'mismatched-outcome' })
  })

  test('as whatever a function of the program gives', () => {
    const made = command(custom({ name: 'get_list', idempotency: 'read' }), { name: 'get_list', idempotency: 'read' })
    expect(made.read(result('<data><v><A>1</A></v></data>'))._unsafeUnwrap()).toEqual({ data: { v: { A: '1' } } })
    expect(made.read(result('<key>9</key>'))._unsafeUnwrap()).toEqual({ key: '9' })
  })

  test('as a session, but not without its id', () => {
    const made = command(getAPISession, {})
    const api = '<data><api><sessionid>s</sessionid><endpoint>https://x.example/</endpoint></api></data>'
    expect(made.read(result(api))._unsafeUnwrap()).toEqual({
      sessionId: 's',
      endpoint: 'https://x.example/',
      locationId: '',
    })
    expect(made.read(result('<data><api/></data>')).isErr()).toBe(true)
  })
})
