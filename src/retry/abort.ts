interface Shared {
  readonly callbacks: Set<{ readonly call: () => void }>
  readonly listener: () => void
}

const shared = new WeakMap<AbortSignal, Shared>()

/**
 * Calls back once when the signal aborts; the returned function calls it off. A signal that has aborted already
 * never calls back: ask `signal.aborted` first.
 *
 * However many wait for one signal, it has one listener: a program that gives the same signal to a hundred calls
 * must not be warned of a leak that is none.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const { callbacks, listener } = shared.get(signal) ?? listen(signal)
  const entry = { call }
  callbacks.add(entry)
  return () => {
    if (!callbacks.delete(entry) || callbacks.size > 0) return
    signal.removeEventListener('abort', listener)
    shared.delete(signal)
  }
}

function listen(signal: AbortSignal): Shared {
  const callbacks: Shared['callbacks'] = new Set()
  const listener = () => {
    shared.delete(signal)
    const called = [...callbacks]
    callbacks.clear()
    for (const { call } of called) call()
  }
  const listening = { callbacks, listener }
  signal.addEventListener('abort', listener, { once: true })
  shared.set(signal, listening)
  return listening
}
