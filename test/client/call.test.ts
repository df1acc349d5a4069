import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { type CallTry, call } from '../../src/client/call/call.ts'
import type { Endpoint } from '../../src/client/call/endpoint.ts'
import { callInParts } from '../../src/client/call/split.ts'
import type { Transport } from '../../src/client/transport/contract.ts'
import type { Fault, Issue } from '../../src/core/fault.ts'
import type { Idempotency } from '../../src/core/operation.ts'
import type { Command } from '../../src/dialects/command.ts'
import type { Dialect, ReadOutcome } from '../../src/dialects/contract.ts'
import { redact } from '../../src/dialects/redact.ts'
import { normalizer } from '../../src/normalize/normalizer.ts'
import { retryingBy } from '../../src/retry/options.ts'
import { systemClock } from '../../src/retry/sleep.ts'
import type { XmlElement } from '../../src/xml/element.ts'
import type { XmlNode } from '../../src/xml/node.ts'

// An API of the test's own: <pier no="CODE"> holds one <done/> or <no code="..."/> per command.
const dialect: Dialect = {
  name: 'pier',
  rank: 'specific',
  catalog: {
    codes: {
      '7': { category: 'not-found', remedy: 'fix', title: 'Not there', source: 'inferred' },
      '9': { category: 'authentication', remedy: 'fix', title: 'Wrong sign-in', source: 'inferred' },
    },
  },
  recognize: root => root.localName === 'pier',
  read: root => {
    const code = root.attribute('no')
    if (code !== undefined) return { kind: 'refused', refusals: [refusal(code, 0)], warnings: [] }
    const outcomes = root.children.map(outcome)
    const isReversed = root.attribute('order') === 'last-first'
    return { kind: 'outcomes', outcomes: isReversed ? outcomes.reverse() : outcomes, warnings: [] }
  },
}

function refusal(code: string, index: number) {
  return { signal: 'status-attribute', level: 'command', code, texts: [], index } as const
}

function outcome(element: XmlElement, index: number): ReadOutcome {
  const code = element.attribute('code')
  const done = { kind: 'done', payload: element } as const
  return {
    index,
    operation: 'Do',
    result: code === undefined ? done : { kind: 'refused', refusals: [refusal(code, index)] },
  }
}

const issues: readonly Issue[] = [{ path: ['depth'], message: 'Must be a number' }]

function doing(
  idempotency: Idempotency,
  input: Result<XmlNode, readonly Issue[]> = ok({ name: 'do' }),
): Command<string> {
  return {
    asked: { name: 'Do', idempotency, objects: 1, output: false },
    write: () => input,
    read: payload =>
      payload.text === 'odd'
        ? err({ problem: 'unreadable-output' as const, message: 'Odd', path: 'pier/done', issues: [] })
        : ok(payload.text),
    done: { codes: ['7'], output: () => 'done before' },
  }
}

const once = doing('once')
const reading = doing('read')
const refused = doing('once', err(issues))

function endpointTo(
  answers: readonly (string | Error)[],
  extra: Partial<Endpoint> = {},
): Endpoint & { readonly sent: string[] } {
  const sent: string[] = []
  const transport: Transport = async ({ body }) => {
    const answer = answers[sent.length] ?? '<pier/>'
    sent.push(String(body))
    if (answer instanceof Error) throw answer
    return { status: 200, headers: {}, body: answer }
  }
  const normalize = normalizer([dialect])
  return {
    retrying: retryingBy(false),
    sent,
    dialect: 'pier',
    url: 'http://pier.example/api',
    headers: {},
    transport,
    timeouts: { connectMs: 1_000, headersMs: 1_000, bodyMs: 1_000 },
    normalize: (reply, options) => normalize(reply, { ...options, dialect }),
    envelope: async children => {
      const node = { name: 'dock', children }
      return ok({ node, ...redact(node) })
    },
    maxObjects: 2,
    hooks: {},
    clock: systemClock,
    ...extra,
  }
}

const shown = (outcomes: readonly Result<unknown, Fault>[]) =>
  outcomes.map(one => one.match(String, fault => `${fault.kind} ${fault.category} ${fault.applied} ${fault.remedy}`))

const reset = Object.assign(new Error('gone'), { code: 'ECONNRESET', phase: 'headers' })

