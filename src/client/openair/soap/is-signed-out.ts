import type { Fault } from '../../../core/fault.ts'

/** Whether the service did nothing because the session or the token is not valid any more (9, also 2, 418, 419, 501). */
export function isSignedOut(fault: Fault): boolean {
  return fault.kind === 'service' && fault.category === 'session' && fault.applied === 'no'
}
