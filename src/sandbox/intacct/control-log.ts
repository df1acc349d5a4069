/** The log of functions by their control IDs: of the whole company, for good. */
export interface ControlLog {
  /** Whether a function of that control ID has succeeded. */
  readonly isRecorded: (controlId: string) => boolean
  readonly record: (controlId: string) => void
  /** Forgets everything: how long the service keeps control IDs is not known. */
  readonly forget: () => void
  /** Whether a request that came before this one is carrying out a function of that control ID. */
  readonly isRunning: (controlId: string, request: number) => boolean
  /** Enters the functions of a request as running, until the function that is given back is called. */
  readonly begin: (controlIds: readonly string[], request: number) => () => void
}

/** Opens an empty log. */
export function openControlLog(): ControlLog {
  const recorded = new Set<string>()
  const running = new Map<number, ReadonlySet<string>>()
  return {
    isRecorded: controlId => recorded.has(controlId),
    record: controlId => {
      recorded.add(controlId)
    },
    forget: () => recorded.clear(),
    isRunning: (controlId, request) => [...running].some(([other, ids]) => other < request && ids.has(controlId)),
    begin: (controlIds, request) => {
      running.set(request, new Set(controlIds))
      return () => {
        running.delete(request)
      }
    },
  }
}
