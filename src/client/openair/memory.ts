import type { Clock } from '../../retry/sleep.ts'

/** Values that are kept for a while. */
export interface Memory<Value> {
  readonly get: (key: string) => Value | undefined
  /** Keeps a value for this long, in milliseconds. */
  readonly keep: (key: string, value: Value, forMs: number) => void
}

const MOST = 2_000

/** Makes a memory of bounded size: the value that was kept first goes first. */
export function memory<Value>(clock: Clock, most: number = MOST): Memory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>()
  return {
    get: key => {
      const found = kept.get(key)
      return found !== undefined && clock.now() < found.until ? found.value : undefined
    },
    keep: (key, value, forMs) => {
      kept.delete(key)
      const [oldest] = kept.keys()
      if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
      kept.set(key, { value, until: clock.now() + forMs })
    },
  }
}
