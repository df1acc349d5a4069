import type { Result, ResultAsync } from 'neverthrow'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type {
  Address,
  Approval,
  AskedCommand,
  Clock,
  ClosableTransport,
  Command,
  Done,
  FetchOptions,
  FieldValue,
  Headers,
  InputOf,
  LooseInput,
  OpenAirAuth,
  OpenAirCode,
  OpenAirFault,
  OpenAirOptions,
  OpenAirXml,
  OutputOf,
  RecordName,
  RecordOf,
  Secret,
  TransportFailure,
  TransportReply,
  UndiciOptions,
  Unreadable,
  XmlElement,
  XmlNode,
} from '../../src/openair.ts'
import { fetchTransport, openAirXml, undiciTransport } from '../../src/openair.ts'

// Nothing is sent: a client connects with its first call, and these methods are only looked at by the compiler.
const options = { url: 'http://127.0.0.1:9/api.pl', namespace: 'n', key: 'k', auth: { accessToken: 't' } }
const api = openAirXml<{ Project: { region__c: string }; Crate: { weight: string } }>(options)
const plain = openAirXml(options)

type OkOf<Answer> = Answer extends ResultAsync<infer Value, unknown> ? Value : never

/** Never called: the compiler checks its body. */
async function wrongUses() {
  // @ts-expect-error no such field
  api.add('Project', { nmae: 'x' })
  // @ts-expect-error a nested object where a text is expected
  api.add('Project', { name: { first: 'x' } })
  // @ts-expect-error the method compares with something
  api.read('Project', { method: 'equal to' })
  // @ts-expect-error no such method
  api.read('Project', { method: 'like', match: { name: 'x' } })
  // @ts-expect-error no such field to give back
  api.read('Project', { fields: ['nmae'] })
  // @ts-expect-error no lookup field
  api.upsert('Project', { name: 'x' })
  // @ts-expect-error neither a password nor a token
  openAirXml({ ...options, auth: { company: 'c', user: 'u' } })
  const [first] = (await api.read('Project'))._unsafeUnwrap()
  // @ts-expect-error no such field of a known type
  first?.nmae
}

