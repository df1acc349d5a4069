import type { Journal } from '../contract.ts'

/** The journals of runs that are under way. A second run beside one would call the same rows. */
export const busy = new WeakSet<Journal>()
