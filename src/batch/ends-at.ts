/** How many failures end a run that accepts so many, -1 being any number: `Infinity` where none do. */
export function endsAt(accepted: number, stopWhen: 'exceeded' | 'reached'): number {
  if (accepted < 0) return Number.POSITIVE_INFINITY
  return stopWhen === 'exceeded' ? accepted + 1 : accepted
}
