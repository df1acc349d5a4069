import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/dialects/contract.ts'
import { type Fault, normalize } from '../../src/index.ts'
import { type MethodCall, methodCall, multicall } from '../../src/wire/xmlrpc.ts'
import { dateTime, double, i8, type XmlRpcInput } from '../../src/wire/xmlrpc-input.ts'
import { readValue, type XmlRpcData } from '../../src/wire/xmlrpc-value.ts'
import { write } from '../../src/xml/write.ts'
import { startPeer } from './start-peer.ts'

/** Where the peers must be there (CI), their absence is a failure. */
const required = process.env.FAULTLINE_PEERS === 'required'

const started = await startPeer('python3', join(import.meta.dirname, 'xmlrpc-server.py'))
const url = started.map(peer => peer.url).unwrapOr('')
afterAll(async () => {
  if (started.isOk()) await started.value.stop()
})

const missing = started.isErr() ? started.error : ''

test.skipIf(missing !== '' && !required)(
  missing === '' || required ? 'Python is here' : `Python is not here, its tests are skipped: ${missing}`,
  () => expect(missing).toBe(''),
)

async function send(body: string, asked?: Asked, target = url) {
  const reply = await fetch(target, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body })
  const bytes = new Uint8Array(await reply.arrayBuffer())
  const given = { status: reply.status, headers: reply.headers, body: bytes }
  return normalize(given, asked === undefined ? { dialect: 'xmlrpc' } : { dialect: 'xmlrpc', asked })
}

function askedFor(calls: readonly MethodCall[]): Asked {
  return { commands: calls.map(({ method }) => ({ name: method, idempotency: 'read', objects: 1, output: true })) }
}

async function call(method: string, ...params: XmlRpcInput[]) {
  const asked = askedFor([{ method, params }])
  return send(write(methodCall({ method, params })._unsafeUnwrap())._unsafeUnwrap(), asked)
}

async function resultOf(method: string, ...params: XmlRpcInput[]): Promise<XmlRpcData> {
  const [outcome] = (await call(method, ...params))._unsafeUnwrap().outcomes
  if (outcome === undefined) throw new Error('The answer has no outcome')
  expect(outcome.operation).toBe(method)
  return readValue(outcome.result._unsafeUnwrap())._unsafeUnwrap()
}

async function faultOf(method: string, ...params: XmlRpcInput[]): Promise<Fault> {
  return (await call(method, ...params))._unsafeUnwrapErr()
}

const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)

describe.skipIf(missing !== '')("what Python's xmlrpc.server sends", () => {
  test('values of every type', async () => {
    const values = (await resultOf('values')) as Readonly<Record<string, XmlRpcData>>
    expect(Object.entries(values)).toEqual([
      ['whole', -7],
      ['yes', true],
      ['no', false],
      ['text', 'a < b & "c" ]]> d'],
      ['letters', 'Café Zürich'],
      ['blank', '  '],
      ['empty', ''],
      ['rate', -12.5],
      ['tiny', 1e-7],
      ['endless', Number.POSITIVE_INFINITY],
      ['at', '20310228T07:05:09'],
      ['bytes', bytes],
      ['none', null],
      ['list', [1, 'two', [3]]],
      ['nothing', []],
      ['__proto__', 'safe'],
    ])
  })

  test.each([
    ['zero', 0],
    ['nothing', null],
  ])('%s, which is a success', async (method, expected) => {
    expect(await resultOf(method)).toBe(expected)
  })

  test('what it was sent, as it was', async () => {
    const sent = ['a < b\n', '', ' ', -1, 0.1, true, null, bytes, [], {}, { a: [{ b: 'é' }] }] as const
    expect(await resultOf('echo', ...sent)).toEqual(sent)
  })

  test('line ends as one character: it leaves the other to the rules of XML', async () => {
    expect(await resultOf('echo', 'one\r\ntwo\rthree')).toEqual(['one\ntwo\nthree'])
  })

  test('what it understood: each type is the one that was meant', async () => {
    const sent = ['x', 5, double(5), true, null, bytes, dateTime('20310228T07:05:09'), i8(2n ** 40n), [1], { a: 1 }]
    const types = ['str', 'int', 'float', 'bool', 'NoneType', 'Binary', 'DateTime', 'int', 'list', 'dict']
    expect(await resultOf('types', ...sent)).toEqual(types)
  })
})

