import { onAbort } from '../../retry/abort.ts'
import { type Clock, systemClock } from '../../retry/sleep.ts'

/** How a watched wait ended. */
export type Waited<Value> =
  | { readonly end: 'value'; readonly value: Value }
  | { readonly end: 'thrown'; readonly thrown: unknown }
  | { readonly end: 'expired' }
  | { readonly end: 'aborted' }

/** Bounds the waits of one call. Hears the caller's signal once, however many waits there are. */
export interface Watch {
  /** What the call under watch should listen to: aborts with the caller's signal, and by `stop`. */
  readonly signal: AbortSignal
  /**
   * Waits for what the work promises, for the limit or for the caller's signal, one wait at a time. Never
   * rejects: also a throw of the work itself is an end. A value that comes after another end goes to `late`.
   */
  readonly wait: <Value>(
    work: () => PromiseLike<Value>,
    limitMs: number,
    late?: (value: Value) => void,
  ) => Promise<Waited<Value>>
  /** Aborts the call under watch. */
  readonly stop: () => void
  /** Leaves neither a timer nor a listener behind. */
  readonly end: () => void
}

/** Watches one call. */
export function watch(outer: AbortSignal | undefined, clock: Clock): Watch {
  const controller = new AbortController()
  let interrupt = () => {}
  const end =
    outer === undefined
      ? () => {}
      : onAbort(outer, () => {
          controller.abort(outer.reason)
          interrupt()
        })

  const wait = <Value>(work: () => PromiseLike<Value>, limitMs: number, late?: (value: Value) => void) =>
    new Promise<Waited<Value>>(resolve => {
      if (outer?.aborted === true) return resolve({ end: 'aborted' })
      let settled = false
      let callOff = () => {}
      let callOffAbort = () => {}
      const settle = (waited: Waited<Value>) => {
        if (settled) return
        settled = true
        interrupt = () => {}
        callOff()
        callOffAbort()
        resolve(waited)
      }
      new Promise<Value>(done => done(work())).then(
        value => (settled ? late?.(value) : settle({ end: 'value', value })),
        thrown => settle({ end: 'thrown', thrown }),
      )
      // One turn of the event loop, in which a transport that hears the signal can still say how far it had come.
      interrupt = () => {
        callOffAbort = systemClock.after(1, () => settle({ end: 'aborted' }))
      }
      callOff = clock.after(limitMs, () => settle({ end: 'expired' }))
    })

  return {
    signal: controller.signal,
    wait,
    stop: () => controller.abort(),
    end,
  }
}
