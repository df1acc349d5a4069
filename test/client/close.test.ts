import type { ResultAsync } from 'neverthrow'
import { describe, expect, onTestFinished, test } from 'vitest'
import { httpClient } from '../../src/http.ts'
import { openAirXml } from '../../src/openair.ts'
import { openAirSoap } from '../../src/openair-soap.ts'
import { startSandbox } from '../../src/sandbox.ts'
import { type Fault, soapClient, type Transport, undiciTransport } from '../../src/soap.ts'
import { placed, soapPeer, WSDL } from './soap-peer.ts'

interface Closable {
  readonly call: () => ResultAsync<unknown, Fault>
  readonly close: () => Promise<void>
  /** Requests that the service has seen. */
  readonly seen: () => number
}

async function openAir() {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const { namespace, key, company, user, password } = sandbox.openAir.account
  return { sandbox, account: { namespace, key, auth: { company, user, password } } }
}

type Open = (options: { readonly transport?: Transport }) => Promise<Closable>

const clients: readonly [string, Open][] = [
  [
    'soapClient',
    async options => {
      const peer = await soapPeer(() => ({ body: placed('<id>1</id>') }))
      const { call, close } = (await soapClient(WSDL, { endpoint: peer.url, ...options }))._unsafeUnwrap()
      return { call: () => call('PlaceOrder', { sku: 'A-1' }), close, seen: () => peer.received.length }
    },
  ],
  [
    'openAirSoap',
    async options => {
      const { sandbox, account } = await openAir()
      const { whoami, close } = openAirSoap({ url: sandbox.openAir.soapUrl, ...account, ...options })
      return { call: whoami, close, seen: () => sandbox.calls.length }
    },
  ],
  [
    'openAirSoap, signing in',
    async options => {
      const { sandbox, account } = await openAir()
      const { login, close } = openAirSoap({ url: sandbox.openAir.soapUrl, ...account, ...options })
      return { call: login, close, seen: () => sandbox.calls.length }
    },
  ],
  [
    'openAirXml',
    async options => {
      const { sandbox, account } = await openAir()
      const { whoami, close } = openAirXml({ url: sandbox.openAir.url, ...account, ...options })
      return { call: whoami, close, seen: () => sandbox.calls.length }
    },
  ],
  [
    'httpClient',
    async options => {
      const peer = await soapPeer(() => ({ type: 'application/json', body: '{}' }))
      const { get, close } = httpClient({ url: peer.url, ...options })
      return { call: () => get('x'), close, seen: () => peer.received.length }
    },
  ],
]

describe.each(clients)('closing %s', (_, open) => {
  test('waits for a call that was made in the same tick, which was refused', async () => {
    const { call, close } = await open({})
    const calling = call()
    const closing = close()
    let isClosed = false
    void closing.then(() => {
      isClosed = true
    })
    const isOver = calling.then(result => ({ isOk: result.isOk(), isClosed }))
    expect(await isOver).toEqual({ isOk: true, isClosed: false })
    await closing
  })

  test('lets no call begin any more, also over a transport of the program', async () => {
    const transport = undiciTransport()
    onTestFinished(() => transport.close())
    for (const options of [{}, { transport }]) {
      const { call, close, seen } = await open(options)
      expect((await call()).isOk()).toBe(true)
      const before = seen()
      const closing = close()
      const late = await call()
      await closing
      const later = await call()
      for (const result of [late, later]) {
        expect(result._unsafeUnwrapErr()).toMatchObject({
          kind: 'request',
          problem: 'not-sent',
          applied: 'no',
          title: 'The client was closed before the call',
        })
      }
      await close()
      expect(seen()).toBe(before)
    }
  })
})
