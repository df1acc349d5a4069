/**
 * Tells an observer, if there is one; the event is made only then. Never throws, never waits: what an observer throws or
 * rejects with is its own trouble.
 */
export function observe<Event>(hook: ((event: Event) => unknown) | undefined, event: () => Event): void {
  if (hook === undefined) return
  try {
    Promise.resolve(hook(event())).catch(() => {})
  } catch {
    // an observer's trouble is not the caller's
  }
}
