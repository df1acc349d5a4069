import { onAbort } from '../../retry/abort.ts'

/** Lets so many pieces of work run at a time, in the order in which they came. */
export interface Turns {
  /**
   * Waits for a turn, and gives what ends it; `undefined` where the signal came first. The turn must be ended, however
   * the work ends.
   */
  readonly take: (signal?: AbortSignal) => Promise<(() => void) | undefined>
}

/**
 * Makes turns.
 *
 * @param most how many run at a time; `Infinity` lets all
 */
export function turns(most: number): Turns {
  const waiting: Set<() => void> = new Set()
  let running = 0
  const begin = () => {
    running += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      running -= 1
      const [next] = waiting
      next?.()
    }
  }
  return {
    take: signal => {
      if (signal?.aborted === true) return Promise.resolve(undefined)
      if (running < most && waiting.size === 0) return Promise.resolve(begin())
      return new Promise(resolve => {
        let deafen = () => {}
        const enter = () => {
          waiting.delete(enter)
          deafen()
          resolve(begin())
        }
        waiting.add(enter)
        if (signal === undefined) return
        deafen = onAbort(signal, () => {
          waiting.delete(enter)
          resolve(undefined)
        })
      })
    },
  }
}
