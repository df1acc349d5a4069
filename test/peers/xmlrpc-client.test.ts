import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dateTime, double, i8, type XmlRpcInput, xmlRpc } from '../../src/xmlrpc.ts'
import { startPeer } from './start-peer.ts'

/** Where the peers must be there (CI), their absence is a failure. */
const required = process.env.FAULTLINE_PEERS === 'required'

const started = await startPeer('python3', join(import.meta.dirname, 'xmlrpc-server.py'))
const url = started.map(peer => peer.url).unwrapOr('http://127.0.0.1:9/')
const missing = started.isErr() ? started.error : ''

const api = xmlRpc({ url, retry: false })
const zoned = xmlRpc({ url, retry: false, nil: true, timeZone: 'America/New_York' })
afterAll(async () => {
  await api.close()
  await zoned.close()
  if (started.isOk()) await started.value.stop()
})

test.skipIf(missing !== '' && !required)(
  missing === '' || required ? 'Python is here' : `Python is not here, its tests are skipped: ${missing}`,
  () => expect(missing).toBe(''),
)

describe.skipIf(missing !== '')("the client and Python's xmlrpc.server", () => {
  test('tell each other every type', async () => {
    const sent = [
      'x',
      5,
      2.5,
      double(5),
      true,
      new Uint8Array([1]),
      dateTime('20310228T07:05:09'),
      i8(2n ** 40n),
      [1],
      {},
    ]
    const types = ['str', 'int', 'float', 'float', 'bool', 'Binary', 'DateTime', 'int', 'list', 'dict']
    const told = await api.call('types', sent, { schema: z.array(z.string()), idempotency: 'read' })
    expect(told._unsafeUnwrap()).toEqual(types)
    expect((await zoned.call('types', [null, new Date(0)]))._unsafeUnwrap()).toEqual(['NoneType', 'DateTime'])
  })

  test('agree on what a Date is where the time zone is known', async () => {
    const echoed = await zoned.call('echo', [new Date('2024-02-29T07:05:09.999Z')])
    expect(echoed._unsafeUnwrap()).toEqual(['20240229T02:05:09'])
  })

  test.each<[string, XmlRpcInput, (string | number)[], RegExp]>([
    ['a Date', new Date(0), [0], /timeZone/],
    ['null', [{ name: null }], [0, 0, 'name'], /null/],
    ['undefined', [undefined as never], [0, 0], /no type that can be sent/],
    ['a function', { call: (() => 1) as never }, [0, 'call'], /no type that can be sent/],
    ['a whole number of more than 32 bits', [2 ** 31], [0, 0], /say i8 or double/],
    ['no number', Number.NaN, [0], /no number/],
  ])('never meet over %s', async (_, input, path, message) => {
    const fault = (await api.call('echo', [input]))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', problem: 'invalid-input', applied: 'no', operation: 'echo' })
    expect(fault.kind === 'request' && fault.issues).toMatchObject([{ path, message: expect.stringMatching(message) }])
  })

  test('never meet over a value that holds itself, or that throws where it is looked at', async () => {
    const loop: Record<string, XmlRpcInput> = {}
    loop.again = [loop]
    const trap = Object.defineProperty({}, 'name', { enumerable: true, get: () => JSON.parse('{') })
    for (const [input, path] of [[loop, [0, 'again', 0]] as const, [trap, []] as const]) {
      const fault = (await api.call('echo', [input]))._unsafeUnwrapErr()
      expect(fault).toMatchObject({ kind: 'request', issues: [{ path }] })
    }
  })

  test('make several calls in one request, each with a result of its own', async () => {
    const results = (
      await api.multicall([
        api.command('zero', [], { schema: z.number() }),
        api.command('refuse', [-32602, 'no']),
        api.command('echo', [[new Date(0)]]),
        api.command('echo', ['a']),
        api.command('zero', [], { schema: z.string() }),
      ])
    )._unsafeUnwrap()
    expect(results[0]._unsafeUnwrap()).toBe(0)
    expect(results[1]._unsafeUnwrapErr()).toMatchObject({ code: '-32602', operation: 'refuse', level: 'command' })
    expect(results[2]._unsafeUnwrapErr()).toMatchObject({ kind: 'request', operation: 'echo' })
    expect(results[3]._unsafeUnwrap()).toEqual(['a'])
    expect(results[4]._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', problem: 'unreadable-output', applied: 'yes' })
  })

  test('ask what there is', async () => {
    expect((await api.listMethods())._unsafeUnwrap()).toContain('system.multicall')
    expect((await api.methodHelp('echo'))._unsafeUnwrap()).toContain('as Python understood it')
    expect((await api.methodSignature('echo'))._unsafeUnwrap()).toBe('signatures not supported')
  })

  test('say no in the words of the server', async () => {
    expect((await api.call('ledger.burn'))._unsafeUnwrapErr()).toMatchObject({
      kind: 'service',
      category: 'unsupported',
      applied: 'no',
      operation: 'ledger.burn',
    })
  })
})
