import type { XmlElement } from '../xml/element.ts'

/** A payload that is no XML, as an element that holds nothing but its text. */
export function textPayload(name: string, text: string): XmlElement {
  return {
    name,
    localName: name,
    prefix: '',
    namespace: undefined,
    attributes: [],
    children: [],
    text,
    attribute: () => undefined,
    attributeNamed: () => undefined,
    child: () => undefined,
    hasChild: () => false,
    all: () => [],
    resolve: () => undefined,
    toPlain: () => text,
    toRuled: () => text,
  }
}
