import { err, ok, type Result } from 'neverthrow'
import type { XmlProblem } from '../core/fault.ts'
import { masker } from '../core/secrets.ts'
import { forbiddenCharacter } from './characters.ts'
import type { XmlDocument } from './element.ts'
import { excerptAt, placeOf } from './excerpt.ts'
import { Reader, type Stop } from './reader.ts'

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
export function parse(text: string, options: ParseOptions = {}): Result<XmlDocument, XmlProblem> {
  const forbidden = forbiddenCharacter(text)
  if (forbidden === -1) {
    const document = new Reader(text, options).document()
    return 'root' in document ? ok(document) : err(problemOf(text, document, options))
  }
  const document = new Reader(text.slice(0, forbidden), options).document()
  const isFirst = 'root' in document || (document.at >= forbidden && !endsInPair(text, forbidden))
  return err(problemOf(text, isFirst ? forbiddenAt(forbidden, document) : document, options))
}

/** Whether the forbidden character is but the half of a pair at which the text was cut off. */
function endsInPair(text: string, forbidden: number): boolean {
  return forbidden === text.length - 1 && /^[\uD800-\uDBFF]$/.test(text.charAt(forbidden))
}

/** The reader saw the text up to the forbidden character and stopped there, for want of more. */
function forbiddenAt(at: number, seen: XmlDocument | Stop): Stop {
  const cover = 'cover' in seen ? { cover: seen.cover } : {}
  return { problem: 'character', message: 'A character stands here that XML forbids', at, ...cover }
}

function problemOf(text: string, stop: Stop, { mask = masker() }: ParseOptions): XmlProblem {
  const excerpt = stop.cover ?? excerptAt(text, stop.at, mask)
  return { problem: stop.problem, message: stop.message, ...placeOf(text, stop.at), excerpt }
}
