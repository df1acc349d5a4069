const MOST = 100_000

/** A list that forgets its oldest entries once it holds too many. */
export interface Journal<Entry> {
  readonly entries: readonly Entry[]
  readonly write: (entry: Entry) => void
}

/** Starts an empty journal; `entries` is one and the same array throughout. */
export function openJournal<Entry>(): Journal<Entry> {
  const entries: Entry[] = []
  return {
    entries,
    write: entry => {
      entries.push(entry)
      if (entries.length >= MOST * 1.1) entries.splice(0, entries.length - MOST)
    },
  }
}
