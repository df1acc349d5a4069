import type { Refusal } from '../core/refusal.ts'
import { isCutShort } from '../wire/multi-ref.ts'
import { readEnvelope } from '../wire/soap.ts'
import { soapRefusal } from '../wire/soap-fault.ts'
import type { XmlElement } from '../xml/element.ts'
import { type Misshapen, misshapen } from './misshapen.ts'

/** What a SOAP message comes to: a Fault, a Body with results or without, or nothing that can be read. */
export type SoapMessage =
  | { readonly kind: 'fault'; readonly fault: XmlElement; readonly refusal: Refusal }
  | { readonly kind: 'content'; readonly body: XmlElement; readonly results: readonly XmlElement[] }
  | Misshapen

/**
 * Opens an envelope for a reader. A Fault refuses, whatever stands beside it. Without one, a message that has no Body or
 * several, or a Body with words in place of a result, says neither yes nor no.
 */
export function openEnvelope(root: XmlElement): SoapMessage {
  const { header, body, fault, results } = readEnvelope(root)
  if (fault !== undefined) return { kind: 'fault', fault, refusal: soapRefusal(fault, header) }
  if (body === undefined) return misshapen('missing-signal', 'The SOAP message has no Body', 'Envelope')
  if (root.all('Body').length > 1) {
    return misshapen('unexpected-element', 'The SOAP message has several Bodies', 'Envelope/Body')
  }
  if (body.children.length === 0 && body.text.trim() !== '') {
    return misshapen('unexpected-element', 'The SOAP Body holds words in place of an element', 'Envelope/Body')
  }
  return { kind: 'content', body, results }
}

/** What is wrong with a Body whose references lead so far that they were not all followed: the rest may say anything. */
export function cutShort(body: XmlElement): Misshapen | undefined {
  if (!isCutShort(body)) return undefined
  return misshapen('unexpected-element', 'The SOAP Body refers to more than can be followed', 'Envelope/Body')
}
