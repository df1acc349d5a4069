import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFieldOf, flatPrefix } from '../../../src/dialects/openair/addresses.ts'
import { decodeSoapRecord, encodeSoapRecord } from '../../../src/dialects/openair/soap-fields.ts'
import { soapWhoami } from '../../../src/dialects/openair/soap-operations/account.ts'
import {
  soapAdd,
  soapCreateUser,
  soapModify,
  soapRemove,
  soapUpsert,
} from '../../../src/dialects/openair/soap-operations/change.ts'
import { soapRead } from '../../../src/dialects/openair/soap-operations/read.ts'
import { soapEnvelope, soapNamespaces } from '../../../src/dialects/openair/soap-writer.ts'
import { command, type Operation } from '../../../src/dialects/operation.ts'
import { parse } from '../../../src/xml/parse.ts'
import { write } from '../../../src/xml/write.ts'

const nodeOf = <Input>(operation: Operation<Input, unknown>, input: unknown) =>
  command(operation, input).write()._unsafeUnwrap()

function bodyOf(...nodes: readonly ReturnType<typeof nodeOf>[]): string {
  const text = write(soapEnvelope(nodes, soapNamespaces).node)._unsafeUnwrap()
  return /<soap:Body[^>]*>(.*)<\/soap:Body>/.exec(text)?.[1]?.replaceAll(' xsi:type="xsd:string"', '') ?? ''
}

describe('a request', () => {
  test('joins the objects of commands and counts them', () => {
    const body = bodyOf(nodeOf(soapAdd('Vendor'), { name: 'a' }), nodeOf(soapAdd('Task'), { hours: 2.5 }))
    expect(body).toBe(
      '<op:add><objects soapenc:arrayType="perl:oaBase[2]"><Item xsi:type="perl:oaVendor"><name>a</name></Item><Item xsi:type="perl:oaTask"><hours>2.5</hours></Item></objects></op:add>',
    )
  })

  test('says each attribute once, also where only some of its objects need it', () => {
    const body = bodyOf(
      nodeOf(soapModify('Vendor'), { id: 1 }),
      nodeOf(soapModify('Vendor'), { id: 2, shore__c: 'n' }),
      nodeOf(soapModify('Vendor'), { id: 3, shore__c: 's' }),
    )
    expect(body).toContain(
      '<attributes soapenc:arrayType="perl:Attribute[1]"><Item xsi:type="perl:Attribute"><name>update_custom</name><value>1</value></Item></attributes><objects soapenc:arrayType="perl:oaBase[3]">',
    )
  })

  test.each([
    ['of two users to be made', ['createUser', 'createUser'], 'createUser'],
    ['of an operation without parts', ['whoami', 'whoami'], 'whoami'],
    ['of two operations', ['add', 'delete'], 'add'],
    ['of a list and of none', ['add', 'createUser'], 'add'],
  ] as const)('is never made %s, for something would be left out', (_, [one, other], named) => {
    const nodes = {
      add: nodeOf(soapAdd('Vendor'), { name: 'a' }),
      delete: nodeOf(soapRemove('Vendor'), { id: 1 }),
      createUser: nodeOf(soapCreateUser, { company: { nickname: 'h' }, user: { nickname: 'i' } }),
      whoami: nodeOf(
        soapWhoami(() => undefined),
        undefined,
      ),
    }
    expect(() => bodyOf(nodes[one], nodes[other])).toThrow(
      new TypeError(`A message holds one ${named}: only commands of the same lists can be joined`),
    )
    expect(bodyOf(nodes[one])).toContain(named)
  })

  test('names the field of a lookup', () => {
    const body = bodyOf(nodeOf(soapUpsert('Vendor', 'externalid'), { externalid: 'V-1' }))
    expect(body).toContain('<name>lookup</name><value>externalid</value>')
  })

  test('of a read puts dates behind the object that it compares with', () => {
    const input = {
      match: { customerid: 7 },
      fields: ['id', 'name'],
      filters: [{ filter: 'newer-than', field: 'updated', date: '2025-04-07 09:05:00' }],
      offset: 10,
      limit: 5,
    }
    expect(
      bodyOf(
        nodeOf(
          soapRead('Project', () => undefined),
          input,
        ),
      ),
    ).toBe(
      '<op:read><method soapenc:arrayType="perl:ReadRequest[1]"><Item xsi:type="perl:ReadRequest">' +
        '<method>equal to</method><type>Project</type><fields>id,name</fields>' +
        '<attributes soapenc:arrayType="perl:Attribute[3]">' +
        '<Item xsi:type="perl:Attribute"><name>limit</name><value>10,5</value></Item>' +
        '<Item xsi:type="perl:Attribute"><name>filter</name><value>newer-than</value></Item>' +
        '<Item xsi:type="perl:Attribute"><name>field</name><value>updated</value></Item></attributes>' +
        '<objects soapenc:arrayType="perl:oaBase[2]"><Item xsi:type="perl:oaProject"><customerid>7</customerid></Item>' +
        '<Item xsi:type="perl:oaDate"><year>2025</year><month>4</month><day>7</day><hour>9</hour><minute>5</minute><second>0</second></Item></objects>' +
        '</Item></method></op:read>',
    )
  })

  test('shows no credential in its copy and names all of them', () => {
    const { copy, secrets } = soapEnvelope([nodeOf(soapAdd('User'), { password: 'p-1' })], soapNamespaces, {
      sessionId: 's-1',
    })
    expect(secrets).toEqual(['s-1', 'p-1'])
    expect(write(copy())._unsafeUnwrap()).not.toMatch(/s-1|p-1/)
  })
})

