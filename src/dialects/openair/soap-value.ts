import { copied } from '../../core/copied.ts'
import { bytesOfBase64 } from '../../xml/base64.ts'
import { descendants } from '../../xml/descendants.ts'
import type { XmlElement } from '../../xml/element.ts'

/** Where Perl's SOAP::Lite puts the types of what it sends. */
export const PERL_TYPES = 'http://namespaces.soaplite.com/perl'

/** Whether an element says that it stands for nothing: `xsi:nil="true"`, also `"1"`. */
export function isNil(element: XmlElement): boolean {
  const nil = element.attribute('nil')?.trim()
  return nil === 'true' || nil === '1'
}

/** Whether an element is there and holds something that counts. */
export function isFilled(element: XmlElement | undefined): element is XmlElement {
  return element !== undefined && !isNil(element) && hasContent(element)
}

/** Whether something stands in an element, though it may say that it is nil. */
export function hasContent(element: XmlElement): boolean {
  return element.children.length > 0 || element.text.trim() !== ''
}

/** Whether an element only refers to one that stands elsewhere, and that nobody found there. */
export function isReference(element: XmlElement): boolean {
  if (element.children.length > 0 || element.attributeNamed('href')?.startsWith('#') !== true) return false
  return element.text.trim() === ''
}

/**
 * Whether an element, or anything in it, only refers to what the reply does not have. Without recursion: the depth is
 * the sender's choice.
 */
export function holdsReference(element: XmlElement): boolean {
  const open = [element]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isReference(next)) return true
    for (const child of next.children) open.push(child)
  }
  return false
}

/** The local name of an element's `xsi:type`; empty where it has none. Prefixes are generated and mean nothing. */
export function typeOf(element: XmlElement): string {
  const type = element.attribute('type')?.trim() ?? ''
  return type.slice(type.indexOf(':') + 1)
}

/**
 * The text of a value, copied; nothing where it is nil. SOAP::Lite sends text that is not ASCII as base64, which only
 * the type tells. A file (`base64_data`) stays in base64: the XML API gives it so.
 */
export function contentOf(element: XmlElement): string {
  if (isNil(element)) return ''
  const isEncoded = element.localName !== 'base64_data' && /^base64(?:Binary)?$/.test(typeOf(element))
  return (isEncoded ? fromBase64(element.text) : undefined) ?? copied(element.text)
}

/** The text of a child without the white space around it; empty where there is none. */
export function textAt(element: XmlElement, name: string): string {
  const child = element.child(name)
  return child === undefined ? '' : contentOf(child).trim()
}

/** Every text in the element and below it, each trimmed, in document order. */
export function textsIn(element: XmlElement): readonly string[] {
  const elements = element.children.length === 0 ? [element] : [element, ...descendants(element)]
  return elements.map(one => contentOf(one).trim()).filter(text => text !== '')
}

/** Undefined for what is no base64, or no UTF-8 text within. */
function fromBase64(text: string): string | undefined {
  const bytes = bytesOfBase64(text)
  if (bytes === undefined) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
