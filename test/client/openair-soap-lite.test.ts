import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAirSoap } from '../../src/openair-soap.ts'
import { type SoapLite, startSoapLite } from '../peers/soap-lite.ts'

// The client against the stack that the service runs on: SOAP::Lite itself reads the requests and writes the replies.

const started = await startSoapLite()
const missing = started.isErr() ? started.error : undefined
if (missing !== undefined && process.env.FAULTLINE_PEERS === 'required') throw new Error(missing)

describe.skipIf(missing !== undefined)('the SOAP client with SOAP::Lite', () => {
  let server: SoapLite
  const connect = (password = 'right') =>
    openAirSoap({
      url: server.url,
      namespace: 'n',
      key: 'k',
      auth: { company: 'c', user: 'u', password },
      retry: false,
    })

  beforeAll(() => {
    server = started._unsafeUnwrap()
  })
  afterAll(() => server.stop())

  test('signs in and reads a user whose name is not ASCII', async () => {
    const api = connect()
    expect((await api.whoami())._unsafeUnwrap()).toEqual({ id: '7', nickname: 'Zoë', flags: [] })
    await api.close()
  })

  test('reads records, nothing, and a refusal', async () => {
    const api = connect()
    expect((await api.read('Project'))._unsafeUnwrap()).toEqual([
      { id: '1', name: 'Project Nº1', notes: '' },
      { id: '2', name: 'Project Nº2', notes: '' },
    ])
    expect((await api.read('Nothing'))._unsafeUnwrap()).toEqual([])
    const all = []
    for await (const one of api.readAll('Project')) all.push(one._unsafeUnwrap().name)
    expect(all).toEqual(['Project Nº1', 'Project Nº2'])
    expect((await api.read('A.b'))._unsafeUnwrapErr()).toMatchObject({ code: '603', applied: 'no', operation: 'read' })
    await api.close()
  })

  test('gives each object its own result, though one error object stands for all that are refused', async () => {
    const api = connect()
    const rows = [{ name: 'a' }, { name: '' }, { name: 'Ø & <b>' }, { name: '' }]
    const results = (await api.add('Customer', rows))._unsafeUnwrap()
    expect(
      results.map(one =>
        one.match(
          ({ id }) => id,
          fault => (fault.kind === 'service' ? fault.code : fault.kind),
        ),
      ),
    ).toEqual(['1', '821', '3', '821'])
    await api.close()
  })

  test('makes a user, and is refused one without a nickname', async () => {
    const api = connect()
    const company = { nickname: 'harbor' }
    expect((await api.createUser({ company, user: { nickname: 'ines' } }))._unsafeUnwrap()).toEqual({ id: '8' })
    expect((await api.createUser({ company, user: { nickname: '' } }))._unsafeUnwrapErr()).toMatchObject({
      code: '202',
    })
    await api.close()
  })

  test('is refused with a wrong password, a session of nobody, and an operation that is not there', async () => {
    const wrong = connect('wrong')
    expect((await wrong.whoami())._unsafeUnwrapErr()).toMatchObject({
      code: '401',
      category: 'authentication',
      dialect: 'openair-soap',
    })
    const foreign = openAirSoap({
      url: server.url,
      namespace: 'n',
      key: 'k',
      auth: { sessionId: 'nobody' },
      retry: false,
    })
    expect((await foreign.whoami())._unsafeUnwrapErr()).toMatchObject({ code: '9', category: 'session' })
    expect((await foreign.servertime())._unsafeUnwrapErr()).toMatchObject({
      code: 'Client',
      category: 'malformed-request',
      applied: 'no',
    })
    await wrong.close()
    await foreign.close()
  })
})
