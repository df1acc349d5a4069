import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readWsdl } from '../../src/client/openair/soap/wsdl.ts'
import { openAirSoap } from '../../src/openair-soap.ts'
import { collected, httpPeer, type Peer, until } from './peers.ts'

const auth = { sessionId: 's-1' }

/** An account's own WSDL, with namespaces, an action and an address of its own. */
const wsdl = (address: string) => `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">
  <types><schema targetNamespace="urn:harbor:types">
    <complexType name="oaBase"/>
    <complexType name="oaVendor"><complexContent><extension base="oaBase"><sequence>
      <element name="id"/><element name="addr_city"/><element name="addr_dock"/><element name="remit_addr_city"/>
      <element name="remit_addr_dock"/><element name="ship_addr_note"/>
    </sequence></extension></complexContent></complexType>
  </schema></types>
  <binding>
    <operation name="read"><operation soapAction="urn:harbor:read"/><input><body namespace="urn:harbor:operations"/></input></operation>
    <operation name="whoami"><input><body namespace="urn:harbor:operations"/></input></operation>
  </binding>
  <service><port><address location="${address}"/></port></service>
</definitions>`

const vendor =
  '<item><id>1</id><addr_city>a</addr_city><addr_dock>b</addr_dock><remit_addr_city>c</remit_addr_city><remit_addr_dock>d</remit_addr_dock><ship_addr_note>e</ship_addr_note></item>'
const nested = { id: '1', addr: { city: 'a', dock: 'b' }, remitaddr: { city: 'c', dock: 'd' }, ship_addr_note: 'e' }

