import type { ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fetchTransport, openAirXml } from '../../src/openair.ts'
import { httpPeer } from './peers.ts'

const HEAD = '<?xml version="1.0" standalone="yes"?>\n<response><Auth status="0"/><Read status="0">'
const TAIL = '</Read></response>'
const customer = (id: number) => `<Customer><id>${id}</id><name>Pier ${id}</name></Customer>`

/** A service whose answers a test writes by hand, piece by piece. */
async function service(answer: (response: ServerResponse) => void, extra: object = {}) {
  const peer = await httpPeer((request, response) => {
    request.resume().on('end', () => answer(response))
  })
  const api = openAirXml({
    retry: false,
    url: `${peer.url}/api.pl`,
    namespace: 'default',
    key: 'k3y-0f-the-harbor',
    auth: { company: 'Harbor', user: 'clerk', password: 'sesame-0pen' },
    ...extra,
  })
  onTestFinished(() => api.close())
  return { peer, api }
}

const both = [
  ['undici', {}],
  ['fetch', { transport: fetchTransport() }],
] as const

describe.each(both)('readAll over %s', (_name, extra) => {
  test('gives a record that has come before the next one is sent', async () => {
    let next = () => {}
    const { api } = await service(response => {
      response.write(HEAD + customer(1))
      next = () => {
        response.write(customer(2))
        next = () => response.end(TAIL)
      }
    }, extra)
    const seen: unknown[] = []
    for await (const result of api.readAll('Customer')) {
      seen.push(result._unsafeUnwrap().id)
      next() // the server goes on only now: were the reply awaited as a whole, this test would never end
    }
    expect(seen).toEqual(['1', '2'])
  })

  test('gives what was whole, then the fault, where the connection breaks', async () => {
    const { api } = await service(response => {
      response.write(HEAD + customer(1) + customer(2))
      setImmediate(() => response.write('<Customer><id>3', () => response.socket?.destroy()))
    }, extra)
    const seen: unknown[] = []
    for await (const result of api.readAll('Customer')) {
      seen.push(result.isOk() ? result.value.id : [result.error.kind, result.error.applied, result.error.operation])
    }
    expect(seen).toEqual(['1', '2', ['network', 'no', 'Read']])
  })

  test('gives what was whole, then an xml fault, where the reply ends too early', async () => {
    const { api } = await service(response => response.end(`${HEAD}${customer(1)}<Customer><id>2</id>`), extra)
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    expect(results.map(one => one.isOk())).toEqual([true, false])
    expect(results[1]?._unsafeUnwrapErr()).toMatchObject({ kind: 'xml', problem: 'truncated', applied: 'no' })
  })

  test('ends the exchange when nobody wants more', async () => {
    let sent = 0
    const { api, peer } = await service(response => {
      response.write(HEAD)
      const more = () => {
        while (!response.destroyed && response.write(customer(++sent).repeat(50))) if (sent > 100_000) return
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }, extra)
    for await (const result of api.readAll('Customer')) {
      expect(result._unsafeUnwrap().id).toBe('1')
      break
    }
    await expect.poll(() => peer.open()).toBe(0)
    expect(sent).toBeLessThan(100_000)
  })
})

describe('readAll', () => {
  test('gives no record of a reply that says no, and every word of why', async () => {
    const { api } = await service(response =>
      response.end(
        `<response><Auth status="0"/><Read status="602">${customer(1)}<errors>Not this one</errors></Read></response>`,
      ),
    )
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    expect(results).toHaveLength(1)
    expect(results[0]?._unsafeUnwrapErr()).toMatchObject({ kind: 'service', code: '602', message: 'Not this one' })
  })

  test('ends with a fault where a record is not what it should be, and tells the hook', async () => {
    const told: unknown[] = []
    const { api } = await service(
      response => response.end(`${HEAD}${customer(1)}<Customer><id><odd/></id></Customer>${customer(3)}${TAIL}`),
      { hooks: { onReply: (reply: { outcomes: readonly { fault?: unknown }[] }) => told.push(reply) } },
    )
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    expect(results.map(one => (one.isOk() ? one.value.id : one.error.kind))).toEqual(['1', 'shape'])
    expect(results[1]?._unsafeUnwrapErr()).toMatchObject({ problem: 'unreadable-output', applied: 'no', status: 200 })
    expect(told).toMatchObject([{ status: 200, outcomes: [{ operation: 'Read', fault: { kind: 'shape' } }] }])
  })

  test('reads a reply in Latin-1 as well, once it is all there', async () => {
    const { api } = await service(response => {
      response.write(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${HEAD.slice(HEAD.indexOf('<response'))}`))
      response.end(Buffer.from(`<Customer><id>1</id><name>Caf\xe9</name></Customer>${TAIL}`, 'latin1'))
    })
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    expect(results.map(one => one._unsafeUnwrap())).toEqual([{ id: '1', name: 'Café' }])
  })

  test.each(['customer', 'Customer', 'CUSTOMER', 'Cust_omer'])('finds records that are spelled %s', async spelled => {
    const { api } = await service(response => response.end(HEAD + customer(1).replaceAll('Customer', spelled) + TAIL))
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    expect(results.map(one => one._unsafeUnwrap().id)).toEqual(['1'])
  })

  test('refuses a reply with records of another type, as read does', async () => {
    const { api } = await service(response => response.end(`${HEAD}${customer(1)}<Project><id>2</id></Project>${TAIL}`))
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    const [fault] = results.flatMap(one => (one.isErr() ? [one.error] : []))
    expect(fault).toMatchObject({ kind: 'shape', problem: 'mismatched-outcome' })
    expect((await api.read('Customer'))._unsafeUnwrapErr()).toMatchObject({ problem: 'mismatched-outcome' })
  })

  test('ends when the client is closed while nobody asks for the next record', async () => {
    const { api } = await service(response => {
      response.write(HEAD)
      const more = () => {
        while (!response.destroyed && response.write(customer(1).repeat(100)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const walk = api.readAll('Customer')
    expect((await walk.next()).value?.isOk()).toBe(true)
    await api.close()
    const ended = await walk.next()
    expect(ended.done === true || ended.value.isErr()).toBe(true)
  })

  test('stops at the most that an answer may have', async () => {
    const { api } = await service(response => response.end(HEAD + customer(1).repeat(1_000) + TAIL), {
      maxBytes: 5_000,
    })
    const results = []
    for await (const result of api.readAll('Customer')) results.push(result)
    expect(results.at(-1)?._unsafeUnwrapErr()).toMatchObject({ kind: 'network', problem: 'too-large' })
  })

  test('does not count the time in which nobody asks', async () => {
    let now = 0
    const { api } = await service(
      response => {
        response.write(HEAD + customer(1))
        setImmediate(() => response.end(customer(2) + TAIL))
      },
      { timeouts: { totalMs: 1_000 }, clock: { now: () => now, after: () => () => {} } },
    )
    const seen: unknown[] = []
    for await (const result of api.readAll('Customer')) {
      seen.push(result.isOk() ? result.value.id : result.error.kind)
      now += 10_000
    }
    expect(seen).toEqual(['1', '2'])
  })
})
