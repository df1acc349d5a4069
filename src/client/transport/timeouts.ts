import type { Timeouts } from './contract.ts'

/** How long each phase may take where the caller says nothing, in milliseconds. */
export const TIMEOUTS: Timeouts = { connectMs: 30_000, headersMs: 180_000, bodyMs: 60_000 }

/** Every limit that can be set. */
export const TIMEOUT_NAMES = [
  'connectMs',
  'headersMs',
  'bodyMs',
  'totalMs',
] as const satisfies readonly (keyof Timeouts)[]
