import type { BodyKind } from '../core/vocabulary.ts'
import { skipSpace } from './characters.ts'

/**
 * Tells what a body is by its beginning, without parsing it: white space, byte order marks, comments, processing
 * instructions and a foreign document type are passed over, then a few characters decide. Linear in the text.
 *
 * `html` is a document type or a root of that name, with or without an XML declaration before it, or a fragment
 * of a page (`<head>`, `<h1>`, ...). What begins like a tag and is none of these is `xml`, well formed or not.
 */
export function sniff(text: string): BodyKind {
  const at = skipLeadIn(text, 0)
  if (at >= text.length) return 'empty'
  const first = text.charAt(at)
  if (first === '{' || first === '[') return json.test(text.slice(at, at + 1024)) ? 'json' : 'text'
  if (first !== '<') return 'text'
  return sniffMarkup(text, at)
}

/** What may follow an opening brace or bracket: `[2026-05-04] failed` is no JSON. */
const json =
  /^(?:\{\s*(?:["}]|$)|\[\s*(?:[[\]{"]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*[,\]]|(?:true|false|null)\s*[,\]]|$))/

/** Elements of pages that are sent without `<html>`. None of them is the root of a known XML API. */
const PAGE = 'html|head|body|title|center|h[1-6]|p|div|br|hr|font|script|style|meta'
const page = new RegExp(`^<(?:${PAGE})[\\s/>]`, 'i')
const pageName = new RegExp(`^(?:${PAGE})$`, 'i')

/** Whether a root element of this local name makes a well-formed document a page. */
export function isPage(localName: string): boolean {
  return pageName.test(localName)
}

const htmlType = /^<!doctype\s+html[\s>]/i

const markup = /^<(?:[\p{L}_:?!/]|$)/u

function sniffMarkup(text: string, from: number): BodyKind {
  for (let at = from; ; ) {
    const start = text.slice(at, at + 1024)
    if (htmlType.test(start) || page.test(start)) return 'html'
    const behind = skipOne(text, at, start)
    if (behind === undefined) return markup.test(start) || at > from ? 'xml' : 'text'
    at = skipLeadIn(text, behind)
  }
}

/** The index behind a comment, a processing instruction or a document type; undefined where none is complete. */
function skipOne(text: string, at: number, start: string): number | undefined {
  const close = start.startsWith('<!--') ? '-->' : start.startsWith('<?') ? '?>' : doctype.test(start) ? '>' : undefined
  if (close === undefined) return undefined
  const end = text.indexOf(close, at + 2)
  return end === -1 ? undefined : end + close.length
}

const doctype = /^<!doctype\s/i

/** White space and byte order marks, in any order. */
function skipLeadIn(text: string, from: number): number {
  let at = skipSpace(text, from)
  while (text.charCodeAt(at) === 0xfeff || isOdd(text.charCodeAt(at))) at = skipSpace(text, at + 1)
  return at
}

/** Space of other standards (NBSP, form feed) counts as none: a body of it is empty. */
function isOdd(code: number): boolean {
  return code === 0xa0 || code === 0x0b || code === 0x0c
}
