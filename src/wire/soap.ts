import type { XmlElement } from '../xml/element.ts'
import { withReferences } from './multi-ref.ts'

const SOAP_11 = /^http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/?$/
const SOAP_12 = /^http:\/\/www\.w3\.org\/2003\/05\/soap-envelope\/?$/
/** Working drafts of 1.2 that early servers still speak: 2001/06 to 2002/12. */
const SOAP_12_DRAFT = /^http:\/\/www\.w3\.org\/200[12]\/\d\d\/soap-envelope\/?$/

/** A SOAP message, taken apart. */
export interface Envelope {
  readonly header: XmlElement | undefined
  /** Absent in a broken message only. */
  readonly body: XmlElement | undefined
  /** The Fault, wherever it stands: among its siblings in the Body, in a second Body, in the Envelope itself. */
  readonly fault: XmlElement | undefined
  /** What the Body carries beside a Fault, without the elements that others only refer to (multi-ref). */
  readonly results: readonly XmlElement[]
}

/** The SOAP version that a namespace stands for; drafts count as 1.2. */
export function soapVersion(namespace: string | undefined): '1.1' | '1.2' | undefined {
  if (namespace === undefined) return undefined
  if (SOAP_11.test(namespace)) return '1.1'
  return SOAP_12.test(namespace) || SOAP_12_DRAFT.test(namespace) ? '1.2' : undefined
}

/**
 * Whether a document is a SOAP message: `Envelope` in a namespace of SOAP, of one of its drafts, or in none
 * (which is also what a prefix that nobody bound gives). An `Envelope` of another vocabulary is not one.
 */
export function isEnvelope(root: XmlElement): boolean {
  if (root.localName !== 'Envelope') return false
  return root.namespace === undefined || soapVersion(root.namespace) !== undefined
}

/**
 * Whether an element is a SOAP Fault by itself. Some servers send it without an envelope around it; a `Fault`
 * of another vocabulary counts only if its children are those of SOAP.
 */
export function isBareFault(element: XmlElement): boolean {
  if (element.localName !== 'Fault') return false
  if (soapVersion(element.namespace) !== undefined) return true
  const names = new Set(element.children.map(child => child.localName.toLowerCase()))
  return names.has('faultcode') || names.has('faultstring') || (names.has('code') && names.has('reason'))
}

/**
 * Takes a SOAP message apart by local names: prefixes mean nothing, and a `Body` may stand in another
 * version's namespace. References between elements are followed.
 *
 * ```
 * Envelope( Header?, Body( Fault | result, multiRef @id * ) )
 * ```
 *
 * Only real elements count: a Fault inside CDATA, inside a result or below it is data.
 */
export function readEnvelope(root: XmlElement): Envelope {
  const [sent, ...others] = root.all('Body')
  const body = sent === undefined ? undefined : withReferences(sent)
  const fault = [body, ...others, root].map(place => place?.child('Fault')).find(found => found !== undefined)
  return {
    header: root.child('Header'),
    body,
    fault,
    results: body === undefined ? [] : body.children.filter((child, at) => child !== fault && isResult(child, at)),
  }
}

/** In rpc/encoded messages the siblings behind the result are values that the result points to by their id. */
function isResult(child: XmlElement, at: number): boolean {
  return at === 0 || child.attribute('id') === undefined
}
