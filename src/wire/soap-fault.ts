import type { QualifiedName, SoapEvidence, XmlData } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import { toData } from '../xml/data.ts'
import { descendants } from '../xml/descendants.ts'
import type { XmlElement } from '../xml/element.ts'
import { readQualifiedName } from './qualified-name.ts'
import { soapVersion } from './soap.ts'

const WS_ADDRESSING = /^http:\/\/(?:www\.w3\.org\/2005\/08|schemas\.xmlsoap\.org\/ws\/200[34]\/\d\d)\/addressing\/?$/

/** A code that is longer, or has more dotted parts, is looked up as it stands: no vocabulary refines its codes so far. */
const MAX_REFINED = 256
const MAX_PARTS = 8

const KNOWN = new Set(['faultcode', 'faultstring', 'faultactor', 'detail', 'code', 'reason', 'role', 'node'])

/**
 * Reads a SOAP Fault in full, whatever mix of versions it is.
 *
 * ```
 * 1.1  Fault( faultcode, faultstring, faultactor?, detail? )
 * 1.2  Fault( Code( Value, Subcode( Value, Subcode? )? ), Reason( Text @lang * ), Node?, Role?, Detail? )
 * ```
 *
 * The children decide on the layout, not the namespace of the envelope: every mix occurs. Their case does not
 * matter. Children that no version knows (misspelled, invented) are kept at the end of `detail`. An empty code
 * and the word `null` count as absent.
 *
 * @param header the message's Header: in SOAP 1.1 WS-ReliableMessaging puts its code there (`SequenceFault`),
 * which becomes the subcode, and WS-Addressing its detail (`FaultDetail`)
 * @see SOAP 1.1 section 4.4, SOAP 1.2 part 1 section 5.4
 */
export function readSoapFault(fault: XmlElement, header?: XmlElement): SoapEvidence {
  const code = childNamed(fault, 'code')
  return present({
    version: layoutOf(fault),
    code: codeAt(childNamed(fault, 'faultcode')) ?? codeAt(code?.child('Value')) ?? codeAt(code),
    subcodes: [...subcodesOf(code), ...headerCodes(header)],
    reasons: reasonsOf(fault),
    role: textAt(childNamed(fault, 'faultactor')) ?? textAt(childNamed(fault, 'role')),
    node: textAt(childNamed(fault, 'node')),
    detail: detailOf(fault, header),
  })
}

/**
 * The code that a generic SOAP fault goes by: the local name of the deepest Subcode, else of Code or faultcode,
 * with the parts behind dots (`Client.Authentication`; `9` for `SOAP-ENV:9`).
 */
export function soapCode(soap: SoapEvidence): string | undefined {
  return (soap.subcodes.at(-1) ?? soap.code)?.localName
}

/**
 * Every code to look a SOAP fault up by, the most specific first: subcodes from the inside out, then the code,
 * each followed by what is left without its last dotted part (`Client.Authentication`, `Client`). A code of more than
 * 256 characters or eight dotted parts stands for itself alone.
 */
export function soapCodes(soap: SoapEvidence): readonly string[] {
  const names = [soap.code, ...soap.subcodes].flatMap(name => (name === undefined ? [] : [name.localName]))
  return [...new Set(names.reverse().flatMap(refinements))]
}

/** What a SOAP Fault says, as a refusal of the whole message. English words go first, then the first listed. */
export function soapRefusal(fault: XmlElement, header?: XmlElement): Refusal {
  const soap = readSoapFault(fault, header)
  const reason = soap.reasons.find(one => /^en\b/i.test(one.language ?? '')) ?? soap.reasons[0]
  return present({
    signal: 'soap-fault' as const,
    level: 'response' as const,
    code: soapCode(soap),
    texts: reason === undefined ? [] : [reason.text],
    retryAfterMs: retryAfterOf(detailElement(fault, header)),
    soap,
  })
}

