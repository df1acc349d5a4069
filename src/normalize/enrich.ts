import type { Reason, ServiceFault, Warning } from '../core/fault.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Applied } from '../core/vocabulary.ts'
import type { Catalog } from '../dialects/contract.ts'
import { capped } from './capped.ts'
import { provenance, type ReplyContext } from './context.ts'
import { MOST_TEXTS, readingOf } from './meaning.ts'
import { type Told, weigh } from './naming.ts'

/**
 * Turns what a reader saw into a fault: the only place that asks a catalog for meanings.
 *
 * Each refusal becomes a reason, by precedence: structural evidence, phrase, specific code, an HTTP status that
 * the catalog knows, general code as refined by a telling HTTP status; and for what the catalog does not list level,
 * status, `unknown`. The first specific reason names the fault; none is dropped.
 */
export function enrich(
  refusals: readonly [Refusal, ...Refusal[]],
  catalog: Catalog,
  context: ReplyContext,
  warnings: readonly Warning[] = [],
): ServiceFault {
  const kept = refusals.slice(0, MOST_REASONS)
  const { told, named } = weigh(kept.map(refusal => readingOf(refusal, catalog, context)))
  const reasons = kept.map((refusal, index) => reasonOf(refusal, told[index] as Told))
  const reason = reasons[named] as Reason
  const refusal = refusals[named] as Refusal
  const { category, remedy, title, advice, signal, level, code, operation } = reason
  const message = spoken(reason) || title
  const applied = appliedOf(reasons)
  // Members by name instead of `present`, for a batch may have a thousand refusals.
  const fault: Writable<ServiceFault> = {
    kind: 'service',
    category,
    remedy,
    applied,
    ...provenance(context),
    message,
    title,
    signal,
    level,
    reasons,
    warnings: warningsOf(refusals, kept, warnings),
  }
  if (advice !== undefined) fault.advice = advice
  if (code !== undefined) fault.code = code
  if (operation !== undefined) fault.operation = operation
  const wait = longest(context.retryAfterMs ?? reason.retryAfterMs, refusal.retryAfterMs)
  if (wait !== undefined) fault.retryAfterMs = wait
  const written = refusals.find(({ evidence }) => evidence?.written !== undefined)?.evidence?.written
  if (written !== undefined) fault.written = written
  if (refusal.evidence?.cause !== undefined) fault.cause = refusal.evidence.cause
  if (refusal.soap !== undefined) fault.soap = refusal.soap
  return fault
}

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] }

function warningsOf(
  refusals: readonly Refusal[],
  kept: readonly Refusal[],
  warnings: readonly Warning[],
): readonly Warning[] {
  const evident = kept.flatMap(one => one.evidence?.warnings ?? NONE)
  return capped([...evident, ...warnings, ...leftOut(refusals)])
}

const NONE: readonly Warning[] = []

/** More of them than anybody reads, and few enough for a log. */
const MOST_REASONS = 1_000

function leftOut(refusals: readonly Refusal[]): readonly Warning[] {
  const more = refusals.length - MOST_REASONS
  return more > 0 ? [{ message: `${more} more errors of the reply are left out` }] : []
}

function reasonOf(refusal: Refusal, { meaning, applied }: Told): Reason {
  const { signal, level, code, subcode, operation, index, field, correction, supportId, requestId } = refusal
  const { category, remedy, title, advice, source } = meaning
  const texts = refusal.texts.slice(0, MOST_TEXTS)
  const reason: Writable<Reason> = { signal, level, texts, category, remedy, applied, title, source }
  if (code !== undefined) reason.code = code
  if (subcode !== undefined) reason.subcode = subcode
  if (operation !== undefined) reason.operation = operation
  if (index !== undefined) reason.index = index
  if (field !== undefined) reason.field = field
  if (correction !== undefined) reason.correction = correction
  if (supportId !== undefined) reason.supportId = supportId
  if (requestId !== undefined) reason.requestId = requestId
  if (refusal.additional !== undefined) reason.additional = refusal.additional
  if (advice !== undefined) reason.advice = advice
  const wait = refusal.retryAfterMs ?? meaning.retryAfterMs
  if (wait !== undefined) reason.retryAfterMs = wait
  return reason
}

const RANK: Readonly<Record<Applied, number>> = { no: 0, maybe: 1, partly: 2, yes: 3 }

/** The most that any reason admits to, for a repeat must be safe under all of them. */
function appliedOf(reasons: readonly Reason[]): Applied {
  return reasons.reduce<Applied>((worst, { applied }) => (RANK[applied] > RANK[worst] ? applied : worst), 'no')
}

function longest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Math.max(one, other)
}

/** The texts, each once, then what the service proposes. */
function spoken({ texts, correction = '' }: Reason): string {
  const words = texts.length === 1 ? (texts[0]?.trim() ?? '') : joined(texts)
  const proposed = correction.trim()
  if (words === '' || proposed === '' || proposed === words) return words || proposed
  return `${words}${/[.!?]$/.test(words) ? ' ' : '; '}${proposed}`
}

function joined(texts: readonly string[]): string {
  const words = texts.map(text => text.trim()).filter(text => text !== '')
  return [...new Set(words)].join('; ')
}
