import type { Result, ResultAsync } from 'neverthrow'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { openAirXml, type OpenAirFault as XmlFault } from '../../src/openair.ts'
import {
  type Address,
  type OpenAirCode,
  type OpenAirFault,
  type OpenAirSoap,
  type OpenAirSoapAuth,
  openAirSoap,
  openAirSoapDialect,
  type Secret,
  type Session,
} from '../../src/openair-soap.ts'

// Nothing is sent: these methods are only looked at by the compiler.
const options = { url: 'http://127.0.0.1:9/soap', namespace: 'n', key: 'k', auth: { accessToken: 't' } }
const api = openAirSoap<{ Project: { region__c: string } }>(options)
const plain = openAirSoap(options)
const xml = openAirXml({ ...options, url: 'http://127.0.0.1:9/api.pl' })

type OkOf<Answer> = Answer extends ResultAsync<infer Value, unknown> ? Value : never

/** Never called: the compiler checks its body. */
function wrongUses() {
  // @ts-expect-error no such field
  api.add('Project', { nmae: 'x' })
  // @ts-expect-error SOAP knows no list of ids
  api.read('Project', { ids: ['1'] })
  // @ts-expect-error the method compares with something
  api.read('Project', { method: 'equal to' })
  // @ts-expect-error no lookup field
  api.upsert('Project', { name: 'x' })
  // @ts-expect-error the id is missing
  api.modify('Customer', { name: 'x' })
  // @ts-expect-error one request carries one operation
  api.batch([])
  // @ts-expect-error neither a password nor a token
  openAirSoap({ ...options, auth: { company: 'c', user: 'u' } })
}

describe('the types of the SOAP client', () => {
  test('take and give what those of the XML client do, where the service answers alike', () => {
    expectTypeOf(plain.modify).toEqualTypeOf(xml.modify)
    expectTypeOf(plain.delete).toEqualTypeOf(xml.delete)
    expectTypeOf(plain.submit).toEqualTypeOf(xml.submit)
    expectTypeOf(plain.makeURL).toEqualTypeOf(xml.makeURL)
    expectTypeOf(plain.whoami).toEqualTypeOf(xml.whoami)
    expectTypeOf(plain.errors).toEqualTypeOf(xml.errors)
    expectTypeOf<OpenAirFault>().toEqualTypeOf<XmlFault>()
    expect(wrongUses).toBeTypeOf('function')
  })

  test('promise the id alone of what was made, for that is what the service answers', () => {
    const add = (client: typeof api) => client.add('Project', { name: 'x', region__c: 'n' })
    const addAll = (client: typeof api) => client.add('Project', [{ name: 'x' }])
    const upsert = (client: typeof api) => client.upsert('Project', { name: 'x' }, { lookup: 'name' })
    expectTypeOf<OkOf<ReturnType<typeof add>>>().toEqualTypeOf<{ readonly id: string }>()
    expectTypeOf<OkOf<ReturnType<typeof addAll>>[number]>().toEqualTypeOf<
      Result<{ readonly id: string }, OpenAirFault>
    >()
    expectTypeOf<OkOf<ReturnType<typeof upsert>>>().toEqualTypeOf<{ readonly id: string }>()
    expectTypeOf<OkOf<ReturnType<typeof plain.createUser>>>().toEqualTypeOf<{ readonly id: string }>()
    expectTypeOf(xml.add).toExtend<typeof plain.add>()
    expectTypeOf(xml.upsert).toExtend<typeof plain.upsert>()
    expectTypeOf(xml.createUser).parameters.toEqualTypeOf<Parameters<typeof plain.createUser>>()
  })

  test('give the fields of a known type and the custom ones that the program declares', () => {
    type Row = OkOf<ReturnType<typeof api.read<'Project'>>>[number]
    expectTypeOf<Row['region__c']>().toEqualTypeOf<string | undefined>()
    type Customer = OkOf<ReturnType<typeof plain.read<'Customer'>>>[number]
    expectTypeOf<Customer['billingaddr']>().toEqualTypeOf<Address | undefined>()
    expectTypeOf(plain.readAll<'Customer'>).returns.toExtend<AsyncIterable<Result<Customer, OpenAirFault>>>()
  })

  test('give one result for one object and a list for a list', () => {
    const one = (client: OpenAirSoap) => client.add('Project', { name: 'x' })
    const many = (client: OpenAirSoap) => client.add('Project', [{ name: 'x' }])
    expectTypeOf<OkOf<ReturnType<typeof one>>['id']>().toEqualTypeOf<string>()
    expectTypeOf<OkOf<ReturnType<typeof many>>[number]>().toExtend<Result<{ readonly id: string }, OpenAirFault>>()
  })

  test('know sessions, codes and the ways to sign in', () => {
    expectTypeOf<OkOf<ReturnType<typeof api.login>>>().toEqualTypeOf<Session>()
    expectTypeOf<OkOf<ReturnType<typeof api.logout>>>().toEqualTypeOf<undefined>()
    expectTypeOf<{ readonly accessToken: Secret }>().toExtend<OpenAirSoapAuth>()
    expectTypeOf<{ readonly sessionId: Secret }>().toExtend<OpenAirSoapAuth>()
    expectTypeOf<'401'>().toExtend<OpenAirCode>()
    expectTypeOf(openAirSoapDialect.name).toEqualTypeOf<'openair-soap'>()
  })
})