describe('a call', () => {
  test('gives one outcome per command, in order, and names the refused one', async () => {
    const endpoint = endpointTo(['<pier><done>a</done><no code="7"/><done>odd</done></pier>'])
    const { outcomes, refused: whole } = await call(endpoint, [once, once, once])
    expect(shown(outcomes)).toEqual(['a', 'service not-found no fix', 'shape malformed-response yes reconcile'])
    expect(outcomes[1]?._unsafeUnwrapErr()).toMatchObject({ dialect: 'pier', operation: 'Do', status: 200 })
    expect(whole).toBeUndefined()
  })

  test('leaves out a command whose input is refused and counts as the caller does', async () => {
    const endpoint = endpointTo(['<pier><no code="7"/></pier>'])
    const { outcomes } = await call(endpoint, [refused, once])
    expect(endpoint.sent).toEqual(['<dock><do/></dock>'])
    expect(outcomes[0]?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'invalid-input', issues })
    expect(outcomes[1]?._unsafeUnwrapErr()).toMatchObject({ reasons: [{ code: '7', index: 1 }] })
  })

  test('sends nothing where nothing is left', async () => {
    const endpoint = endpointTo([])
    const { outcomes, refused: whole } = await call(endpoint, [refused, refused])
    expect(endpoint.sent).toEqual([])
    expect(shown(outcomes)).toEqual(['request validation no fix', 'request validation no fix'])
    expect(whole).toBeUndefined()
  })

  test.each<[string, string | Error, readonly Command[], string, readonly string[]]>([
    [
      'a reset',
      reset,
      [once, reading],
      'network unavailable maybe reconcile',
      ['network unavailable maybe reconcile', 'network unavailable no wait'],
    ],
    ['a reset of reads', reset, [reading], 'network unavailable no wait', ['network unavailable no wait']],
    [
      'half a document',
      '<pier><do',
      [doing('repeatable')],
      'xml malformed-response maybe reconcile',
      ['xml malformed-response maybe reconcile'],
    ],
    [
      'a refusal of the whole',
      '<pier no="9"/>',
      [once, reading],
      'service authentication no fix',
      ['service authentication no fix', 'service authentication no fix'],
    ],
  ])('judges %s as a whole and by command', async (_, answer, commands, whole, each) => {
    const called = await call(endpointTo([answer]), commands)
    expect(shown(called.refused === undefined ? [] : [err(called.refused)])).toEqual([whole])
    expect(shown(called.outcomes)).toEqual(each)
  })

  test('gives each command its own outcome, also where a reader lists them in another order', async () => {
    const { outcomes } = await call(
      endpointTo(['<pier order="last-first"><done>a</done><no code="7"/><done>c</done></pier>']),
      [once, once, once],
    )
    expect(shown(outcomes)).toEqual(['a', 'service not-found no fix', 'c'])
  })

  test('takes a missing outcome for unknown', async () => {
    const { outcomes } = await call(endpointTo(['<pier><done>a</done></pier>']), [once, once])
    expect(shown(outcomes)).toEqual(['a', 'shape malformed-response maybe reconcile'])
  })

  test.each<[CallTry, string]>([
    [{}, 'service not-found no fix'],
    [{ isRepeat: () => true }, 'done before'],
  ])('with %o takes "not there" as %s', async (options, said) => {
    const { outcomes } = await call(endpointTo(['<pier><no code="7"/></pier>']), [once], options)
    expect(shown(outcomes)).toEqual([said])
  })

  test('is not sent once a signal has fired, its own or that of the endpoint', async () => {
    for (const [endpoint, options] of [
      [endpointTo([], { signal: AbortSignal.abort() }), {}],
      [endpointTo([]), { signal: AbortSignal.abort() }],
      [endpointTo([], { signal: new AbortController().signal }), { signal: AbortSignal.abort() }],
    ] as const) {
      const { outcomes } = await call(endpoint, [once], options)
      expect(shown(outcomes)).toEqual(['request cancelled no none'])
      expect(endpoint.sent).toEqual([])
    }
  })

  test('is a fault where its request cannot be written', async () => {
    const endpoint = endpointTo([])
    const { outcomes } = await call(endpoint, [doing('once', ok({ name: 'a b' }))])
    expect(outcomes[0]?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'not-sent', applied: 'no' })
    expect(endpoint.sent).toEqual([])
  })
})

describe('a call in parts', () => {
  const two = '<pier><done>a</done><done>b</done></pier>'
  const five = [once, once, once, once, once]

  test('makes as many requests as its objects need', async () => {
    const endpoint = endpointTo([two, two, '<pier><done>c</done></pier>'])
    const { outcomes, parts } = await callInParts(endpoint, five)
    expect(parts).toBe(3)
    expect(endpoint.sent).toHaveLength(3)
    expect(shown(outcomes)).toEqual(['a', 'b', 'a', 'b', 'c'])
  })

  test('counts commands through all its parts', async () => {
    const endpoint = endpointTo([two, '<pier><done>a</done><no code="7"/></pier>'])
    const { outcomes } = await callInParts(endpoint, five)
    expect(outcomes[3]?._unsafeUnwrapErr()).toMatchObject({ reasons: [{ index: 3 }] })
  })

  test('goes on after a part that was lost', async () => {
    const endpoint = endpointTo([reset, two, '<pier><done>c</done></pier>'])
    const { outcomes, refused: whole } = await callInParts(endpoint, five)
    const lost = 'network unavailable maybe reconcile'
    expect(shown(outcomes)).toEqual([lost, lost, 'a', 'b', 'c'])
    expect(whole).toMatchObject({ kind: 'network' })
  })

  test('says of what it left out that an earlier part was refused', async () => {
    const { outcomes } = await callInParts(endpointTo(['<pier no="9"/>']), five)
    const fault = outcomes[4]?._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', problem: 'not-sent', dialect: 'pier', operation: 'Do' })
    expect(fault?.title).toMatch(/^Not sent because an earlier part/)
    expect(fault?.message).toBe(fault?.title)
  })

  test('stops after a part that was refused for its sign-in', async () => {
    const endpoint = endpointTo([two, '<pier no="9"/>', two])
    const { outcomes } = await callInParts(endpoint, five)
    expect(endpoint.sent).toHaveLength(2)
    const no = 'service authentication no fix'
    expect(shown(outcomes)).toEqual(['a', 'b', no, no, 'request collateral no none'])
  })

  test('goes on where one command only was refused for its rights', async () => {
    const endpoint = endpointTo(['<pier><no code="9"/><done>b</done></pier>', two, two])
    expect(shown((await callInParts(endpoint, five)).outcomes)).toHaveLength(5)
    expect(endpoint.sent).toHaveLength(3)
  })

  test('sends nothing for no commands', async () => {
    expect(await callInParts(endpointTo([]), [])).toEqual({ outcomes: [], parts: 0 })
  })
})
