import type { NetworkFault } from '../../core/fault.ts'

/** What may be taken from one thrown thing: short words of known keys, never its message. */
export interface Thrown {
  readonly code: string | undefined
  readonly name: string | undefined
  readonly syscall: string | undefined
  readonly phase: NetworkFault['phase'] | undefined
}

const MOST_LINKS = 16

/**
 * Lists a thrown thing and what it names as its causes (`cause`, and the `errors` of an `AggregateError`),
 * outermost first. Never throws, whatever getters and proxies do, and ends on chains that do not.
 */
export function links(thrown: unknown): Thrown[] {
  const queue: unknown[] = [thrown]
  const seen = new Set<unknown>()
  const found: Thrown[] = []
  for (let next = queue.shift(); next !== undefined && found.length < MOST_LINKS; next = queue.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    const phase = PHASES.find(known => known === property(next, 'phase'))
    found.push({ code: word(next, 'code'), name: word(next, 'name'), syscall: word(next, 'syscall'), phase })
    queue.push(...[...listed(property(next, 'errors')), property(next, 'cause')].filter(one => one !== undefined))
  }
  return found
}

const PHASES = ['connect', 'headers', 'body'] as const

function property(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  try {
    return Reflect.get(value, key)
  } catch {
    return undefined
  }
}

function word(value: unknown, key: string): string | undefined {
  const field = property(value, key)
  return typeof field === 'string' && field.length <= 80 ? field : undefined
}

function listed(value: unknown): unknown[] {
  try {
    if (!Array.isArray(value)) return []
    return Array.from({ length: Math.min(value.length, MOST_LINKS) }, (_, index): unknown => value[index])
  } catch {
    return []
  }
}
