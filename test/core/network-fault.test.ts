import { describe, expect, test } from 'vitest'
import type { NetworkFault } from '../../src/core/fault.ts'
import { networkFault } from '../../src/core/network-fault.ts'

const problems = [
  'refused',
  'name',
  'unreachable',
  'tls',
  'timeout',
  'reset',
  'cancelled',
  'too-large',
  'other',
] as const
const phases = ['connect', 'headers', 'body', 'unknown'] as const

describe('networkFault', () => {
  test.each<[NetworkFault['problem'], string, string]>([
    ['refused', 'unavailable', 'wait'],
    ['name', 'unavailable', 'fix'],
    ['unreachable', 'unavailable', 'wait'],
    ['tls', 'unavailable', 'fix'],
    ['timeout', 'timeout', 'wait'],
    ['reset', 'unavailable', 'wait'],
    ['cancelled', 'cancelled', 'none'],
    ['too-large', 'malformed-response', 'shrink'],
    ['other', 'unknown', 'contact'],
  ])('%s is of category %s and wants %s', (problem, category, remedy) => {
    for (const phase of phases)
      expect(networkFault({ problem, phase })).toMatchObject({ kind: 'network', category, remedy })
  })

  test.each(phases)('in the phase %s the advice and applied agree about what was sent', phase => {
    for (const problem of problems) {
      const fault = networkFault({ problem, phase })
      expect(fault.applied).toBe(phase === 'connect' ? 'no' : 'maybe')
      expect(fault.message).toBe(fault.title)
      if (phase === 'connect') expect(fault.advice).not.toMatch(/may have been done|may have done|worked on/)
      else expect(fault.advice).not.toMatch(/nothing was sent/i)
    }
  })

  test('what the caller knows better wins, and what it does not know leaves no key', () => {
    const fault = networkFault({
      problem: 'other',
      phase: 'body',
      errno: undefined,
      category: 'malformed-response',
      title: 'Garbled',
      dialect: 'openair-xml',
      operation: 'Read',
    })
    expect(fault).toMatchObject({
      category: 'malformed-response',
      remedy: 'contact',
      title: 'Garbled',
      message: 'Garbled',
    })
    expect(fault).toMatchObject({ dialect: 'openair-xml', operation: 'Read' })
    expect(Object.keys(fault)).not.toContain('errno')
    expect(JSON.parse(JSON.stringify(fault))).toEqual(fault)
  })
})
