import { type Clock, sleep, systemClock } from '../retry/sleep.ts'
import type { Invocation } from './contract.ts'
import type { Ending } from './ending.ts'

/** Gives the invocations of a run to its lanes, a handful at a time, each to one of them. */
export interface Supply<Row> {
  /** The next ones in the order of the input; none where there are no more, or the run has ended. */
  readonly take: () => Promise<readonly Invocation<Row>[]>
  /**
   * Lets go of the rows. Gives how many were left, where they are read on to be counted: a list can be, a stream may
   * have no end.
   */
  readonly leave: (isList: boolean) => Promise<number>
}

/** Makes the supply of one run. Rows that cannot be read end it; who waits for one is set free as soon as it ends. */
export function supply<Row>(
  source: AsyncGenerator<Invocation<Row>, void, undefined>,
  size: number,
  ending: Ending,
  { signal, clock = systemClock }: { readonly signal?: AbortSignal; readonly clock?: Clock },
): Supply<Row> {
  const read = async (): Promise<readonly Invocation<Row>[]> => {
    const taken: Invocation<Row>[] = []
    try {
      while (taken.length < size) {
        const next = await source.next()
        if (next.done === true) break
        taken.push(next.value)
      }
    } catch (error) {
      ending.breakOff('rows', error)
    }
    return taken
  }
  const waiting = new Set<(taken: readonly Invocation<Row>[]) => void>()
  let left = 0
  ending.onCome(() => {
    for (const free of waiting) free([])
    waiting.clear()
  })
  let reading: Promise<readonly Invocation<Row>[]> = Promise.resolve([])
  return {
    take: () => {
      // Rows that go together follow one another.
      const mine = size === 1 ? read() : reading.then(read)
      reading = mine
      return new Promise(resolve => {
        waiting.add(resolve)
        void mine.then(taken => {
          if (waiting.delete(resolve) || taken.length === 0) resolve(taken)
          else left += taken.length
        })
      })
    },
    leave: async isList => {
      if (isList && signal?.aborted !== true) {
        const unread = await count(source)
        return left + unread
      }
      await shortly(
        source.return().catch(() => {}),
        clock,
      )
      return left
    },
  }
}

/** Rows may be closed in vain for ever: one that is still waited for cannot be. */
const CLOSING_MS = 1_000

async function shortly(closing: Promise<unknown>, clock: Clock): Promise<void> {
  const closed = new AbortController()
  const waited = sleep(CLOSING_MS, closed.signal, clock)
  await Promise.race([closing, waited])
  closed.abort()
}

async function count(source: AsyncIterable<unknown>): Promise<number> {
  let left = 0
  try {
    for await (const _ of source) left += 1
  } catch {
    // why the run ended is told already
  }
  return left
}
