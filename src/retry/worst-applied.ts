import type { Applied } from '../core/vocabulary.ts'

const RANK: Readonly<Record<Applied, number>> = { no: 0, maybe: 1, partly: 2, yes: 3 }

/** The most that any of several admits to: what one may have done is not undone by another. */
export function worstApplied(all: readonly Applied[]): Applied {
  return all.reduce<Applied>((worst, applied) => (RANK[applied] > RANK[worst] ? applied : worst), 'no')
}
