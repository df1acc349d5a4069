import type { XmlElement } from '../xml/element.ts'
import { References } from './references.ts'
import { ReferringElement } from './referring-element.ts'

/**
 * Sees a SOAP Body without its references: an element that only refers to another one has that one's content.
 *
 * ```
 * 1.1  Body( result( child @href="#id0" ), multiRef @id="id0" ( content ) )
 * 1.2  Body( result @encodingStyle ( child @id="id0" ( content ), other @ref="id0" ) )
 * ```
 *
 * The name is that of the element that refers; the attributes and the content are those of what it refers to.
 * A reference stays as it is (`isReference`) where it leads to nothing, back to what it stands in, or deeper than 512
 * levels, and where references have given 100,000 elements that were given before: a few of them can stand for billions.
 * A Body that is not seen to have anything to refer to is given back as it is, unless `always`.
 *
 * @see SOAP 1.1 section 5.4.1, SOAP 1.2 part 2 section 3.1.5
 */
export function withReferences(body: XmlElement, { always = false }: { readonly always?: boolean } = {}): XmlElement {
  if (!always && !mayRefer(body)) return body
  return new ReferringElement(body, body, new References(body), undefined, 0)
}

/**
 * Whether references in an element were left as they are because they lead too deep or stand for too much: what was read
 * of it is not all that there is. Follows them all.
 */
export function isCutShort(element: XmlElement): boolean {
  if (!(element instanceof ReferringElement)) return false
  const open: XmlElement[] = [element]
  for (let next = open.pop(); next !== undefined; next = open.pop()) for (const child of next.children) open.push(child)
  return element.references.isExhausted
}

function mayRefer({ children }: XmlElement): boolean {
  const [first, ...others] = children
  return first?.attribute('encodingStyle') !== undefined || others.some(one => one.attribute('id') !== undefined)
}
