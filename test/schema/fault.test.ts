import { fork } from 'node:child_process'
import { once } from 'node:events'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { appliedValues, categories, levels, remedies, signals, stopReasons } from '../../src/core/vocabulary.ts'
import {
  type Attempt,
  type Cause,
  type Fault,
  type Kind,
  kinds,
  type Reason,
  type SoapEvidence,
  type Warning,
} from '../../src/index.ts'
import { faultSchema, parseFault } from '../../src/schema.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const optional = <T>(key: string, values: fc.Arbitrary<T>) =>
  fc.option(values, { nil: undefined }).map(v => (v === undefined ? {} : { [key]: v }))
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map(all => Object.assign({}, ...all))

const verdict = fc.record({
  category: fc.constantFrom(...categories),
  remedy: fc.constantFrom(...remedies),
  applied: fc.constantFrom(...appliedValues),
  message: text,
  title: text,
})
const extras = merged(
  optional('advice', text),
  optional('status', fc.integer({ min: 100, max: 599 })),
  optional('retryAfterMs', fc.nat()),
  optional('dialect', text),
  optional('operation', text),
  optional(
    'attempts',
    fc.array(
      merged(
        fc.record({
          kind: fc.constantFrom(...kinds),
          category: fc.constantFrom(...categories),
          applied: fc.constantFrom(...appliedValues),
          delayMs: fc.nat(),
          durationMs: fc.nat(),
        }),
        optional('code', text),
      ),
      { maxLength: 3 },
    ),
  ),
  optional('stopped', fc.record({ because: fc.constantFrom(...stopReasons), reason: text })),
)
const said = merged(
  fc.record({
    signal: fc.constantFrom(...signals),
    level: fc.constantFrom(...levels),
  }),
  optional('code', text),
)
const { tree } = fc.letrec(tie => ({
  tree: merged(
    fc.record({ name: text }),
    optional('text', text),
    optional(
      'attributes',
      fc.dictionary(
        text.filter(key => key !== '__proto__'),
        text,
        { noNullPrototype: true },
      ),
    ),
    optional('children', fc.array(tie('tree'), { maxLength: 3, depthIdentifier: 'tree' })),
  ),
}))
const reason = merged(
  verdict,
  said,
  fc.record({ texts: fc.array(text) }),
  optional('advice', text),
  optional('source', text),
  optional('retryAfterMs', fc.nat()),
  optional('operation', text),
  optional('index', fc.nat()),
  optional('field', text),
  optional('subcode', text),
  optional('correction', text),
  optional('supportId', text),
  optional('requestId', text),
  optional('additional', tree as fc.Arbitrary<unknown>),
).map(({ message: _, ...rest }: Record<string, unknown>) => rest)
const name = merged(fc.record({ text, localName: text }), optional('namespace', text))
const soap = merged(
  fc.record({ subcodes: fc.array(name), reasons: fc.array(merged(fc.record({ text }), optional('language', text))) }),
  optional('version', fc.constantFrom('1.1', '1.2')),
  optional('code', name),
  optional('role', text),
  optional('node', text),
  optional('detail', tree as fc.Arbitrary<unknown>),
)
const warning = merged(
  fc.record({ message: text }),
  optional('code', text),
  optional('level', fc.constantFrom(...levels)),
  optional('index', fc.nat()),
)

const cause = merged(
  fc.record({ operation: text }),
  optional('index', fc.nat()),
  optional('id', text),
  optional('code', text),
  optional('message', text),
)

const faults = fc.oneof(
  merged(
    verdict,
    extras,
    fc.constant({ kind: 'request', applied: 'no', problem: 'invalid-input' }),
    optional('issues', fc.array(fc.record({ path: fc.array(fc.oneof(text, fc.nat())), message: text }))),
  ),
  merged(verdict, extras, fc.constant({ kind: 'network', problem: 'reset', phase: 'body' }), optional('errno', text)),
  merged(verdict, extras, fc.constant({ kind: 'http', status: 502, body: 'html' }), optional('excerpt', text)),
  merged(
    verdict,
    extras,
    fc.constant({ kind: 'xml', problem: 'truncated' }),
    fc.record({ line: fc.nat(), column: fc.nat(), excerpt: text }),
  ),
  merged(verdict, extras, fc.constant({ kind: 'shape', problem: 'missing-signal' }), fc.record({ path: text })),
  merged(
    verdict,
    extras,
    said,
    fc.constant({ kind: 'service' }),
    fc.record({ reasons: fc.array(reason, { maxLength: 3 }), warnings: fc.array(warning) }),
    optional('written', fc.array(tree as fc.Arbitrary<unknown>, { maxLength: 2 })),
    optional('cause', cause),
    optional('soap', soap),
  ),
) as unknown as fc.Arbitrary<Fault>

