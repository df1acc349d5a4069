import type { Fault } from '../../core/fault.ts'
import {
  appliedValues,
  bodyKinds,
  categories,
  kinds,
  levels,
  networkProblems,
  phases,
  remedies,
  requestProblems,
  shapeProblems,
  signals,
  stopReasons,
  xmlProblems,
} from '../../core/vocabulary.ts'
import { MARK } from './fault-text.ts'

/**
 * Reads the fault of a job that failed, from its `failedReason`. Undefined where it failed for another reason, or where
 * what stands there is no fault.
 *
 * Every word that a program decides by is checked, and the shape of every list. `parseFault` of `faultline/schema` checks
 * the rest of it, with zod, which is not loaded for this.
 *
 * @example
 * const fault = faultOf(job.failedReason)
 */
export function faultOf(failedReason: string | undefined): Fault | undefined {
  const at = failedReason?.indexOf(MARK) ?? -1
  if (failedReason === undefined || at < 0) return undefined
  try {
    const data: unknown = JSON.parse(failedReason.slice(at + MARK.length))
    return isFault(data) ? data : undefined
  } catch {
    return undefined
  }
}

type Check = (value: unknown) => boolean

function isFault(data: unknown): data is Fault {
  return fits(data, BASE) && fits(data, OF_KIND[String((data as Fault).kind)] ?? NEVER)
}

const text: Check = value => typeof value === 'string'
const number: Check = value => typeof value === 'number'
const among =
  (words: readonly string[]): Check =>
  value =>
    typeof value === 'string' && words.includes(value)
const maybe =
  (check: Check): Check =>
  value =>
    value === undefined || check(value)
const listOf =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check)
const shaped =
  (fields: Fields): Check =>
  value =>
    fits(value, fields)

type Fields = Readonly<Record<string, Check>>

function fits(data: unknown, fields: Fields): boolean {
  if (typeof data !== 'object' || data === null) return false
  return Object.entries(fields).every(([name, check]) =>
    check(Object.hasOwn(data, name) ? Reflect.get(data, name) : undefined),
  )
}

const VERDICT: Fields = { category: among(categories), remedy: among(remedies), applied: among(appliedValues) }

const BASE: Fields = {
  ...VERDICT,
  kind: among(kinds),
  message: text,
  title: text,
  advice: maybe(text),
  status: maybe(number),
  retryAfterMs: maybe(number),
  dialect: maybe(text),
  operation: maybe(text),
  attempts: maybe(
    listOf(
      shaped({
        kind: among(kinds),
        category: among(categories),
        code: maybe(text),
        applied: among(appliedValues),
        delayMs: number,
        durationMs: number,
      }),
    ),
  ),
  stopped: maybe(shaped({ because: among(stopReasons), reason: text })),
}

const SAID: Fields = { signal: among(signals), level: among(levels), code: maybe(text) }
const NEVER: Fields = { kind: () => false }

const OF_KIND: Readonly<Record<string, Fields>> = {
  request: { applied: among(['no']), problem: among(requestProblems) },
  network: { problem: among(networkProblems), phase: among(phases), errno: maybe(text) },
  http: { status: number, body: among(bodyKinds), excerpt: maybe(text) },
  xml: { problem: among(xmlProblems), line: number, column: number, excerpt: text },
  shape: { problem: among(shapeProblems), path: text },
  service: {
    ...SAID,
    reasons: listOf(shaped({ ...VERDICT, ...SAID, title: text, texts: listOf(text) })),
    warnings: listOf(shaped({ message: text })),
  },
}