describe.skipIf(missing !== '')("how Python's xmlrpc.server says no", () => {
  test('by a fault of the program', async () => {
    const fault = await faultOf('refuse', -32602, 'the ledger is <closed>')
    expect(fault).toMatchObject({
      kind: 'service',
      signal: 'xmlrpc-fault',
      status: 200,
      code: '-32602',
      category: 'validation',
      applied: 'no',
      message: 'the ledger is <closed>',
    })
  })

  test('by code 0, which is a refusal as well', async () => {
    expect(await faultOf('refuse', 0, 'no')).toMatchObject({ kind: 'service', code: '0', category: 'unknown' })
  })

  test('by a code that is a text', async () => {
    expect(await faultOf('refuse', 'E-7', 'no')).toMatchObject({ kind: 'service', code: 'E-7', category: 'unknown' })
  })

  test.each<[string, XmlRpcInput[], RegExp, object]>([
    [
      'ledger.burn',
      [],
      /^<class 'Exception'>:method "ledger.burn" is not supported$/,
      { category: 'unsupported', applied: 'no' },
    ],
    ['fail', [], /^<class 'KeyError'>:/, { category: 'server', applied: 'maybe' }],
    ['zero', ['too much'], /^<class 'TypeError'>:/, { category: 'server', applied: 'maybe' }],
    ['huge', [], /^<class 'OverflowError'>:/, { category: 'server', applied: 'maybe' }],
  ])('by code 1 and an exception: %s', async (method, params, message, expected) => {
    const fault = await faultOf(method, ...params)
    expect(fault).toMatchObject({ kind: 'service', signal: 'xmlrpc-fault', code: '1', status: 200, ...expected })
    expect(fault.message).toMatch(message)
  })

  test.each([
    ['that is cut off', '<methodCall><methodName>zero</meth', /ExpatError/],
    ['that is empty', '', /ExpatError/],
  ])('to a request %s', async (_, body, message) => {
    const fault = (await send(body))._unsafeUnwrapErr()
    expect(fault).toMatchObject({
      kind: 'service',
      code: '1',
      category: 'malformed-request',
      remedy: 'fix',
      applied: 'no',
    })
    expect(fault.message).toMatch(message)
  })

  test('by HTTP where nothing is served', async () => {
    const elsewhere = new URL('/elsewhere', url).href
    expect((await send('<x/>', undefined, elsewhere))._unsafeUnwrapErr()).toMatchObject({ kind: 'http', status: 404 })
  })
})

describe.skipIf(missing !== '')("system.multicall of Python's xmlrpc.server", () => {
  const calls: readonly MethodCall[] = [
    { method: 'echo', params: ['a', 7] },
    { method: 'refuse', params: [-32601, 'no'] },
    { method: 'nothing', params: [] },
    { method: 'ledger.burn', params: [] },
  ]
  const request = () => write(multicall(calls.map(call => methodCall(call)._unsafeUnwrap())))._unsafeUnwrap()

  test('gives each call its own outcome', async () => {
    const { outcomes } = (await send(request(), askedFor(calls)))._unsafeUnwrap()
    expect(outcomes.map(one => [one.index, one.operation, one.result.isOk()])).toEqual([
      [0, 'echo', true],
      [1, 'refuse', false],
      [2, 'nothing', true],
      [3, 'ledger.burn', false],
    ])
    const [echo, refused, nothing, unknown] = outcomes.map(one => one.result)
    expect(echo && readValue(echo._unsafeUnwrap())._unsafeUnwrap()).toEqual(['a', 7])
    expect(refused?._unsafeUnwrapErr()).toMatchObject({ code: '-32601', level: 'command', category: 'unsupported' })
    expect(nothing && readValue(nothing._unsafeUnwrap())._unsafeUnwrap()).toBe(null)
    expect(unknown?._unsafeUnwrapErr()).toMatchObject({ code: '1', category: 'unsupported', operation: 'ledger.burn' })
  })

  test('is told by its results where nobody knows what was asked', async () => {
    const { outcomes } = (await send(request()))._unsafeUnwrap()
    expect(outcomes.map(one => one.result.isOk())).toEqual([true, false, true, false])
  })
})

test.skipIf(missing !== '')('the server ends when its standard input does', async () => {
  const other = (await startPeer('python3', join(import.meta.dirname, 'xmlrpc-server.py')))._unsafeUnwrap()
  expect(await other.stop()).toBe(0)
  await expect(fetch(other.url)).rejects.toThrow()
})
