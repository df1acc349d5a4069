import { gatewayReply } from './bodies/intacct.ts'
import { batch, readReply, refusedCommand } from './bodies/openair-xml.ts'
import { faultReply, rpcReply } from './bodies/soap.ts'

/** What a reader must find in a body: whether the service answered at all, and what became of the commands. */
export interface Verdict {
  /** False for a refusal of the whole request. */
  readonly answered: boolean
  readonly commands: number
  readonly refused: number
}

/** A reply of a service, the same bytes in every run. */
export interface Body {
  readonly name: string
  readonly bytes: Uint8Array
  readonly verdict: Verdict
}

const oneDone: Verdict = { answered: true, commands: 1, refused: 0 }

/** How each body is written, with so many records as are given where it has records; from small to large. */
const recipes = {
  'error-300B': { text: refusedCommand, verdict: { answered: true, commands: 1, refused: 1 } },
  'soap-fault-1KB': { text: faultReply, verdict: { answered: false, commands: 0, refused: 0 } },
  'intacct-10KB': { text: () => gatewayReply(10), verdict: { answered: true, commands: 10, refused: 3 } },
  'batch-150KB': { text: () => batch(1000), verdict: { answered: true, commands: 1000, refused: 50 } },
  'read-2MB': { records: 1000, text: records => readReply({ records }), verdict: oneDone },
  'read-irregular': { records: 1000, text: records => readReply({ records, shape: 'irregular' }), verdict: oneDone },
  'read-unicode': { records: 1000, text: records => readReply({ records, words: 'non-latin' }), verdict: oneDone },
  'soap-3MB': { records: 1100, text: rpcReply, verdict: oneDone },
  'read-47MB': { records: 23_700, text: records => readReply({ records }), verdict: oneDone },
} as const satisfies Record<string, Recipe>

interface Recipe {
  readonly text: (records: number) => string
  readonly records?: number
  readonly verdict: Verdict
}

export type BodyName = keyof typeof recipes

/** All bodies by name, from small to large. */
export const bodyNames = Object.keys(recipes).filter(isBodyName)

/** The body that is too large to be read as often as the others, and whose memory is measured. */
export const LARGE: BodyName = 'read-47MB'

export function isBodyName(name: string): name is BodyName {
  return name in recipes
}

/** Writes a body, with fewer records than it is named for if so asked. */
export function bodyNamed(name: BodyName, mostRecords = Number.POSITIVE_INFINITY): Body {
  const { text, records = 0, verdict }: Recipe = recipes[name]
  return { name, bytes: new TextEncoder().encode(text(Math.min(records, mostRecords))), verdict }
}