describe('a record', () => {
  const field = fc.constantFrom('name', 'notes', 'shore__c', 'created')
  const text = fc.string({ unit: fc.constantFrom('a', 'ø', '<', '&', '"', ']', '>', ' ', '\n', '0') })
  const address = fc.dictionary(fc.constantFrom('city', 'zip', 'addr1', 'contact_id'), text, { minKeys: 1 })
  const record = fc.record(
    {
      name: text,
      notes: text,
      addr: address,
      billingaddr: address,
      contactaddr: address,
      flags: fc.array(fc.record({ name: field, setting: text })),
    },
    { requiredKeys: [] },
  )

  test('comes back as it was written', () => {
    fc.assert(
      fc.property(record, given => {
        const written = soapEnvelope(
          [{ name: 'op:x', children: [encodeSoapRecord('Customer', given)] }],
          soapNamespaces,
        )
        const { root } = parse(write(written.node)._unsafeUnwrap())._unsafeUnwrap()
        const element = root.child('Body')?.children[0]?.children[0]
        expect(element?.attributeNamed('xsi:type')).toBe('perl:oaCustomer')
        expect(element && decodeSoapRecord(element)).toEqual(given)
      }),
    )
  })

  test.each([
    ['addr_city', { holder: 'addr', field: 'city' }],
    ['addr_addr1', { holder: 'addr', field: 'addr1' }],
    ['addr_contact_id', { holder: 'addr', field: 'contact_id' }],
    ['billing_addr_zip', { holder: 'billingaddr', field: 'zip' }],
    ['contact_addr_id', { holder: 'contactaddr', field: 'id' }],
    ['addr_dock', undefined],
    ['remit_addr_city', undefined],
    ['addr_city__c', undefined],
    ['address_city', undefined],
    ['addr', undefined],
  ])('over SOAP has %s as %o', (name, place) => {
    expect(addressFieldOf(name)).toEqual(place)
  })

  test.each([
    ['addr', 'addr_'],
    ['billingaddr', 'billing_addr_'],
    ['remitaddr', 'remit_addr_'],
    ['settings', undefined],
  ])('writes the fields of %s behind %s', (holder, prefix) => {
    expect(flatPrefix(holder)).toBe(prefix)
  })
})
