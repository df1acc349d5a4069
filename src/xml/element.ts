import type { PlainData } from './plain.ts'
import type { AttributeRule, RuledData } from './ruled.ts'

/** An attribute as written; `namespace` is absent for none and for a prefix that nobody bound. */
export interface XmlAttribute {
  readonly name: string
  readonly localName: string
  readonly namespace?: string
  readonly value: string
}

/**
 * One element of a parsed document: a read-only view, narrow on purpose.
 *
 * Comments and processing instructions are gone, CDATA and references are decoded. There is no way up.
 */
export interface XmlElement {
  /** The name as written, prefix included. */
  readonly name: string
  readonly localName: string
  readonly prefix: string
  /** Absent for no namespace and for a prefix that nobody bound. */
  readonly namespace: string | undefined
  /** In document order. Declarations of namespaces are not among them: `resolve` knows them. */
  readonly attributes: readonly XmlAttribute[]
  /** Child elements in document order. */
  readonly children: readonly XmlElement[]
  /** The element's own character data, joined, not trimmed; that of descendants is not part of it. */
  readonly text: string
  /** The value of the attribute of this local name, in any namespace; one without a prefix goes first. */
  attribute(localName: string): string | undefined
  /** The value of the attribute of this name as written, prefix included. */
  attributeNamed(name: string): string | undefined
  /** The first child of this local name. */
  child(localName: string): XmlElement | undefined
  /** Whether a child has one of these local names. Cheaper than to look at the children. */
  hasChild(localNames: ReadonlySet<string>): boolean
  /** All children of this local name, in order. */
  all(localName: string): readonly XmlElement[]
  /** The namespace that a prefix (`''` for the default) has here, for names inside values. */
  resolve(prefix: string): string | undefined
  /** What is in the element, as plain data: the quickest way to all of it. */
  toPlain(): PlainData
  /** The same in a form that attributes decide, such as `xsi:nil`: see `RuledData`. */
  toRuled(rule: AttributeRule): RuledData
}

/** A well-formed document. */
export interface XmlDocument {
  readonly root: XmlElement
  /** Whether a document type declaration without internal subset was skipped (SOAP forbids any). */
  readonly doctype: boolean
}
