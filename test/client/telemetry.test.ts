import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openAirXml } from '../../src/openair.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'
import { soapClient } from '../../src/soap.ts'
import { placed, soapPeer, WSDL } from './soap-peer.ts'

const exporter = new InMemorySpanExporter()
let sandbox: Sandbox

beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
})
afterAll(() => {
  trace.disable()
  context.disable()
})
beforeEach(async () => {
  exporter.reset()
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

function connect() {
  const { url, account } = sandbox.openAir
  const { namespace, key, accessToken } = account
  return openAirXml({ url, namespace, key, auth: { accessToken }, retry: { backoff: () => 1 } })
}

describe('with OpenTelemetry', () => {
  test('each call is a span, and each try an event of it', async () => {
    const api = connect()
    sandbox.trouble.next({ kind: 'html' })
    await api.whoami()
    const [span] = exporter.getFinishedSpans()
    expect(span).toMatchObject({
      name: 'openair-xml Whoami',
      attributes: { 'rpc.system': 'openair-xml', 'rpc.method': 'Whoami', 'server.address': '127.0.0.1' },
      status: { code: SpanStatusCode.UNSET },
    })
    expect(span?.events.map(({ attributes }) => [attributes?.attempt, attributes?.['error.type']])).toEqual([
      [1, 'http.unavailable'],
      [2, undefined],
    ])
    await api.close()
  })

  test('a call that failed says so in few words', async () => {
    const api = connect()
    await api.delete('Customer', '999999')
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    await api.add('Customer', { name: 'a' })
    expect(
      exporter.getFinishedSpans().map(({ attributes, status }) => [attributes['error.type'], status.code]),
    ).toEqual([
      ['service.not-found', SpanStatusCode.ERROR],
      ['network.unavailable', SpanStatusCode.ERROR],
    ])
    await api.close()
  })

  test('a list that is read as it comes is one span for each page', async () => {
    const api = connect()
    for (let n = 0; n < 3; n++) sandbox.openAir.put('Customer', { name: `c${n}` })
    for await (const one of api.readAll('Customer', { limit: 2 })) expect(one.isOk()).toBe(true)
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['openair-xml Read', 'openair-xml Read'])
    await api.close()
  })

  test('a call of any SOAP service is one, and nothing of the message is in it', async () => {
    const peer = await soapPeer(() => ({ body: placed('<id>1</id>') }))
    const service = (await soapClient(WSDL, { endpoint: peer.url }))._unsafeUnwrap()
    await service.call('PlaceOrder', { sku: 'canary', password: 'canary' })
    const [span] = exporter.getFinishedSpans()
    expect(span?.name).toBe('soap PlaceOrder')
    expect(JSON.stringify([span?.attributes, span?.events, span?.name])).not.toContain('canary')
    await service.close()
  })
})
