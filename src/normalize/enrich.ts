import type { Reason, ServiceFault, Verdict, Warning } from '../core/fault.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Applied, Level } from '../core/vocabulary.ts'
import type { Catalog, CatalogEntry, Meaning, Phrase } from '../dialects/contract.ts'
import { lookUp } from '../dialects/lookup.ts'
import { MAX_MATCHED } from '../dialects/matching.ts'
import { isSuccess, statusVerdict } from '../wire/http.ts'
import { soapCodes } from '../wire/soap-fault.ts'
import { capped } from './capped.ts'
import { provenance, type ReplyContext } from './context.ts'

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
  const reasons = kept.map(refusal => reasonFor(refusal, catalog, context))
  const named = naming(reasons, refusals, catalog)
  const reason = reasons[named] as Reason
  const refusal = refusals[named] as Refusal
  const { category, remedy, title, advice, signal, level, code, operation } = reason
  const message = spoken(reason.texts) || title
  const applied = appliedOf(reasons, refusals, catalog, reason)
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
const MOST_TEXTS = 100

function leftOut(refusals: readonly Refusal[]): readonly Warning[] {
  const more = refusals.length - MOST_REASONS
  return more > 0 ? [{ message: `${more} more errors of the reply are left out` }] : []
}

function reasonFor(refusal: Refusal, catalog: Catalog, context: ReplyContext): Reason {
  const meaning = meaningOf(refusal, catalog, context)
  const { signal, level, code, operation, index, field } = refusal
  const { category, remedy, title, advice, source } = meaning
  const texts = refusal.texts.slice(0, MOST_TEXTS)
  const applied = refusal.evidence?.partly === true ? 'partly' : (meaning.applied ?? 'no')
  const reason: Writable<Reason> = { signal, level, texts, category, remedy, applied, title, source }
  if (code !== undefined) reason.code = code
  if (operation !== undefined) reason.operation = operation
  if (index !== undefined) reason.index = index
  if (field !== undefined) reason.field = field
  if (advice !== undefined) reason.advice = advice
  const wait = refusal.retryAfterMs ?? meaning.retryAfterMs
  if (wait !== undefined) reason.retryAfterMs = wait
  return reason
}

function meaningOf(refusal: Refusal, catalog: Catalog, context: ReplyContext): Meaning {
  if (refusal.evidence?.victim === true) return VICTIM
  const listed = codesOf(refusal).flatMap(code => entryOf(catalog, code) ?? [])
  const phrase = spokenPhrase(refusal, listed[0]?.entry.phrases) ?? spokenPhrase(refusal, catalog.phrases)
  if (phrase !== undefined) return phrase
  // A code that only wraps others (SOAP's Client and Server) says less than a status that is telling.
  const specific = listed.find(({ wrapper }) => !wrapper)?.entry
  const wrapper = listed.find(({ wrapper }) => wrapper)?.entry
  const verdict = telling(context.status)
  if (specific !== undefined) return specific
  const own = refusal.signal === 'http-status' ? catalog.statuses?.[context.status] : undefined
  if (own !== undefined) return own
  if (wrapper !== undefined) return { ...wrapper, ...verdict }
  return unlisted(refusal, catalog, verdict)
}

/** The refusal's own code, then those of its SOAP Fault from the most specific to the most general. */
function codesOf(refusal: Refusal): string[] {
  if (refusal.soap === undefined) return refusal.code === undefined ? [] : [refusal.code]
  const general = soapCodes(refusal.soap)
  return [...new Set(refusal.code === undefined ? general : [refusal.code, ...general])]
}

function entryOf(catalog: Catalog, code: string): { entry: CatalogEntry; wrapper: boolean } | undefined {
  const entry = Object.hasOwn(catalog.codes, code) ? catalog.codes[code] : undefined
  return entry && { entry, wrapper: catalog.wrappers?.includes(code) === true }
}

const VICTIM: Meaning = {
  category: 'collateral',
  remedy: 'none',
  title: 'Not carried out because of another refusal in the same reply',
  advice: 'Look at the refusal that caused it; this one needs nothing of its own.',
  source: 'inferred',
}

function spokenPhrase(refusal: Refusal, phrases: readonly Phrase[] = []): Phrase | undefined {
  if (phrases.length === 0) return undefined
  const words = refusal.texts
    .slice(0, MOST_TEXTS)
    .map(text => text.slice(0, MAX_MATCHED))
    .join('\n')
    .slice(0, MAX_MATCHED)
  return phrases.find(phrase => {
    if (phrase.level !== undefined && phrase.level !== refusal.level) return false
    phrase.says.lastIndex = 0 // a global expression would remember where it stopped last time
    return phrase.says.test(words)
  })
}

/** A refusal that the catalog does not list: its level, then the HTTP status, may still tell something. */
function unlisted(refusal: Refusal, catalog: Catalog, verdict: Verdict | undefined): Meaning {
  const unknown = lookUp(catalog, refusal.code ?? '').meaning
  const title = refusal.code === undefined ? 'The service refused without a code' : unknown.title
  const level = LEVEL_DEFAULTS[refusal.level]
  if (refusal.code === undefined && level !== undefined) return { ...unknown, ...level, title }
  return { ...unknown, title, ...verdict, ...(level === undefined ? {} : { applied: level.applied }) }
}

/** Where a refusal at this level proves that no command ran. */
const LEVEL_DEFAULTS: Partial<Record<Level, Verdict>> = {
  control: { category: 'malformed-request', remedy: 'fix', applied: 'no' },
  authentication: { category: 'authentication', remedy: 'fix', applied: 'no' },
}

/** SOAP sends every fault under 400 or 500, so these two say nothing about a fault. */
function telling(status: number): Verdict | undefined {
  if (isSuccess(status) || status === 400 || status === 500) return undefined
  const { category, remedy, applied } = statusVerdict(status)
  return { category, remedy, applied }
}

/** The first specific reason; failing that the first that is no wrapper; failing that the first. */
function naming(reasons: readonly Reason[], refusals: readonly Refusal[], catalog: Catalog): number {
  if (reasons.length === 1) return 0
  const candidates = reasons.map((reason, index) => ({
    index,
    victim: refusals[index]?.evidence?.victim === true,
    wrapper: isWrapper(reason, catalog),
    unknown: reason.category === 'unknown',
  }))
  const best =
    candidates.find(one => !one.victim && !one.wrapper && !one.unknown) ??
    candidates.find(one => !one.victim && !one.wrapper) ??
    candidates.find(one => !one.victim)
  return best?.index ?? 0
}

function isWrapper(reason: Reason, catalog: Catalog): boolean {
  return reason.code !== undefined && catalog.wrappers?.includes(reason.code) === true
}

const RANK: Readonly<Record<Applied, number>> = { no: 0, maybe: 1, partly: 2, yes: 3 }

/** The most that any reason admits to, for a repeat must be safe under all of them. */
function appliedOf(reasons: readonly Reason[], refusals: readonly Refusal[], catalog: Catalog, named: Reason): Applied {
  return reasons.reduce<Applied>((worst, reason, index) => {
    const silent = refusals[index]?.evidence?.victim === true || (isWrapper(reason, catalog) && reason !== named)
    return !silent && RANK[reason.applied] > RANK[worst] ? reason.applied : worst
  }, 'no')
}

function longest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Math.max(one, other)
}

function spoken(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]?.trim() ?? ''
  const words = texts.map(text => text.trim()).filter(text => text !== '')
  return [...new Set(words)].join('; ')
}
