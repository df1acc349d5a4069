import type { Fault } from '../../../core/fault.ts'

/** Whether the service did nothing because the session or the token is not valid any more (code 9). */
export function isSignedOut(fault: Fault): boolean {
  return fault.kind === 'service' && fault.category === 'session' && fault.applied === 'no'
}
