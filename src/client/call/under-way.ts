import type { RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import { CLOSED } from '../send/error-codes.ts'

/** The calls of one client that are under way: whoever closes it waits for them, and no other begins. */
export interface UnderWay {
  /** Lets a call begin, which must not reject; once the client is closed, what `refused` makes of the fault. */
  readonly enter: <Value>(call: () => Promise<Value>, refused: (fault: RequestFault) => Value) => Promise<Value>
  /** Lets none begin any more, and waits for the others, however often they are tried. */
  readonly end: () => Promise<void>
}

/** Makes it for a new client. */
export function underWay(): UnderWay {
  const calls = new Set<Promise<unknown>>()
  let hasEnded = false
  return {
    enter: (call, refused) => {
      if (hasEnded) return Promise.resolve(refused(requestFault({ problem: 'not-sent', ...CLOSED })))
      const running = call()
      const leave = () => void calls.delete(running)
      calls.add(running)
      running.then(leave, leave)
      return running
    },
    end: async () => {
      hasEnded = true
      await Promise.allSettled(calls)
    },
  }
}
