import type { Fault } from '../../core/fault.ts'

/** The words that refuse a function whose control ID has succeeded before. */
export const RECORDED = /already\s+been\s+recorded\s+with\s+the\s+control\s+id/i

/** Whether the service says that a function with this control ID has succeeded before. */
export function isRecorded(fault: Fault): boolean {
  return (
    fault.kind === 'service' &&
    fault.reasons.some(({ level, texts }) => level === 'function' && texts.some(text => RECORDED.test(text)))
  )
}
