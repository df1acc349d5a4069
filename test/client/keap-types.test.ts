import type { Result, ResultAsync } from 'neverthrow'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import {
  type Category,
  type Charge,
  type FieldValue,
  type Keap,
  type KeapCode,
  type KeapFault,
  keap,
  type RecordOf,
  type Removed,
  type XmlRpcData,
} from '../../src/keap.ts'
import { type Fault, type XmlRpcClient, xmlRpc } from '../../src/xmlrpc.ts'

// Nothing is sent: a client connects with its first call, and these methods are only looked at by the compiler.
const plain = keap({ url: 'http://127.0.0.1:9/', auth: { serviceKey: 'k' } })
const api = keap<{ Contact: { _Berth: number } }>({
  url: 'http://127.0.0.1:9/',
  auth: { accessToken: async () => 't' },
})

type OkOf<Answer> = Answer extends ResultAsync<infer Value, unknown> ? Value : never
type RowOf<Rows> = Rows extends AsyncIterableIterator<Result<infer Row, unknown>> ? Row : never

/** Never called: the compiler checks its body. */
function wrongUses() {
  // @ts-expect-error no such field of a contact
  api.ContactService.load(1, ['Nmae'])
  // @ts-expect-error no such field of a contact
  api.ContactService.add({ Nmae: 'x' })
  // @ts-expect-error a text where an amount is held
  api.DataService.add('Product', { ProductPrice: '5' })
  // @ts-expect-error no such field of an invoice
  api.query('Invoice', { match: { Nmae: 'x' }, fields: ['Id'] })
  // @ts-expect-error a query without fields
  api.query('Invoice', { match: {} })
  // @ts-expect-error the note is missing
  api.InvoiceService.chargeInvoice(1, 2, 3, false)
  // @ts-expect-error no such method
  api.ContactService.remove(1)
  // @ts-expect-error no such service
  api.InvoiceServices
  // @ts-expect-error two credentials
  keap({ auth: { apiKey: 'k', user: 'u' } })
  // @ts-expect-error no credential
  keap({})
  // @ts-expect-error an idempotency of no kind
  api.call('Some.method', [], undefined, { idempotency: 'often' })
  // @ts-expect-error without a schema nobody knows that it is a number
  const _: ResultAsync<number, KeapFault> = api.call('Some.method', [])
  // @ts-expect-error nothing that XML-RPC could carry
  api.call('Some.method', [() => 1])
}

describe('the types of the Keap client', () => {
  test('give each field of a table in the type that it holds', () => {
    expectTypeOf<RecordOf<'Contact'>['Email']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<RecordOf<'Contact'>['OwnerID']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<RecordOf<'Contact'>['Birthday']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<RecordOf<'Product'>['ProductPrice']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<RecordOf<'Nobody'>['anything']>().toEqualTypeOf<FieldValue | undefined>()
    expect(wrongUses).toBeTypeOf('function')
  })

  test('give the fields that were asked for and no others', () => {
    const load = () => api.ContactService.load(1, ['Email', 'OwnerID', '_Berth', '_Other'])
    type Row = OkOf<ReturnType<typeof load>>
    expectTypeOf<Row>().toEqualTypeOf<{
      readonly Email?: string
      readonly OwnerID?: number
      readonly _Berth?: number
      readonly _Other?: FieldValue
    }>()
    const find = () => plain.DataService.query('Invoice', 10, 0, { Id: '%' }, ['TotalDue', '_Berth'])
    expectTypeOf<OkOf<ReturnType<typeof find>>>().toEqualTypeOf<
      readonly { readonly TotalDue?: number; readonly _Berth?: FieldValue }[]
    >()
    expect([load, find]).toHaveLength(2)
  })

  test('give the id of each record of a query beside the fields that were asked for', () => {
    const rows = () => api.query('ContactGroup', { match: {}, fields: ['GroupName'] })
    expectTypeOf<RowOf<ReturnType<typeof rows>>>().toEqualTypeOf<{
      readonly GroupName?: string
      readonly Id?: number
    }>()
    const loose = () => api.query('Nobody', { match: { a: 1 }, fields: ['b'] })
    expectTypeOf<RowOf<ReturnType<typeof loose>>['b']>().toEqualTypeOf<FieldValue | undefined>()
    expect([rows, loose]).toHaveLength(2)
  })

  test('promise what each method gives', () => {
    expectTypeOf<OkOf<ReturnType<Keap['ContactService']['addWithDupCheck']>>>().toEqualTypeOf<number>()
    expectTypeOf<OkOf<ReturnType<Keap['ContactService']['addToGroup']>>>().toEqualTypeOf<boolean>()
    expectTypeOf<OkOf<ReturnType<Keap['DataService']['delete']>>>().toEqualTypeOf<Removed>()
    expectTypeOf<OkOf<ReturnType<Keap['InvoiceService']['chargeInvoice']>>>().toEqualTypeOf<Charge>()
    expectTypeOf<OkOf<ReturnType<Keap['InvoiceService']['calculateAmountOwed']>>>().toEqualTypeOf<number>()
    expectTypeOf<Parameters<Keap['ContactService']['merge']>>().toExtend<
      readonly [contactId: number | string, duplicateContactId: number | string, call?: object]
    >()
  })

  test('type an untyped method by its schema', () => {
    const typed = () => api.call('Some.method', [], z.object({ n: z.number() }))
    const any = () => api.call('Some.method', [{ a: [1, 'b', true] }])
    expectTypeOf<OkOf<ReturnType<typeof typed>>>().toEqualTypeOf<{ n: number }>()
    expectTypeOf<OkOf<ReturnType<typeof any>>>().toExtend<XmlRpcData>()
    expectTypeOf<XmlRpcData>().toExtend<OkOf<ReturnType<typeof any>>>()
    expect([typed, any]).toHaveLength(2)
  })

  test('offer the codes of the catalog, and take any other', () => {
    expectTypeOf<'DECLINED'>().toExtend<KeapCode>()
    expectTypeOf<'5'>().toExtend<KeapCode>()
    expectTypeOf<'sunset'>().toExtend<KeapCode>()
    expectTypeOf<'77'>().not.toExtend<KeapCode>()
    type Code = Extract<KeapFault, { kind: 'service' }>['code']
    expectTypeOf<KeapCode | '77'>().toExtend<NonNullable<Code>>()
    expectTypeOf<KeapFault['category']>().toEqualTypeOf<Category>()
  })
})

describe('the types of the client over XML-RPC', () => {
  test('type a result by its schema, alone and among others', () => {
    const rpc = xmlRpc({ url: 'http://127.0.0.1:9/' })
    const sum = () => rpc.call('ledger.sum', [1, 2], { schema: z.number(), idempotency: 'read' })
    expectTypeOf<ReturnType<typeof sum>>().toEqualTypeOf<ResultAsync<number, Fault>>()
    const both = () => rpc.multicall([rpc.command('a', [], { schema: z.string() }), rpc.command('b')])
    type Both = OkOf<ReturnType<typeof both>>
    expectTypeOf<Both[0]>().toEqualTypeOf<Result<string, Fault>>()
    expectTypeOf<Both[1]>().toEqualTypeOf<Result<XmlRpcData, Fault>>()
    expectTypeOf<Both['length']>().toEqualTypeOf<2>()
    expectTypeOf<OkOf<ReturnType<XmlRpcClient['listMethods']>>>().toEqualTypeOf<readonly string[]>()
    expect([sum, both]).toHaveLength(2)
  })
})
