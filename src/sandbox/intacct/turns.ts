import type { SandboxTime } from '../time.ts'

/** How many requests are worked on at once. */
export interface Turns {
  /** Waits for a turn; false where none came in time. Whoever got one must `leave`. */
  readonly enter: () => Promise<boolean>
  readonly leave: () => void
}

/** Lets in `most` requests at once; the others wait in order, `patienceMs` of sandbox time at most. */
export function openTurns(most: number, patienceMs: number, time: SandboxTime): Turns {
  let inside = 0
  const waiting: (() => void)[] = []
  return {
    enter: async () => {
      if (inside < most) {
        inside += 1
        return true
      }
      let called = false
      let wake = () => {}
      const turn = new Promise<void>(resolve => {
        wake = resolve
      })
      const call = () => {
        called = true
        wake()
      }
      waiting.push(call)
      await Promise.race([turn, time.wait(patienceMs)])
      if (called) return true
      waiting.splice(waiting.indexOf(call), 1)
      return false
    },
    leave: () => {
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    },
  }
}
