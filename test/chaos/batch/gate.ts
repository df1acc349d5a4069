/** Lets so many calls through, from all callers together, and then none for a while. */
export interface Gate {
  /** Takes a call; whether it comes while the service is closed. */
  readonly isClosed: () => boolean
  readonly windowMs: number
  /** Of each time that it closed: how many more calls came while it was. */
  readonly overruns: readonly number[]
}

/** Closes for a while after so many calls, and again after as many more: so it does on a slow machine, too. */
export function gateOf({ calls, windowMs }: { readonly calls: number; readonly windowMs: number }): Gate {
  const overruns: number[] = []
  let count = 0
  let closedUntil = 0
  return {
    windowMs,
    overruns,
    isClosed: () => {
      const now = performance.now()
      if (now < closedUntil) {
        overruns[overruns.length - 1] = (overruns.at(-1) ?? 0) + 1
        return true
      }
      count += 1
      if (count <= calls) return false
      count = 0
      closedUntil = now + windowMs
      overruns.push(0)
      return true
    },
  }
}
