import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import { header, type PlainReply } from '../../wire/http.ts'
import { member, parseJson, words } from '../../wire/json.ts'
import { MAX_MATCHED } from '../matching.ts'
import { quotaWaitMs, serverTime } from './quota.ts'

/**
 * Reads what the gateway in front of the API says, or whatever answers in its place. Statuses that mean here what
 * they mean everywhere (500, 502, 504) are not its business.
 */
export function readGateway(reply: PlainReply): readonly Refusal[] {
  const { status, headers } = reply
  if (!OWN.has(status)) return []
  const said = reply.kind === 'json' ? readJson(reply) : { texts: wordsOf(reply) }
  const refusal = present({
    signal: 'http-status' as const,
    level: 'response' as const,
    code: placeCode(reply) ?? headerCode(reply) ?? said.code,
    texts: said.texts,
    retryAfterMs: status === 429 ? quotaWaitMs(headers) : undefined,
  })
  return [refusal]
}

const OWN: ReadonlySet<number> = new Set([200, 401, 403, 404, 410, 429, 503])

/** 31 December 2026 has ended, wherever the vendor keeps its calendar. */
const AFTER_SUNSET = Date.UTC(2027, 0, 1, 12)

/** What the place of the answer says: an address that nothing serves any more, or words where XML was due. */
function placeCode({ status, headers, kind }: PlainReply): string | undefined {
  if (status === 404 || status === 410) {
    const time = serverTime(headers)
    return time !== undefined && time >= AFTER_SUNSET ? 'sunset' : undefined
  }
  return status === 200 && kind !== 'empty' ? 'unreadable' : undefined
}

/** The former gateway put its code into a header. */
function headerCode({ headers }: PlainReply): string | undefined {
  const code = header(headers, 'x-mashery-error-code')?.trim() ?? ''
  return code === '' ? undefined : code
}

const MOST_WORDS = 500

/** A page of the former gateway holds its reason as a headline; of any other page the title is enough. */
function wordsOf({ kind, text }: PlainReply): readonly string[] {
  const beginning = text.slice(0, MAX_MATCHED)
  if (kind === 'xml') return []
  const bare = kind === 'html' ? (HEADLINE.exec(beginning)?.[1] ?? '') : beginning
  const words = bare.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS)
  return words === '' ? [] : [words]
}

const HEADLINE = /<(?:h1|title)>([^<>]*)</i

interface Said {
  readonly code?: string
  readonly texts: readonly string[]
}

/**
 * The shapes in which the gateway and the token endpoint say no.
 *
 *     {code: "429", message, status, details}   {fault: {faultstring, detail: {errorcode}}}   {error, error_description}
 */
function readJson({ status, text }: PlainReply): Said {
  const data = parseJson(text)
  const fault = member(data, 'fault')
  const code =
    words(member(member(fault, 'detail'), 'errorcode')) ?? words(member(data, 'error')) ?? words(member(data, 'code'))
  const said = [
    words(member(fault, 'faultstring')),
    ...['message', 'status', 'details', 'error_description'].map(name => words(member(data, name))),
  ]
  const texts = said.filter(text => text !== undefined)
  // Another number than the status might be taken for that of a fault.
  const isForeign = code !== undefined && /^\d+$/.test(code) && code !== String(status)
  return code === undefined || isForeign ? { texts } : { code, texts }
}
