import { describe, expect, test } from 'vitest'
import type { RequestFault } from '../../src/core/fault.ts'
import { requestFault } from '../../src/core/request-fault.ts'

describe('requestFault', () => {
  test.each<[RequestFault['problem'], string, string]>([
    ['invalid-input', 'validation', 'fix'],
    ['circuit-open', 'unavailable', 'wait'],
    ['bulkhead-full', 'rate-limit', 'wait'],
    ['cancelled', 'cancelled', 'none'],
    ['credentials', 'authentication', 'sign-in'],
    ['not-sent', 'malformed-request', 'fix'],
  ])('%s is of category %s, wants %s and was never applied', (problem, category, remedy) => {
    const fault = requestFault({ problem })
    expect(fault).toMatchObject({ kind: 'request', problem, category, remedy, applied: 'no' })
    expect(fault.message).toBe(fault.title)
    expect(fault.advice).not.toBe('')
  })

  test('keeps what the caller knows, and leaves no key for what it does not', () => {
    const issues = [{ path: ['lines', 2, 'hours'], message: 'is not a number' }]
    const fault = requestFault({
      problem: 'invalid-input',
      issues,
      message: 'hours',
      operation: 'Add',
      dialect: undefined,
    })
    expect(fault).toMatchObject({
      issues,
      message: 'hours',
      operation: 'Add',
      title: requestFault({ problem: 'invalid-input' }).title,
    })
    expect(Object.keys(fault)).not.toContain('dialect')
    expect(requestFault({ problem: 'circuit-open', retryAfterMs: 900 }).retryAfterMs).toBe(900)
    expect(JSON.parse(JSON.stringify(fault))).toEqual(fault)
  })
})
