import type { Result, ResultAsync } from 'neverthrow'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type {
  Clock,
  Command,
  CustomResult,
  Deleted,
  Intacct,
  IntacctCode,
  IntacctCredentials,
  IntacctFault,
  IntacctOptions,
  IntacctRecord,
  OutputOf,
  Page,
  PlainData,
  Queued,
  Secret,
  Written,
} from '../../src/intacct.ts'
import { intacct } from '../../src/intacct.ts'

// Nothing is sent: a client connects with its first call, and these methods are only looked at by the compiler.
const sender = { id: 'harbor', password: 'p' }
const credentials = { companyId: 'c', userId: 'u', userPassword: 'p' }
const api = intacct({ sender, credentials })
const { functions } = api
const vendor = z.object({ VENDORID: z.string(), CREDITLIMIT: z.coerce.number() })
const input = z.strictObject({ VENDORID: z.string(), NAME: z.string().optional() })

type OkOf<Answer> = Answer extends ResultAsync<infer Value, unknown> ? Value : never

/** Never called: the compiler checks its body. */
async function wrongUses() {
  // @ts-expect-error a session beside credentials
  intacct({ sender, credentials, sessionId: 's' })
  // @ts-expect-error no way to sign in
  intacct({ sender })
  // @ts-expect-error no fields to select
  api.query({ object: 'VENDOR' })
  // @ts-expect-error two comparisons in one
  api.query({ object: 'VENDOR', select: ['NAME'], filter: { field: 'NAME', equalTo: 'x', like: 'y' } })
  // @ts-expect-error no such comparison
  api.query({ object: 'VENDOR', select: ['NAME'], filter: { field: 'NAME', startsWith: 'x' } })
  // @ts-expect-error a function is no field
  api.create('VENDOR', { NAME: () => 'x' })
  // @ts-expect-error the schema asks for a text
  api.create('VENDOR', { VENDORID: 7 }, { schema: input })
  // @ts-expect-error one control ID for several functions
  api.create('VENDOR', [{ NAME: 'x' }], { controlId: 'one' })
  // @ts-expect-error no policy
  api.submit([functions.delete('VENDOR', 7)], {})
  // @ts-expect-error what a second run does is not said
  functions.custom({ name: 'create_invoice' })
}

describe('the types of the client', () => {
  test('give records as the schema of the caller has them', () => {
    const look = (client: Intacct) => ({
      read: client.read({ object: 'VENDOR', keys: [7], schema: vendor }),
      page: client.query({ object: 'VENDOR', select: ['VENDORID'], schema: vendor }),
      plain: client.read({ object: 'VENDOR', keys: ['7'] }),
      all: client.queryAll({ object: 'VENDOR', select: ['VENDORID'], schema: vendor }),
      list: client.readByQuery({ object: 'VENDOR' }),
    })
    type Looked = ReturnType<typeof look>
    type Row = { VENDORID: string; CREDITLIMIT: number }
    expectTypeOf<OkOf<Looked['read']>>().toEqualTypeOf<readonly Row[]>()
    expectTypeOf<OkOf<Looked['page']>>().toEqualTypeOf<Page<Row>>()
    expectTypeOf<OkOf<Looked['plain']>>().toEqualTypeOf<readonly IntacctRecord[]>()
    expectTypeOf<Looked['all']>().toEqualTypeOf<AsyncIterableIterator<Result<Row, IntacctFault>>>()
    expectTypeOf<Looked['list']>().toEqualTypeOf<AsyncIterableIterator<Result<IntacctRecord, IntacctFault>>>()
    expectTypeOf<IntacctRecord['ANYTHING']>().toEqualTypeOf<PlainData>()
    expect(wrongUses).toBeTypeOf('function')
  })

  test('give one result for one record and a list for a list', () => {
    const one = (client: Intacct) => client.create('VENDOR', { VENDORID: 'V', CONTACT: { CITY: 'x' }, ITEMS: [1, 2] })
    const many = (client: Intacct) =>
      client.update('VENDOR', [{ RECORDNO: 7 }], { schema: z.object({ RECORDNO: z.number() }) })
    const gone = (client: Intacct) => client.delete('VENDOR', [7])
    expectTypeOf<OkOf<ReturnType<typeof one>>>().toEqualTypeOf<Written>()
    expectTypeOf<OkOf<ReturnType<typeof many>>>().toEqualTypeOf<readonly Result<Written, IntacctFault>[]>()
    expectTypeOf<OkOf<ReturnType<typeof gone>>[number]>().toEqualTypeOf<Result<Deleted, IntacctFault>>()
  })

  test('tell what was replayed from what was told', () => {
    const keyOf = (written: Written) => (written.replayed === true ? written.assumed : written.record)
    expectTypeOf<ReturnType<typeof keyOf>>().toEqualTypeOf<true | undefined | IntacctRecord>()
  })

  test('give each result of a request the type of its function', () => {
    const send = (client: Intacct) =>
      client.execute([
        functions.query({ object: 'VENDOR', select: ['VENDORID'], schema: vendor }),
        functions.delete('VENDOR', 7),
        functions.custom({ name: 'get_list', idempotency: 'read', schema: z.string() }),
      ])
    type Sent = OkOf<ReturnType<typeof send>>
    expectTypeOf<Sent['length']>().toEqualTypeOf<3>()
    expectTypeOf<Sent[1]>().toEqualTypeOf<Result<Deleted, IntacctFault>>()
    expectTypeOf<Sent[2]>().toEqualTypeOf<Result<CustomResult<string>, IntacctFault>>()
    const list = (client: Intacct, rows: Command<Written>[]) => client.execute(rows, { transaction: true })
    expectTypeOf<OkOf<ReturnType<typeof list>>[number]>().toEqualTypeOf<Result<Written, IntacctFault>>()
    const later = (client: Intacct) => client.submit([functions.delete('VENDOR', 7)], { policyId: 'p' })
    expectTypeOf<OkOf<ReturnType<typeof later>>>().toEqualTypeOf<Queued>()
  })

  test('have a name wherever a program meets them', () => {
    expectTypeOf<'BL01001973'>().toExtend<IntacctCode>()
    expectTypeOf<'no such'>().not.toExtend<IntacctCode>()
    expectTypeOf<IntacctOptions['clock']>().toEqualTypeOf<Clock | undefined>()
    expectTypeOf<IntacctCredentials['userPassword']>().toEqualTypeOf<Secret>()
    expectTypeOf<OutputOf<ReturnType<typeof functions.create>>>().toEqualTypeOf<Written>()
  })
})
