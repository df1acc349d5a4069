/**
 * What a command's performer reads of an element: a part of `XmlElement`, so that a command may come from a document
 * or be made from an object of SOAP.
 */
export interface CommandElement {
  readonly localName: string
  readonly children: readonly CommandElement[]
  /** The element's own character data; that of its children is not part of it. */
  readonly text: string
  attribute(localName: string): string | undefined
  /** The first child of this local name. */
  child(localName: string): CommandElement | undefined
  /** All children of this local name, in order. */
  all(localName: string): readonly CommandElement[]
}
