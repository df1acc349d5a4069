import type { Fault, HttpFault, NetworkFault, ServiceFault, ShapeFault } from '../../src/core/fault.ts'
import { networkFault } from '../../src/core/network-fault.ts'
import { requestFault } from '../../src/core/request-fault.ts'

/** A refusal of the service with this meaning. */
export function refused(fields: Partial<ServiceFault> = {}): ServiceFault {
  return {
    kind: 'service',
    category: 'validation',
    remedy: 'fix',
    applied: 'no',
    message: 'm',
    title: 't',
    signal: 'status-attribute',
    level: 'command',
    reasons: [],
    warnings: [],
    ...fields,
  }
}

export const busy = refused({ category: 'unavailable', remedy: 'wait', code: '414' })
export const limited = refused({ category: 'rate-limit', remedy: 'wait', code: '556', retryAfterMs: 60_000 })
export const loggedOut = refused({ category: 'session', remedy: 'sign-in', code: '9' })
export const wrongPassword = refused({ category: 'authentication', remedy: 'fix', code: '401' })
export const unlisted = refused({ category: 'unknown', remedy: 'contact', applied: 'maybe', code: '1777' })

export const refusedConnection = networkFault({ problem: 'refused', phase: 'connect' })
export const reset = networkFault({ problem: 'reset', phase: 'headers' })
export const timeout = networkFault({ problem: 'timeout', phase: 'headers' })
export const cancelled: NetworkFault = networkFault({ problem: 'cancelled', phase: 'headers' })
export const notSent: Fault = requestFault({ problem: 'invalid-input' })

export const page: HttpFault = {
  kind: 'http',
  category: 'malformed-response',
  remedy: 'reconcile',
  applied: 'maybe',
  status: 200,
  body: 'html',
  message: 'm',
  title: 't',
}

export const unreadable: ShapeFault = {
  kind: 'shape',
  category: 'malformed-response',
  remedy: 'reconcile',
  applied: 'yes',
  problem: 'unreadable-output',
  path: 'p',
  message: 'm',
  title: 't',
}