describe('the types of the client', () => {
  test('give the fields of a known type', () => {
    expectTypeOf<RecordOf<'Project'>['name']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<RecordOf<'Customer'>['addr']>().toEqualTypeOf<Address | undefined>()
    expectTypeOf<RecordOf<'User'>['te_allowance_approver']>().toEqualTypeOf<string | undefined>()
    expectTypeOf(api.read<'Project'>).returns.toExtend<
      ResultAsync<readonly { readonly start_date?: string }[], OpenAirFault>
    >()
    expect(wrongUses).toBeTypeOf('function')
  })

  test('give the custom fields that the program declares', () => {
    type Row = OkOf<ReturnType<typeof api.read<'Project'>>>[number]
    expectTypeOf<Row['region__c']>().toEqualTypeOf<string | undefined>()
    type Plain = OkOf<ReturnType<typeof plain.read<'Project'>>>[number]
    expectTypeOf<Plain>().not.toHaveProperty('region__c')
    expectTypeOf<{ name: string; region__c: string }>().toExtend<
      InputOf<'Project', { Project: { region__c: string } }>
    >()
  })

  test('give a loose record for a type that nobody listed', () => {
    type Row = OkOf<ReturnType<typeof plain.read<'Crate'>>>[number]
    expectTypeOf<Row['anything']>().toEqualTypeOf<FieldValue | undefined>()
    type Declared = OkOf<ReturnType<typeof api.read<'Crate'>>>[number]
    expectTypeOf<Declared['weight']>().toExtend<string | undefined>()
  })

  test('promise the id of a record that was added', () => {
    type Added = OkOf<
      ReturnType<typeof api.commands.add<'Project'>> extends Command<infer Output> ? ResultAsync<Output, never> : never
    >
    expectTypeOf<Added['id']>().toEqualTypeOf<string>()
    expectTypeOf<OutputOf<ReturnType<typeof api.commands.add<'Currencyrate'>>>>().not.toHaveProperty('id')
  })

  test('give one result for one object and a list for a list', () => {
    const one = (client: OpenAirXml) => client.delete('Project', '1')
    const many = (client: OpenAirXml) => client.delete('Project', ['1', '2'])
    expectTypeOf<OkOf<ReturnType<typeof one>>>().toEqualTypeOf<{ readonly id: string; readonly replayed?: true }>()
    expectTypeOf<OkOf<ReturnType<typeof many>>[number]>().toExtend<Result<{ readonly id: string }, OpenAirFault>>()
  })

  test('give each result of a batch the type of its command', () => {
    const send = (client: typeof api) => {
      const { commands } = client
      return client.batch([commands.makeURL({ page: 'dashboard', app: 'pm' }), commands.submit('Timesheet', 3)])
    }
    type Sent = OkOf<ReturnType<typeof send>>
    expectTypeOf<Sent['length']>().toEqualTypeOf<2>()
    expectTypeOf<Sent[0]>().toEqualTypeOf<Result<string, OpenAirFault>>()
    expectTypeOf<Sent[1]>().toEqualTypeOf<Result<Approval, OpenAirFault>>()
    const list = (client: typeof api, rows: Command<string>[]) => client.batch(rows)
    expectTypeOf<OkOf<ReturnType<typeof list>>[number]>().toEqualTypeOf<Result<string, OpenAirFault>>()
  })

  test('know the codes and the names of types', () => {
    expectTypeOf<'401'>().toExtend<OpenAirCode>()
    expectTypeOf<'99999'>().not.toExtend<OpenAirCode>()
    expectTypeOf<OpenAirCode>().toExtend<string>()
    expectTypeOf<'Projecttask'>().toExtend<RecordName>()
    expectTypeOf<'ProjectTask'>().not.toExtend<RecordName>()
  })

  test('have a name wherever a program meets them', () => {
    expectTypeOf<Clock | undefined>().toEqualTypeOf<OpenAirOptions['clock']>()
    expectTypeOf<{ readonly accessToken: Secret }>().toExtend<OpenAirAuth>()
    expectTypeOf<TransportReply['headers']>().toEqualTypeOf<Headers>()
    expectTypeOf(undiciTransport).parameter(0).toEqualTypeOf<UndiciOptions | undefined>()
    expectTypeOf(undiciTransport).returns.toEqualTypeOf<ClosableTransport>()
    expectTypeOf(fetchTransport).parameter(0).toEqualTypeOf<FetchOptions | undefined>()
    expectTypeOf<TransportFailure['phase']>().toEqualTypeOf<'connect' | 'headers' | 'body' | 'unknown'>()
    expectTypeOf<Command['asked']>().toEqualTypeOf<AskedCommand>()
    expectTypeOf<NonNullable<Command<string>['done']>>().toEqualTypeOf<Done<string>>()
    expectTypeOf<ReturnType<Command['write']>>().toExtend<Result<XmlNode, unknown>>()
    expectTypeOf<Command<string>['read']>().toEqualTypeOf<(payload: XmlElement) => Result<string, Unreadable>>()
    expectTypeOf<string>().toExtend<LooseInput>()
  })
})

test('a change without the id of its record, and a lookup by a field that is none, do not compile', () => {
  // Only looked at by the compiler; sending would end at a port on which nothing listens.
  const look = () => [
    // @ts-expect-error the id is missing
    plain.modify('Customer', { name: 'x' }),
    // @ts-expect-error there is no field of this name
    plain.upsert('Customer', { externalid: '7' }, { lookup: 'extid' }),
    plain.upsert('Customer', { externalid: '7', shore__c: 'north' }, { lookup: 'shore__c' }),
    plain.modify('Gadget', { id: 7, anything: 'x' }),
  ]
  expect(look).toBeTypeOf('function')
})
