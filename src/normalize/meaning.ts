import type { Verdict } from '../core/fault.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Applied, Level, Signal } from '../core/vocabulary.ts'
import type { Catalog, CatalogEntry, Meaning, Phrase } from '../dialects/contract.ts'
import { lookUp } from '../dialects/lookup.ts'
import { MAX_MATCHED } from '../dialects/matching.ts'
import { isSuccess, statusVerdict } from '../wire/http.ts'
import { soapCodes } from '../wire/soap-fault.ts'
import type { ReplyContext } from './context.ts'
import type { Reading, Told } from './naming.ts'

/** More texts than anybody reads in one error. */
export const MOST_TEXTS = 100

/**
 * What the catalog makes of one refusal, by precedence: structural evidence, phrase, specific code, an HTTP status
 * that the catalog knows, general code as refined by a telling HTTP status; and for what the catalog does not list
 * level, status, `unknown`.
 */
export function readingOf(refusal: Refusal, catalog: Catalog, context: ReplyContext): Reading {
  if (refusal.evidence?.victim === true) return VICTIM
  const codes = codesOf(refusal)
  const listed = codes.flatMap(code => entryOf(catalog, code) ?? [])
  const phrase = spokenPhrase(refusal, listed[0]?.entry.phrases) ?? spokenPhrase(refusal, catalog.phrases)
  const meaning = phrase ?? meaningOf(refusal, listed, catalog, context)
  const isEcho = meaning.category === 'collateral'
  const standing = isEcho ? listed.find(({ entry }) => entry.category !== 'collateral')?.entry : undefined
  return {
    ...tell(meaning, refusal),
    victim: false,
    wrapper: isEcho || isWrapper(refusal, catalog),
    explained: phrase !== undefined && !isEcho,
    alone: standing && tell(standing, refusal),
  }
}

/** Listed objects first, then the catalog, then the place of the refusal; where all are silent, nothing was done. */
function tell(meaning: Meaning, { evidence }: Refusal): Told {
  const applied: Applied = evidence?.partly === true ? 'partly' : (meaning.applied ?? evidence?.applied ?? 'no')
  return { meaning, applied }
}

/** Refusals that the status belongs to: it says at least as much as they do. */
const TOLD_BY_STATUS: ReadonlySet<Signal> = new Set(['http-status', 'problem-document'])

type Listed = readonly { readonly entry: CatalogEntry; readonly wrapper: boolean }[]

function meaningOf(refusal: Refusal, listed: Listed, catalog: Catalog, context: ReplyContext): Meaning {
  // A code that only wraps others (SOAP's Client and Server) says less than a status that is telling.
  const specific = listed.find(({ wrapper }) => !wrapper)?.entry
  const wrapper = listed.find(({ wrapper }) => wrapper)?.entry
  const verdict = telling(context.status)
  if (specific !== undefined) return specific.levels?.[refusal.level] ?? specific
  const own = TOLD_BY_STATUS.has(refusal.signal) ? catalog.statuses?.[context.status] : undefined
  if (own !== undefined) return own
  if (wrapper !== undefined) return { ...wrapper, ...verdict }
  return unlisted(refusal, catalog, verdict)
}

/** The finer of its own codes first, then those of its SOAP Fault from the most specific to the most general. */
function codesOf({ code, subcode, soap }: Refusal): readonly string[] {
  const own = [subcode, code].filter(one => one !== undefined)
  return soap === undefined ? own : [...new Set([...own, ...soapCodes(soap)])]
}

function entryOf(catalog: Catalog, code: string): Listed[number] | undefined {
  const entry = Object.hasOwn(catalog.codes, code) ? catalog.codes[code] : undefined
  return entry && { entry, wrapper: catalog.wrappers?.includes(code) === true }
}

function isWrapper({ code, subcode }: Refusal, { codes, wrappers }: Catalog): boolean {
  const own = subcode !== undefined && Object.hasOwn(codes, subcode) ? subcode : code
  return own !== undefined && wrappers?.includes(own) === true
}

const VICTIM: Reading = {
  meaning: {
    category: 'collateral',
    remedy: 'none',
    title: 'Not carried out because of another refusal in the same reply',
    advice: 'Look at the refusal that caused it; this one needs nothing of its own.',
    source: 'inferred',
  },
  applied: 'no',
  victim: true,
  wrapper: false,
  explained: false,
  alone: undefined,
}

function spokenPhrase({ texts, correction, level }: Refusal, phrases: readonly Phrase[] = []): Phrase | undefined {
  if (phrases.length === 0) return undefined
  const words = texts
    .slice(0, MOST_TEXTS)
    .map(text => text.slice(0, MAX_MATCHED))
    .join('\n')
    .slice(0, MAX_MATCHED)
  const proposed = correction?.slice(0, MAX_MATCHED) ?? ''
  return phrases.find(phrase => {
    if (phrase.level !== undefined && phrase.level !== level) return false
    phrase.says.lastIndex = 0 // a global expression would remember where it stopped last time
    return phrase.says.test(phrase.in === 'correction' ? proposed : words)
  })
}

/** A refusal that the catalog does not list: its level, then the HTTP status, may still tell something. */
function unlisted(refusal: Refusal, catalog: Catalog, verdict: Verdict | undefined): Meaning {
  const { applied } = refusal.evidence ?? {}
  const unknown = { ...lookUp(catalog, refusal.code ?? '').meaning, ...(applied === undefined ? {} : { applied }) }
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
