import { join } from 'node:path'
import { createClientAsync } from 'soap'
import { afterAll, describe, expect, test } from 'vitest'
import { openAirSoapDialect } from '../../src/dialects/openair/soap-dialect.ts'
import { fromSoapClient, type SoapClient, soapClient } from '../../src/soap.ts'
import { peerWsdl, startSoapLite } from './soap-lite.ts'

// That SOAP::Lite is there where it must be is a test of soap-lite.test.ts.
const started = await startSoapLite()
const url = started.map(peer => peer.url).unwrapOr('')
const opened: SoapClient[] = []
afterAll(async () => {
  for (const client of opened) await client.close()
  if (started.isOk()) await started.value.stop()
})

const NOTE = { note: '' }

describe.skipIf(started.isErr()).each([
  ['soapClient', async () => (await soapClient(peerWsdl, { endpoint: url, retry: false }))._unsafeUnwrap()],
  ['fromSoapClient', async () => fromSoapClient(await createClientAsync(peerWsdl, { endpoint: url }))],
] as const)('%s on SOAP::Lite', (_, make) => {
  const peer = async () => {
    const client = await make()
    opened.push(client)
    return client
  }

  test.each([
    ['markup', 'a < b & "c" ]]> d'],
    ['empty', ''],
    ['list', ['one', '2', null]],
    ['list_of_one', ['one']],
    ['list_of_none', []],
    ['mixed_list', ['1', 'two', { id: '3' }]],
    ['named_list', ['one', 'two']],
    ['object', { id: '70412', errors: null, status: 'A' }],
    ['named_object', { sessionId: 'none', url: null }],
    ['hash', { status: 'A' }],
    ['one_result', [{ id: null, errors: [{ code: '821' }], status: '-1' }]],
    ['no_records', [{ objects: [], errors: null }]],
    ['shared', [{ code: '821' }, { code: '821' }]],
  ])('%s gives its value, by whatever name it came', async (operation, expected) => {
    const output = (await (await peer()).call(operation, NOTE))._unsafeUnwrap().output
    expect(Object.values(output as object)).toEqual([expected])
  })

  test.each([
    ['dies', 'Server', 'server', /^Cannot open the ledger at /],
    ['dies_oddly', 'Server', 'server', 'Application error'],
    ['logged_out_plainly', '9', 'unknown', 'Logged out'],
    ['dotted', 'Server.Custom', 'server', 'Ledger is closed'],
    ['text_detail', 'Client.Authentication', 'authentication', 'Who?'],
    ['list_detail', 'Server', 'server', 'Café'],
  ])('%s is a fault', async (operation, code, category, message) => {
    const fault = (await (await peer()).call(operation, NOTE))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'service', signal: 'soap-fault', code, category, operation, status: 500 })
    expect(fault.message).toMatch(message)
  })

  test('a list travels as one if the caller says arrayType', async () => {
    const types = 'http://namespaces.soaplite.com/perl'
    const typed = { xsi_type: { type: 'oaProject', prefix: 'perl', xmlns: types } }
    const objects = {
      attributes: {
        'xmlns:soapenc': 'http://schemas.xmlsoap.org/soap/encoding/',
        'soapenc:arrayType': 'perl:oaBase[2]',
      },
      Item: ['a', 'b'].map(name => ({ attributes: typed, name })),
    }
    const output = (await (await peer()).call('seen', { objects }))._unsafeUnwrap().output
    expect(Object.values(output as object)).toEqual(["ARRAY[oaProject{name='a'},oaProject{name='b'}]"])
  })

  test('an operation without parts can be called, with nothing and with an empty input', async () => {
    const client = await peer()
    for (const input of [undefined, {}, null]) {
      expect((await client.call('text', input))._unsafeUnwrap().output).toEqual({ return: 'plain text' })
    }
  })

  test('text that travels as base64Binary comes as the text it is', async () => {
    expect((await (await peer()).call('letters'))._unsafeUnwrap().output).toEqual({ return: 'Café Zürich' })
  })
})

describe.skipIf(started.isErr())('soapClient on SOAP::Lite, with the WSDL and the dialect of OpenAir', () => {
  const wsdl = join(import.meta.dirname, '../../wsdl/openair.wsdl')
  const openAir = async (session?: string) => {
    const client = (
      await soapClient(wsdl, { endpoint: url, dialect: openAirSoapDialect, retry: false })
    )._unsafeUnwrap()
    opened.push(client)
    const header = { SessionHeader: { sessionId: session } }
    if (session !== undefined) client.client.addSoapHeader(header, '', 'oair', 'https://www.openair.com/OAirService')
    return client
  }
  const read = (type: string) => ({
    method: {
      attributes: {
        'xmlns:soapenc': 'http://schemas.xmlsoap.org/soap/encoding/',
        'soapenc:arrayType': 'perl:ReadRequest[1]',
      },
      Item: [{ method: 'all', type }],
    },
  })

  test('signs in, and is told why not', async () => {
    const client = await openAir()
    const right = await client.call('login', { login_par: { user: 'u', password: 'right' } })
    expect(right._unsafeUnwrap().output).toEqual({ sessionId: 'session-1', url: null })
    const wrong = await client.call('login', { login_par: { user: 'u', password: 'a-secret' } })
    expect(wrong._unsafeUnwrapErr()).toMatchObject({ code: '401', category: 'authentication', applied: 'no' })
    expect(JSON.stringify(wrong)).not.toContain('a-secret')
  })

  test('is told that the session has ended', async () => {
    const fault = (await (await openAir()).call('read', read('Project')))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ code: '9', category: 'session', remedy: 'sign-in', applied: 'no' })
  })

  test('gets records, none, and the refusal of a result under HTTP 200', async () => {
    const client = await openAir('session-1')
    const records = (await client.call('read', read('Project')))._unsafeUnwrap().output
    expect(records).toMatchObject({ errors: null, objects: [{ id: '1' }, { id: '2' }] })
    const none = (await client.call('read', read('Nothing')))._unsafeUnwrap().output
    expect(none).toEqual({ errors: null, objects: [] })
    const refused = (await client.call('read', read('No type')))._unsafeUnwrapErr()
    expect(refused).toMatchObject({ code: '603', signal: 'error-object', category: 'validation', status: 200 })
  })
})
