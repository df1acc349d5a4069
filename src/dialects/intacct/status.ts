import type { XmlElement } from '../../xml/element.ts'

/** The one word that says yes. `aborted`, like any other word, does not. */
const SUCCESS = 'success'

/**
 * The status of an element, trimmed; empty where it has none. Where several stand there, or several elements are
 * given, one that is no success goes first.
 */
export function statusOf(...elements: readonly XmlElement[]): string {
  const words = elements.flatMap(element => element.all('status')).map(status => status.text.trim())
  return words.find(word => word !== '' && word !== SUCCESS) ?? words.find(word => word !== '') ?? ''
}

export function isDone(status: string): boolean {
  return status === SUCCESS
}
