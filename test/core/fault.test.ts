import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Applied, Category, Fault, Kind, Remedy, ServiceFault } from '../../src/index.ts'
import { categories, forOperation, type Idempotency, kinds, matchFault } from '../../src/index.ts'
import { mayWait, stage, stageByMatch } from '../walls/exhaustive.ts'

const service: ServiceFault = {
  kind: 'service',
  category: 'unknown',
  remedy: 'reconcile',
  applied: 'maybe',
  message: 'Unknown Error',
  title: 'Something went wrong',
  signal: 'status-attribute',
  level: 'command',
  code: '1',
  reasons: [],
  warnings: [],
}

describe('forOperation', () => {
  test.each<[Idempotency, Applied, Remedy, Applied, Remedy]>([
    ['read', 'maybe', 'reconcile', 'no', 'wait'],
    ['read', 'maybe', 'wait', 'no', 'wait'],
    ['read', 'yes', 'reconcile', 'no', 'wait'],
    ['read', 'no', 'fix', 'no', 'fix'],
    ['repeatable', 'maybe', 'wait', 'maybe', 'wait'],
    ['keyed', 'maybe', 'wait', 'maybe', 'wait'],
    ['once', 'maybe', 'wait', 'maybe', 'reconcile'],
    ['once', 'no', 'wait', 'no', 'wait'],
    ['once', 'yes', 'reconcile', 'yes', 'reconcile'],
  ])('a %s operation with applied %s and remedy %s becomes %s and %s', (idempotency, applied, remedy, ...expected) => {
    const fault = forOperation({ ...service, applied, remedy }, idempotency)
    expect([fault.applied, fault.remedy]).toEqual(expected)
  })
})

describe('the union of faults', () => {
  test('is told apart by kind, in a switch and in matchFault alike', () => {
    expect(stage(service)).toBe('1')
    expect(stageByMatch(service)).toBe('1')
    expect(mayWait('rate-limit')).toBe(true)
    expect(mayWait('declined')).toBe(false)
  })

  test('matchFault hands each kind to its own handler', () => {
    const name = (fault: Fault) =>
      matchFault(fault, {
        request: f => f.kind,
        network: f => f.kind,
        http: f => f.kind,
        xml: f => f.kind,
        shape: f => f.kind,
        service: f => f.kind,
      })
    expect(kinds.map(kind => name({ kind } as Fault))).toEqual([...kinds])
  })

  test('matchFault gives the union of what its handlers give', () => {
    const shown = matchFault(service, {
      request: () => 1,
      network: () => 1,
      http: f => f.status,
      xml: () => null,
      shape: f => f.path,
      service: f => f.code ?? '',
    })
    expectTypeOf(shown).toEqualTypeOf<string | number | null>()
    expect(shown).toBe('1')
  })

  test('has the kinds and categories that are listed as values, and no others', () => {
    expectTypeOf<(typeof kinds)[number]>().toEqualTypeOf<Kind>()
    expectTypeOf<(typeof categories)[number]>().toEqualTypeOf<Category>()
    expectTypeOf<Fault['kind']>().toEqualTypeOf<Kind>()
    expect(new Set(categories).size).toBe(18)
  })

  test('narrows to literal codes where a dialect lists them', () => {
    type Known = '401' | '556' | (string & {})
    expectTypeOf<Extract<Fault<Known>, { kind: 'service' }>['code']>().toEqualTypeOf<Known | undefined>()
    expectTypeOf<Extract<Fault<Known>, { kind: 'http' }>>().not.toHaveProperty('code')
  })
})
