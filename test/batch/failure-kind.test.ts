import { expect, test } from 'vitest'
import { type FailureKind, failureKind } from '../../src/batch.ts'
import type { Fault } from '../../src/core/fault.ts'
import { networkFault } from '../../src/core/network-fault.ts'
import { requestFault } from '../../src/core/request-fault.ts'
import * as faults from '../retry/faults.ts'

test.each<[string, Fault, FailureKind]>([
  ['a refusal', faults.refused(), 'functional'],
  ['a refusal that nobody knows', faults.unlisted, 'functional'],
  ['an input that does not fit', faults.notSent, 'functional'],
  ['a page in place of an answer', faults.page, 'functional'],
  ['an output that cannot be read', faults.unreadable, 'functional'],
  ['an answer that is too large', networkFault({ problem: 'too-large', phase: 'body' }), 'functional'],
  ['a refused connection', faults.refusedConnection, 'technical'],
  ['a cut connection', faults.reset, 'technical'],
  ['an answer that is late', faults.timeout, 'technical'],
  ['a gateway that is told of a late answer', { ...faults.page, category: 'timeout', status: 504 }, 'technical'],
  ['a service that is not available', faults.busy, 'technical'],
  ['a refused password', faults.wrongPassword, 'technical'],
  ['a session that cannot be renewed', faults.loggedOut, 'technical'],
  ['a request that could not be made', requestFault({ problem: 'not-sent' }), 'technical'],
  ['a row that fell with another', faults.refused({ category: 'collateral' }), 'collateral'],
  ['a call that was cut off by the program', faults.cancelled, 'cancelled'],
  ['a call that was cancelled before', requestFault({ problem: 'cancelled' }), 'cancelled'],
])('%s', (_, fault, kind) => {
  expect(failureKind(fault)).toBe(kind)
})
