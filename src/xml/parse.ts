import { err, ok, type Result } from 'neverthrow'
import type { XmlProblem } from '../core/fault.ts'
import { masker } from '../core/secrets.ts'
import { forbiddenCharacter, isSpace } from './characters.ts'
import type { XmlDocument } from './element.ts'
import { excerptAt, placeOf } from './excerpt.ts'
import { Grammar, type Stop } from './grammar.ts'
import { MAX_DEPTH, MAX_NODES } from './limits.ts'
import { rootOf } from './root-of.ts'
import { scan } from './scan.ts'
import { Source } from './source.ts'
import { TapeElement } from './tape-element.ts'

/** How a document is to be read. Everything is optional. */
export interface ParseOptions {
  /** Levels of nesting; the root is the first. Default 512. */
  readonly maxDepth?: number
  /** Elements and attributes in all. Default 5,000,000. */
  readonly maxNodes?: number
  /**
   * Switches the tolerance off: no byte order mark or white space before the XML declaration, no prefix that
   * nobody bound. Default false.
   */
  readonly strict?: boolean
  /** Hides credentials in the excerpt of a problem. Default: `masker()`, which knows where they usually stand. */
  readonly mask?: (text: string) => string
}

/**
 * Reads a text as an XML document with namespaces, and refuses whatever is not well formed.
 *
 * Never throws, and needs time linear in the text. Differs from XML 1.0 (fifth edition) and Namespaces 1.0 as
 * follows:
 * - a document type declaration with an internal subset is refused; one without is skipped and noted. Nothing
 *   is ever fetched, and only the five entities of XML itself are known
 * - names end at 4,096 characters, nesting at `maxDepth`, elements and attributes at `maxNodes`
 * - a document that calls itself XML 1.1 is read by the rules of 1.0
 * - unless `strict`: a byte order mark and white space may stand before the XML declaration, and a prefix that
 *   nobody bound gives a name without namespace
 *
 * @see https://www.w3.org/TR/xml/ and https://www.w3.org/TR/xml-names/
 * @example
 * const document = parse('<response status="0"/>')
 * if (document.isOk()) console.log(document.value.root.attribute('status'))
 */
export function parse(document: string | Source, options: ParseOptions = {}): Result<XmlDocument, XmlProblem> {
  const { maxDepth = MAX_DEPTH, maxNodes = MAX_NODES, strict = false } = options
  const source = typeof document === 'string' ? Source.ofText(document) : document
  const start = rootOf(source, options)
  if (start !== undefined) {
    const scanned = scan(source, start, { maxDepth, maxNodes, strict })
    if (scanned !== undefined && isEnd(source, scanned.end, options)) {
      return ok({ root: new TapeElement(scanned.tape, 0), doctype: start.doctype })
    }
  }
  return err(explain(source.text, options))
}

/** Whether nothing that a document may not have stands behind its root element, which ends before this byte. */
function isEnd(source: Source, end: number, options: ParseOptions): boolean {
  let at = end
  while (at < source.bytes.length && isSpace(source.bytes[at] ?? 0)) at++
  if (at === source.bytes.length) return true
  if (!source.isValid) return false
  const rest = new TextDecoder('utf-8', { ignoreBOM: true }).decode(source.bytes.subarray(at))
  return new Grammar(rest, options).isEpilog(0) && forbiddenCharacter(rest) === -1
}

/** Why the scanner refused. Takes its time: a document that is refused is read a second time, from the beginning. */
function explain(text: string, options: ParseOptions): XmlProblem {
  const forbidden = forbiddenCharacter(text)
  const stop = new Grammar(forbidden === -1 ? text : text.slice(0, forbidden), options).document()
  if (forbidden === -1) return problemOf(text, stop ?? UNEXPLAINED, options)
  const isFirst = stop === undefined || (stop.at >= forbidden && !endsInPair(text, forbidden))
  return problemOf(text, isFirst ? forbiddenAt(forbidden, stop) : stop, options)
}

/** The scanner refused and the grammar has no objection, which the tests show does not happen. */
const UNEXPLAINED: Stop = { problem: 'markup', message: 'The document cannot be read', at: 0 }

/** Whether the forbidden character is but the half of a pair at which the text was cut off. */
function endsInPair(text: string, forbidden: number): boolean {
  return forbidden === text.length - 1 && /^[\uD800-\uDBFF]$/.test(text.charAt(forbidden))
}

/** The grammar saw the text up to the forbidden character and stopped there, for want of more. */
function forbiddenAt(at: number, seen: Stop | undefined): Stop {
  const cover = seen?.cover === undefined ? {} : { cover: seen.cover }
  return { problem: 'character', message: 'A character stands here that XML forbids', at, ...cover }
}

function problemOf(text: string, stop: Stop, { mask = masker() }: ParseOptions): XmlProblem {
  const excerpt = stop.cover ?? excerptAt(text, stop.at, mask)
  return { problem: stop.problem, message: stop.message, ...placeOf(text, stop.at), excerpt }
}