/** Answers reads and gives the WSDL at /wsdl. */
async function serve(): Promise<Peer & { readonly seen: string[] }> {
  const seen: string[] = []
  const peer = await httpPeer(async (request, reply) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const text = Buffer.concat(pieces).toString()
    seen.push(`${request.method} ${request.url} ${request.headers.soapaction ?? ''}`)
    if (request.url === '/wsdl') return void reply.end(wsdl(`${peer.url}soap`))
    if (request.url === '/silent') return
    if (request.url !== '/soap') return void reply.writeHead(404).end()
    const operations = /xmlns:op="([^"]*)"/.exec(text)?.[1]
    seen.push(`${operations} ${/xmlns:perl="([^"]*)"/.exec(text)?.[1]}`)
    reply.end(
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><readResponse xmlns="${operations}"><Array><item><errors/><objects>${vendor}</objects></item></Array></readResponse></s:Body></s:Envelope>`,
    )
  })
  return { ...peer, seen }
}

const connect = (options: object) =>
  openAirSoap({ namespace: 'harbor', key: 'K-517', auth, retry: false, ...options } as never)

describe("the account's own WSDL", () => {
  test('is loaded once, with the first call, and says where and how the service is spoken to', async () => {
    const { url, seen } = await serve()
    const api = connect({ wsdl: `${url}wsdl` })
    expect(seen).toEqual([])
    const results = await Promise.all([api.read('Vendor'), api.read('Vendor'), api.read('Vendor')])
    expect(results.map(one => one._unsafeUnwrap())).toEqual([[nested], [nested], [nested]])
    expect(seen.filter(one => one.startsWith('GET'))).toEqual(['GET /wsdl '])
    expect(seen).toContain('POST /soap "urn:harbor:read"')
    expect(seen).toContain('urn:harbor:operations urn:harbor:types')
    await api.close()
  })

  test('is read from a text and from a file, and the option `url` wins over its address', async () => {
    const { url } = await serve()
    const folder = mkdtempSync(join(tmpdir(), 'faultline-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'account.wsdl')
    writeFileSync(file, wsdl('https://harbor.invalid/soap'))
    for (const given of [file, readFileSync(file, 'utf8')]) {
      const api = connect({ wsdl: given, url: `${url}soap` })
      expect((await api.read('Vendor'))._unsafeUnwrap()).toEqual([nested])
      await api.close()
    }
  })

  test('that names no action for an operation leaves it that of its namespace', async () => {
    const { url, seen } = await serve()
    const api = connect({ wsdl: wsdl(`${url}soap`) })
    await api.whoami()
    expect(seen).toContain('POST /soap "urn:harbor:operations#whoami"')
    await api.close()
  })

  test('that the project brings can be read', () => {
    const text = readFileSync(join(import.meta.dirname, '../../wsdl/openair.wsdl'), 'utf8')
    const read = readWsdl(text)._unsafeUnwrap()
    expect(read.namespaces).toEqual({
      operations: 'https://www.openair.com/OAirService',
      types: 'http://namespaces.soaplite.com/perl',
    })
    expect(read.actions.get('read')).toBe('https://www.openair.com/OAirService#read')
    expect(read.fields.get('Customer')?.has('billing_addr_city')).toBe(true)
  })
})

describe('a WSDL that cannot be used', () => {
  const bare = (inner: string) => `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">${inner}</definitions>`
  const typed = '<types><schema targetNamespace="t"><complexType name="oaBase"/></schema></types>'
  const bound = '<binding><operation name="read"><input><body namespace="o"/></input></operation></binding>'

  test.each([
    ['that is cut off', bare('<types>'), 'is not well-formed XML'],
    ['that is something else', '<html/>', 'is no WSDL'],
    ['without operations', bare(typed), 'names no namespace of operations'],
    ['without record types', bare(bound), 'describes no record types'],
    ['without an address', bare(typed + bound), 'names no http(s) address'],
    ['that is not there', '/nowhere/account.wsdl', 'The WSDL /nowhere/account.wsdl cannot be read'],
  ])('%s is a fault that names it, and nothing is sent', async (_, given, words) => {
    const api = connect({ wsdl: given })
    for (const answer of [api.read('Vendor'), api.add('Vendor', { name: 'a' })]) {
      const fault = (await answer)._unsafeUnwrapErr()
      expect(fault).toMatchObject({ kind: 'request', problem: 'not-sent', applied: 'no', dialect: 'openair-soap' })
      expect(fault.message).toContain(words)
    }
    const seen = await collected(api.readAll('Vendor'))
    expect(seen.map(one => one._unsafeUnwrapErr().message)).toEqual([expect.stringContaining(words)])
  })

  test('because its address holds a password is a fault that names it and shows none of that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'account.wsdl')
    writeFileSync(file, wsdl('http://mara:canary@127.0.0.1:9/soap'))
    const api = connect({ wsdl: file })
    const fault = (await api.read('Vendor'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({
      kind: 'request',
      problem: 'not-sent',
      message: `The WSDL ${file} names an address of the service with a user or a password (soap:address)`,
      advice: 'Give the option `url`. Nothing was sent.',
    })
    expect(JSON.stringify(fault)).not.toMatch(/canary|mara/)
    await api.close()
  })

  test('for its address alone can be used beside the option `url`', async () => {
    const { url } = await serve()
    for (const address of ['http://mara:canary@127.0.0.1:9/soap', '']) {
      const api = connect({ wsdl: wsdl(address), url: `${url}soap` })
      expect((await api.read('Vendor'))._unsafeUnwrap()).toEqual([nested])
      await api.close()
    }
  })

  test('because it is not served is a fault, and the next call asks again', async () => {
    const { url, seen } = await serve()
    const api = connect({ wsdl: `${url}elsewhere?key=canary`, url: `${url}soap` })
    for (let n = 0; n < 2; n++) {
      const fault = (await api.read('Vendor'))._unsafeUnwrapErr()
      expect(fault.message).toBe(`The WSDL ${url}elsewhere could not be loaded: HTTP 404`)
    }
    expect(seen).toHaveLength(2)
    await api.close()
  })

  test('because it does not come can be waited for no longer than the caller likes', async () => {
    const { url, seen } = await serve()
    const api = connect({ wsdl: `${url}silent`, timeouts: { headersMs: 300 } })
    const controller = new AbortController()
    const answer = api.read('Vendor', {}, { signal: controller.signal })
    await until(() => seen.length === 1)
    controller.abort()
    expect((await answer)._unsafeUnwrapErr()).toMatchObject({ kind: 'request', category: 'cancelled', applied: 'no' })
    await api.close()
  })

  test('because nobody listens there may be had later', async () => {
    const api = connect({ wsdl: 'http://127.0.0.1:9/wsdl' })
    expect((await api.read('Vendor'))._unsafeUnwrapErr()).toMatchObject({
      kind: 'request',
      category: 'unavailable',
      remedy: 'wait',
      applied: 'no',
    })
    await api.close()
  })
})
