import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/core/fault.ts'
import { faultOf } from '../../src/queues/bullmq/fault-of.ts'
import { faultText } from '../../src/queues/bullmq/fault-text.ts'
import { parseFault } from '../../src/schema/fault.ts'
import * as faults from '../retry/faults.ts'

const xml: Fault = {
  kind: 'xml',
  category: 'malformed-response',
  remedy: 'reconcile',
  applied: 'maybe',
  message: 'm',
  title: 't',
  problem: 'truncated',
  line: 1,
  column: 2,
  excerpt: '<a',
}
const all: readonly (readonly [string, Fault])[] = [
  ['a refusal', faults.refused({ code: '0042', soap: { subcodes: [], reasons: [{ text: 'no' }] } })],
  ['a reset', faults.reset],
  ['a page', faults.page],
  ['an output that cannot be read', faults.unreadable],
  ['a request that was not sent', faults.notSent],
  ['half a document', xml],
  ['a message that looks like a fault', faults.refused({ message: 'a\nfaultline:{"kind":"network"}' })],
]

describe('the fault of a job that failed', () => {
  test.each(all)('comes back as it was: %s', (_, fault) => {
    expect(faultOf(faultText(fault))).toEqual(fault)
    expect(parseFault(faultOf(faultText(fault)))._unsafeUnwrap()).toEqual(fault)
  })

  test('begins with a line for people', () => {
    expect(faultText(faults.reset).split('\n')[0]).toBe(
      'unavailable: The connection was cut before the answer was complete',
    )
  })

  test.each([
    ['nothing', undefined],
    ['words of the engine', 'job stalled more than allowable limit'],
    ['a text that is cut off', faultText(faults.reset).slice(0, -5)],
    ['an unknown kind', faultText({ ...faults.reset, kind: 'magic' } as never)],
    ['an unknown category', faultText({ ...faults.reset, category: 'magic' } as never)],
    ['a request that was done', faultText({ ...faults.notSent, applied: 'yes' } as never)],
    ['reasons that are no list', faultText(faults.refused({ reasons: 3 as never }))],
    ['a prototype', 'x\nfaultline:{"__proto__":{"kind":"network"}}'],
  ])('is none where there is %s', (_, text) => {
    expect(faultOf(text)).toBeUndefined()
  })

  test('of any size is bounded and still one, its decisions unchanged', () => {
    const long = 'x'.repeat(50_000)
    const reason = { ...faults.refused(), texts: [long, long], level: 'field' as const }
    const { kind: _, message: __, reasons: ___, warnings: ____, ...said } = reason
    const huge = faults.refused({
      code: '7',
      message: long,
      reasons: Array.from({ length: 30 }, () => said),
      warnings: [{ message: long }],
      detail: { name: 'd', value: 1n },
    })
    const text = faultText(huge)
    expect(text.length).toBeLessThan(70_000)
    expect(faultOf(text)).toMatchObject({ kind: 'service', category: 'validation', code: '7', applied: 'no' })
    expect(parseFault(faultOf(text)).isOk()).toBe(true)
  })
})