function layoutOf(fault: XmlElement): '1.1' | '1.2' | undefined {
  if (childNamed(fault, 'faultcode') !== undefined || childNamed(fault, 'faultstring') !== undefined) return '1.1'
  if (childNamed(fault, 'code') !== undefined || childNamed(fault, 'reason') !== undefined) return '1.2'
  return soapVersion(fault.namespace)
}

function childNamed(element: XmlElement, lowerCaseName: string): XmlElement | undefined {
  return element.children.find(child => child.localName.toLowerCase() === lowerCaseName)
}

function codeAt(element: XmlElement | undefined): QualifiedName | undefined {
  return element === undefined ? undefined : readQualifiedName(element)
}

function subcodesOf(code: XmlElement | undefined): QualifiedName[] {
  const codes: QualifiedName[] = []
  for (let at = code?.child('Subcode'); at !== undefined; at = at.child('Subcode')) {
    const name = codeAt(at.child('Value'))
    if (name !== undefined) codes.push(name)
  }
  return codes
}

function headerCodes(header: XmlElement | undefined): QualifiedName[] {
  const codes = header?.all('SequenceFault').map(sequence => codeAt(sequence.child('FaultCode'))) ?? []
  return codes.filter(code => code !== undefined)
}

function reasonsOf(fault: XmlElement): SoapEvidence['reasons'] {
  const outermost = fault.attribute('lang')
  return fault.children.flatMap(child => {
    const name = child.localName.toLowerCase()
    if (name !== 'faultstring' && name !== 'reason') return []
    const outer = child.attribute('lang') ?? outermost
    const texts = name === 'reason' ? child.all('Text') : []
    return (texts.length === 0 ? [child] : texts).flatMap(element => {
      const text = contentOf(element)
      return text === undefined ? [] : [present({ language: element.attribute('lang') ?? outer, text })]
    })
  })
}

/** The element's text; where it has none of its own, that of what it contains (a reason in markup). */
function contentOf(element: XmlElement): string | undefined {
  const own = element.text
  const text = own.trim() === '' && element.children.length > 0 ? textBelow(element) : own
  const bare = text.trim()
  return bare === '' || bare === 'null' ? undefined : text
}

function textBelow(element: XmlElement): string {
  const texts = descendants(element).map(one => one.text.trim())
  return texts.filter(text => text !== '').join(' ')
}

function textAt(element: XmlElement | undefined): string | undefined {
  const text = element?.text.trim()
  return text === '' || text === 'null' ? undefined : text
}

function detailElement(fault: XmlElement, header: XmlElement | undefined): XmlElement | undefined {
  return childNamed(fault, 'detail') ?? header?.child('FaultDetail')
}

function detailOf(fault: XmlElement, header: XmlElement | undefined): XmlData | undefined {
  const element = detailElement(fault, header)
  const others = fault.children.filter(child => !KNOWN.has(child.localName.toLowerCase())).map(child => toData(child))
  if (others.length === 0) return element === undefined ? undefined : toData(element)
  const detail = element === undefined ? { name: 'detail' } : toData(element)
  return { ...detail, children: [...(detail.children ?? []), ...others] }
}

/** A server's own `RetryAfter` may count in anything; that of WS-Addressing counts in milliseconds. */
function retryAfterOf(detail: XmlElement | undefined): number | undefined {
  const candidates = detail === undefined ? [] : [detail, ...detail.children].flatMap(one => one.all('RetryAfter'))
  const value = candidates.find(isWsAddressing)?.text.trim()
  return value === undefined || !/^\d+$/.test(value) ? undefined : Math.min(Number(value), Number.MAX_SAFE_INTEGER)
}

function isWsAddressing(element: XmlElement): boolean {
  return element.namespace === undefined ? element.prefix === 'wsa' : WS_ADDRESSING.test(element.namespace)
}

function refinements(code: string): string[] {
  const parts = code.length > MAX_REFINED ? [] : code.split('.')
  if (parts.length === 0 || parts.length > MAX_PARTS) return [code]
  return parts.map((_, dropped) => parts.slice(0, parts.length - dropped).join('.')).filter(name => name !== '')
}
