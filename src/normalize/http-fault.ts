import type { HttpFault, Verdict } from '../core/fault.ts'
import type { BodyKind } from '../core/vocabulary.ts'
import { isSuccess, type PlainReply, statusVerdict } from '../wire/http.ts'
import { provenance, type ReplyContext } from './context.ts'

/** A body under 2xx that cannot be read proves nothing: the work may have been done. */
export const UNREADABLE = {
  category: 'malformed-response',
  remedy: 'reconcile',
  applied: 'maybe',
} as const satisfies Verdict

/**
 * The fault of an answer that is not the API's own: a proxy's page, an empty body, plain text, or a
 * document under a status that rules out success.
 *
 * @see docs/faults.md for the table of statuses
 */
export function httpFault(reply: PlainReply, context: ReplyContext): HttpFault {
  const verdict = isSuccess(reply.status) ? { ...UNREADABLE, title: MISSING[reply.kind] } : statusVerdict(reply.status)
  const excerpt = excerptOf(reply, context.mask)
  const advice = isSuccess(reply.status)
    ? 'Find out with a read whether the work was done before sending it again; something between you and the service may have answered in its place.'
    : undefined
  return {
    kind: 'http',
    ...verdict,
    ...provenance(context),
    status: reply.status,
    message: `${verdict.title} (HTTP ${reply.status} with ${BODY[reply.kind]})`,
    body: reply.kind,
    ...(advice === undefined ? {} : { advice }),
    ...(excerpt === '' ? {} : { excerpt }),
  }
}

const BODY: Readonly<Record<BodyKind, string>> = {
  empty: 'an empty body',
  html: 'an HTML page',
  json: 'a JSON body',
  text: 'plain text',
  xml: 'an XML body',
}

const MISSING: Readonly<Record<BodyKind, string>> = {
  empty: 'The answer is empty',
  html: 'A web page came in place of the answer',
  json: 'JSON came in place of the XML answer',
  text: 'Plain text came in place of the answer',
  xml: 'The answer is a document of another kind',
}

const EXCERPT_LENGTH = 200
/** Enough of a page to find its words in, and bounded, whatever is sent. */
const WINDOW = 65_536
/** What is dropped at the end of a window that was cut, so that no half of a credential slips past the mask. */
const CUT_EDGE = 8_192

/** The beginning of a text with credentials masked: all of it up to 64 Ki characters. */
export function maskedBeginning(text: string, mask: (text: string) => string): string {
  if (text.length <= WINDOW) return mask(text)
  const masked = mask(text.slice(0, WINDOW))
  return masked.slice(0, Math.max(0, masked.length - CUT_EDGE))
}

function excerptOf(reply: PlainReply, mask: (text: string) => string): string {
  const beginning = maskedBeginning(reply.text, mask)
  const words = reply.kind === 'html' ? withoutTags(beginning) : beginning
  const folded = words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return folded.length > EXCERPT_LENGTH ? `${folded.slice(0, EXCERPT_LENGTH - 1)}…` : folded
}

/** The words of a page. Splits instead of matching: an unclosed `<` must not cost quadratic time. */
function withoutTags(page: string): string {
  const visible = withoutElement(withoutElement(page, 'style'), 'script')
  return visible
    .split('<')
    .map((piece, index) => (index === 0 ? piece : piece.slice(piece.indexOf('>') + 1)))
    .join(' ')
}

function withoutElement(page: string, name: string): string {
  const lower = page.toLowerCase()
  let kept = ''
  let position = 0
  for (;;) {
    const start = lower.indexOf(`<${name}`, position)
    if (start === -1) return kept + page.slice(position)
    kept += page.slice(position, start)
    const end = lower.indexOf(`</${name}`, start)
    if (end === -1) return kept
    position = end
  }
}