describe('parseFault', () => {
  test('gives every fault back as it was, from its JSON text and from its data', () => {
    fc.assert(
      fc.property(faults, fault => {
        expect(parseFault(JSON.stringify(fault))._unsafeUnwrap()).toEqual(fault)
        expect(parseFault(structuredClone(fault))._unsafeUnwrap()).toEqual(fault)
      }),
    )
  })

  test('has the type of a fault, key by key, kind by kind', () => {
    type Keys<Union, K extends Kind> = Union extends { kind: K } ? keyof Required<Union> : never
    type Parsed = z.infer<typeof faultSchema>
    expectTypeOf<Keys<Parsed, 'request'>>().toEqualTypeOf<Keys<Fault, 'request'>>()
    expectTypeOf<Keys<Parsed, 'network'>>().toEqualTypeOf<Keys<Fault, 'network'>>()
    expectTypeOf<Keys<Parsed, 'http'>>().toEqualTypeOf<Keys<Fault, 'http'>>()
    expectTypeOf<Keys<Parsed, 'xml'>>().toEqualTypeOf<Keys<Fault, 'xml'>>()
    expectTypeOf<Keys<Parsed, 'shape'>>().toEqualTypeOf<Keys<Fault, 'shape'>>()
    expectTypeOf<Keys<Parsed, 'service'>>().toEqualTypeOf<Keys<Fault, 'service'>>()
    type ParsedService = Extract<Parsed, { kind: 'service' }>
    expectTypeOf<keyof NonNullable<ParsedService['attempts']>[number]>().toEqualTypeOf<keyof Attempt>()
    expectTypeOf<keyof ParsedService['reasons'][number]>().toEqualTypeOf<keyof Reason>()
    expectTypeOf<keyof ParsedService['warnings'][number]>().toEqualTypeOf<keyof Warning>()
    expectTypeOf<keyof NonNullable<ParsedService['cause']>>().toEqualTypeOf<keyof Cause>()
    expectTypeOf<keyof NonNullable<ParsedService['soap']>>().toEqualTypeOf<keyof SoapEvidence>()
    expectTypeOf<Fault>().toExtend<ReadonlyDeep<Parsed>>()
    expectTypeOf<ReadonlyDeep<Parsed>>().toExtend<Fault>()
    type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T
    // The types are checked by `npm run types`; at run time every kind that is listed can be parsed.
    expect(faultSchema.options.map(option => option.shape.kind.value).sort()).toEqual([...kinds].sort())
  })

  test.each([
    ['no data', undefined, ''],
    ['text that is no JSON', '{"kind":', ''],
    ['an unknown kind', { kind: 'weird' }, 'kind'],
    ['a category that does not exist', { kind: 'http', category: 'bad' }, 'category'],
    ['a status of another type', { kind: 'http', status: '502' }, 'status'],
  ])('refuses %s and names the field', (_, data, field) => {
    const issues = parseFault(data)._unsafeUnwrapErr()
    expect(issues.length).toBeGreaterThan(0)
    if (field !== '') expect(issues.map(one => one.path.join('.'))).toContain(field)
  })

  test('answers data nested a hundred thousand levels deep with an Err', () => {
    const open = '{"name":"a","children":['
    const detail = `${open.repeat(100_000)}${']}'.repeat(100_000)}`
    const fault = `{"kind":"service","soap":{"subcodes":[],"reasons":[],"detail":${detail}}}`
    expect(parseFault(fault).isErr()).toBe(true)
  })

  test('restores a fault that crossed to another process', async () => {
    const fault: Fault = {
      kind: 'network',
      category: 'timeout',
      remedy: 'wait',
      applied: 'maybe',
      message: 'No answer in time',
      title: 'No answer in time',
      problem: 'timeout',
      phase: 'headers',
    }
    const child = fork(new URL('echo.mjs', import.meta.url), { execArgv: [] })
    child.send(fault)
    const [message] = await once(child, 'message')
    expect(parseFault(message)._unsafeUnwrap()).toEqual(fault)
  })
})
