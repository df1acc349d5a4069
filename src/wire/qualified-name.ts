import type { QualifiedName } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { XmlElement } from '../xml/element.ts'

/** `prefix:local`, where the local part may be a number or dotted. An address (`http://...`) is no such name. */
const prefixed = /^([\p{L}_][\p{L}\p{N}._-]*):([^\s:/][^\s]*)$/u

/** `{namespace}local`, as a first-generation Java stack prints a name. */
const expanded = /^\{([^{}]*)\}(\S+)$/

/**
 * Reads an element's text as a name, with the namespaces in scope at that very element: a code may bring its own
 * declaration. Undefined for no text and for the word `null`.
 *
 * A prefix that nobody bound is normal in the field: the local part is kept and the namespace stays unknown.
 */
export function readQualifiedName(element: XmlElement): QualifiedName | undefined {
  const text = element.text.trim()
  if (text === '' || text === 'null') return undefined
  const [, uri, bare] = expanded.exec(text) ?? []
  if (bare !== undefined) return present({ text, localName: bare, namespace: uri === '' ? undefined : uri })
  const [, prefix = '', local = text] = prefixed.exec(text) ?? []
  const namespace = /\s/.test(text) ? undefined : element.resolve(prefix)
  return present({ text, localName: local, namespace: namespace === '' ? undefined : namespace })
}
