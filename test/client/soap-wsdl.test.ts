import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClientAsync } from 'soap'
import { afterAll, describe, expect, test } from 'vitest'
import { fromSoapClient, type SoapOptions, soapClient } from '../../src/soap.ts'
import { envelope, type Received, soapPeer, WSDL, wsdlOf } from './soap-peer.ts'

const folder = mkdtempSync(join(tmpdir(), 'faultline-wsdl-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const schema = (number: number, imports: readonly string[] = [], more = '') =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:more:${number}">${imports
    .map(at => `<xs:import namespace="urn:more:${number + 1}" schemaLocation="${at}"/>`)
    .join('')}${more}</xs:schema>`

/** A server whose every document imports the next one. */
async function endless(more = '') {
  const peer = await soapPeer(({ path }) => {
    const number = Number(path.slice(1))
    return { body: number === 0 ? wsdlOf({ imports: ['/1'] }) : schema(number, [`/${number + 1}`], more) }
  })
  return { ...peer, wsdl: `${peer.url}0` }
}

const failed = async (wsdl: string, options: SoapOptions = {}) => (await soapClient(wsdl, options))._unsafeUnwrapErr()

describe('loading a WSDL', () => {
  test('whose imports never end stops at the most documents that are allowed', async () => {
    const { wsdl, received } = await endless()
    expect(await failed(wsdl, { wsdlLimits: { maxDocuments: 7 } })).toMatchObject({
      kind: 'request',
      applied: 'no',
      message: 'The WSDL and what it imports are more than 7 documents',
    })
    expect(received).toHaveLength(7)
  })

  test('whose imports never end stops without being told to', async () => {
    const { wsdl, received } = await endless()
    expect((await failed(wsdl)).message).toMatch(/more than 500 documents/)
    expect(received).toHaveLength(500)
  })

  test('whose documents are too large only together stops at the most bytes', async () => {
    const { wsdl, received } = await endless(`<!--${'x'.repeat(2_000)}-->`)
    const fault = await failed(wsdl, { wsdlLimits: { maxBytes: 10_000 } })
    expect(fault.applied).toBe('no')
    expect(received.length).toBeLessThan(7)
  })

  test('whose imports never end stops when the time for all of it is over', async () => {
    const { wsdl, received } = await endless()
    let passed = 0
    let expire = () => {}
    const clock = {
      now: () => passed,
      after: (delayMs: number, callback: () => void) => {
        if (delayMs === 5_000) expire = callback
        return () => {}
      },
    }
    const loading = failed(wsdl, { clock, wsdlLimits: { totalMs: 5_000 } })
    while (received.length < 20) await new Promise(setImmediate)
    passed = 5_000
    expire()
    expect(await loading).toMatchObject({ kind: 'network', problem: 'timeout', applied: 'no', remedy: 'wait' })
    const then = received.length
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
    expect(received.length).toBeLessThanOrEqual(then + 1)
  })

  test('that imports from a server which says nothing ends with the time for all of it', async () => {
    const peer = await soapPeer(() => ({ body: wsdlOf({ imports: ['/silent'] }) }))
    const silent = await soapPeer(() => ({ body: '' }))
    const hanging = new Promise<never>(() => {})
    const transport = async (request: { readonly url: string }) => {
      if (request.url.endsWith('/silent')) return hanging
      return { status: 200, headers: {}, body: wsdlOf({ imports: [`${silent.url}silent`] }) }
    }
    const fault = await failed(`${peer.url}wsdl`, { transport, wsdlLimits: { totalMs: 50 } })
    expect(fault).toMatchObject({ kind: 'network', problem: 'timeout', applied: 'no' })
  })

  test('is cancelled by the signal of the client', async () => {
    const { wsdl } = await endless()
    const abort = new AbortController()
    const loading = failed(wsdl, { signal: abort.signal, wsdlLimits: { maxDocuments: 1_000_000 } })
    abort.abort()
    expect(await loading).toMatchObject({ category: 'cancelled' })
  })

  test('that imports itself, or one document many times, is no endless one', async () => {
    const peer = await soapPeer(({ path }) => ({
      body: path === '/wsdl' ? wsdlOf({ imports: ['/wsdl', ...Array<string>(300).fill('/1')] }) : schema(1),
    }))
    expect((await soapClient(`${peer.url}wsdl`, { wsdlLimits: { maxDocuments: 2 } })).isOk()).toBe(true)
    expect(peer.received).toHaveLength(2)
  })

  test('that imports itself so often that node-soap ran out of stack, and ended the process, is a fault', async () => {
    const wsdl = fileOf('often.wsdl', wsdlOf({ imports: Array<string>(20_000).fill('often.wsdl') }))
    expect((await failed(wsdl)).message).toMatch(/more than 1000 imports/)
  })

  test('from a file takes what stands beside it, and counts it', async () => {
    const text = wsdlOf({ imports: ['1.xsd'] })
    const wsdl = fileOf('stock.wsdl', text)
    fileOf('1.xsd', schema(1, ['2.xsd']))
    fileOf('2.xsd', schema(2))
    expect((await soapClient(wsdl)).isOk()).toBe(true)
    expect((await failed(wsdl, { wsdlLimits: { maxDocuments: 2 } })).message).toMatch(/more than 2 documents/)
    const maxBytes = text.length + 10
    expect((await failed(wsdl, { wsdlLimits: { maxBytes } })).message).toContain(`more than ${maxBytes} bytes`)
  })

  test('from a device, which has no end, is a fault', async () => {
    expect((await failed('/dev/zero')).message).toMatch(/is no file/)
    const wsdl = fileOf('device.wsdl', wsdlOf({ imports: ['/dev/zero'] }))
    expect((await failed(wsdl)).message).toMatch(/is no file/)
  })

  test('from elsewhere takes no file of this machine', async () => {
    const path = fileOf('here.xsd', schema(0))
    expect((await failed(wsdlOf({ imports: [path] }))).message).toMatch(/imports a file/)
    const peer = await soapPeer(({ path: asked }) => ({
      body: asked === '/wsdl' ? wsdlOf({ imports: [`file://${path}`] }) : schema(0),
    }))
    expect((await failed(`${peer.url}wsdl`)).message).toMatch(/imports a file/)
  })

  test('keeps to what the program says of where imports are', async () => {
    const wsdl = fileOf('moved.wsdl', wsdlOf({ imports: ['elsewhere/0.xsd'] }))
    const moved = fileOf('0.xsd', schema(0))
    const overrideImportLocation = () => moved
    expect((await soapClient(wsdl, { soap: { wsdl_options: { overrideImportLocation } } })).isOk()).toBe(true)
    expect((await soapClient(wsdl)).isErr()).toBe(true)
  })
})

