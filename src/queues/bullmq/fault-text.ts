import type { Fault, ServiceFault } from '../../core/fault.ts'

/** Stands between the words for people and the fault itself. */
export const MARK = '\nfaultline:'

/**
 * Writes a fault as the message of an error: a line for people, and behind it the whole fault, for `faultOf`.
 *
 * Lossless up to 64 Ki characters. Of a larger one the evidence is left out, largest first (the detail, what was written,
 * all but the first reasons), never what a program decides by.
 */
export function faultText(fault: Fault): string {
  const words = `${fault.category}: ${fault.message}`.replace(/\s+/g, ' ').slice(0, MOST_WORDS)
  return `${words}${MARK}${JSON.stringify(bounded(fault))}`
}

const MOST_WORDS = 200
const MOST_CHARACTERS = 65_536

/** The fault, or as much of it as is kept. */
export function bounded(fault: Fault): Fault {
  if (fits(fault)) return fault
  let kept: Fault = fault
  for (const step of STEPS) {
    kept = step(kept)
    if (fits(kept)) return kept
  }
  return kept
}

/** From what is evidence alone to what is missed most. */
const STEPS: readonly ((fault: Fault) => Fault)[] = [
  ofService(({ detail: _, ...rest }) => rest),
  ofService(({ soap: _, ...rest }) => rest),
  ofService(({ written: _, ...rest }) => rest),
  ofService(({ warnings: _, ...rest }) => ({ ...rest, warnings: [] })),
  ofService(({ reasons, ...rest }) => ({
    ...rest,
    reasons: reasons.slice(0, 20).map(({ additional: _, ...reason }) => reason),
  })),
  ({ attempts: _, ...rest }) => rest as Fault,
  fault => ('issues' in fault ? { ...fault, issues: fault.issues?.slice(0, 20) ?? [] } : fault),
  fault => shortened(fault) as Fault,
]

function ofService(step: (fault: ServiceFault) => ServiceFault): (fault: Fault) => Fault {
  return fault => (fault.kind === 'service' ? step(fault) : fault)
}

const MOST_TEXT = 500

/** Every text, however deep: what is left by now is a few dozen. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MOST_TEXT)
  if (Array.isArray(value)) return value.slice(0, 20).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]))
}

/** What a schema of the program made of a detail may not be JSON at all. */
function fits(fault: Fault): boolean {
  try {
    return JSON.stringify(fault).length <= MOST_CHARACTERS
  } catch {
    return false
  }
}
