import type { ShapeProblem } from '../core/fault.ts'

/** An answer, or the part of one that belongs to a command, which says neither yes nor no. */
export interface Misshapen {
  readonly kind: 'misshapen'
  readonly shape: ShapeProblem
}

/** Tells how something differs from what its dialect promises; `path` leads there by local names. */
export function misshapen(problem: ShapeProblem['problem'], message: string, path: string): Misshapen {
  return { kind: 'misshapen', shape: { problem, message, path } }
}
