import type { XmlElement } from '../xml/element.ts'

/** The element that says the type of a `<value>`; undefined where there is only text. */
export function contentOf(value: XmlElement): XmlElement | undefined {
  return value.children[0]
}

/** `<nil/>` and, in Apache's namespace, `<ex:nil/>`. */
export function isNil(content: XmlElement): boolean {
  return content.localName === 'nil'
}

/** The members of a `<struct>` by name, in the order of the names; the last of a name counts. */
export function membersOf(struct: XmlElement): ReadonlyMap<string, XmlElement | undefined> {
  return new Map(struct.all('member').map(one => [one.child('name')?.text.trim() ?? '', one.child('value')]))
}

/** The values of an `<array>`; some servers leave `<data>` out. */
export function itemsOf(array: XmlElement): readonly XmlElement[] {
  const lists = array.all('data')
  return lists.length === 0 ? array.all('value') : lists.flatMap(list => list.all('value'))
}

/** The text of a scalar value, untouched; undefined for a struct, an array and nil. */
export function textOf(value: XmlElement): string | undefined {
  const content = contentOf(value)
  if (content === undefined) return value.text
  return isNil(content) || content.children.length > 0 ? undefined : content.text
}
