import type { Issue } from '../../core/fault.ts'

/** Where in some data a walk is, and what it found wrong. */
export interface Place {
  readonly issues: Issue[]
  readonly path: (string | number)[]
}

export const MOST_ISSUES = 100

/** Takes a step into the data, and back when that is read. */
export function within<Value>({ path }: Place, step: string | number, read: () => Value): Value {
  path.push(step)
  const value = read()
  path.pop()
  return value
}
