const MOST = 40

/**
 * Places in a batch as `#0, #3-5, #9`, neighbors drawn together; of very many only the first.
 *
 * @param indexes in ascending order
 */
export function listPlaces(indexes: readonly number[]): string {
  const stretches: { readonly from: number; to: number }[] = []
  for (const index of indexes) {
    const last = stretches.at(-1)
    if (last !== undefined && index <= last.to + 1) last.to = index
    else stretches.push({ from: index, to: index })
  }
  const shown = stretches.slice(0, MOST)
  const missing = stretches.slice(MOST).reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const words = shown.map(({ from, to }) => (from === to ? `#${from}` : `#${from}-${to}`)).join(', ')
  return missing === 0 ? words : `${words} and ${missing} more`
}