describe('headers for the WSDL', () => {
  const wsdlHeaders = { authorization: 'Bearer canary-token' }
  const tokensOf = (received: readonly Received[]) => received.map(({ headers }) => headers.authorization)

  test('went to every server from which a document was imported', async () => {
    const other = await soapPeer(() => ({ body: schema(1) }))
    const own = await soapPeer(({ path }) => ({
      body: path === '/wsdl' ? wsdlOf({ imports: ['/0.xsd', `${other.url}1.xsd`] }) : schema(0),
    }))
    expect((await soapClient(`${own.url}wsdl`, { wsdlHeaders })).isOk()).toBe(true)
    expect(tokensOf(own.received)).toEqual(['Bearer canary-token', 'Bearer canary-token'])
    expect(tokensOf(other.received)).toEqual([undefined])
  })

  test.each([WSDL, wsdlOf()])('have no server to go to where the WSDL has no address', wsdl => {
    expect(() => soapClient(wsdl, { wsdlHeaders })).toThrow(/`wsdlHeaders` is for a WSDL at an http\(s\) address/)
  })
})

describe('an operation that is called like something else', () => {
  const NAMES = `then catch finally describe wsdl constructor emit on _invoke _events _initializeServices soapHeaders
    httpHeaders security setSecurity httpClient toString valueOf toJSON hasOwnProperty lastRequest streamAllowed call
    SOAPAction bodyAttributes addSoapHeader setEndpoint`.split(/\s+/)
  const answer = ({ headers }: Received) => ({
    body: headers.soapaction === '"do"' ? envelope('<r><left>3</left></r>') : '',
  })

  test.each(NAMES)('%s can be called, and nothing is sent while the WSDL is loaded', async name => {
    const peer = await soapPeer(answer)
    const made = (await soapClient(wsdlOf({ operation: name }), { endpoint: peer.url }))._unsafeUnwrap()
    await made.operations
    await made.client
    void `${made.operations} ${JSON.stringify(made.operations)}`
    expect(peer.received).toEqual([])
    made.client.addSoapHeader({ session: 'four' })
    expect((await made.call(name, { key: 'a' }))._unsafeUnwrap().output).toEqual({ left: 3 })
    made.client.setEndpoint(peer.url)
    expect((await made.call(name, { key: 'a' }))._unsafeUnwrap().output).toEqual({ left: 3 })
    expect(peer.received.map(({ body }) => body.includes('<session>four</session>'))).toEqual([true, true])
    await made.close()
  })

  test('__proto__ is a fault', async () => {
    expect(await failed(wsdlOf({ operation: '__proto__' }))).toMatchObject({ kind: 'request', applied: 'no' })
  })

  test.each(['wsdl', 'emit', 'then'])('a service called %s is a fault that names it', async service => {
    const peer = await soapPeer(answer)
    const made = await soapClient(wsdlOf({ service }), { endpoint: peer.url })
    expect(made._unsafeUnwrapErr().message).toContain(`The service "${service}"`)
  })

  test.each(['describe', 'emit', 'wsdl', 'soapHeaders'])(
    'a client that node-soap made, in which %s is an operation, is refused',
    async operation => {
      const client = await new Promise<never>((resolve, reject) => {
        void createClientAsync(fileOf(`${operation}.wsdl`, wsdlOf({ operation })), { disableCache: true }).then(
          resolve as never,
          reject,
        )
      })
      expect(() => fromSoapClient(client)).toThrow(TypeError)
    },
  )

  test('what takes no place stands on the client as ever', async () => {
    const peer = await soapPeer(() => ({ body: envelope('<TakeResponse><left>3</left></TakeResponse>') }))
    const { client, close } = (await soapClient(wsdlOf(), { endpoint: peer.url }))._unsafeUnwrap()
    const [output] = await client.TakeAsync({ key: 'a' })
    expect(output).toEqual({ left: 3 })
    expect(client.describe()).toHaveProperty('Stock.Port.Take')
    await close()
  })
})
