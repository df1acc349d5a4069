import type { XmlNode } from '../../../xml/node.ts'
import { type Answer, xmlAnswer } from '../../answer.ts'
import { writeReply } from '../../write-reply.ts'
import type { Style } from './style.ts'

/** Where the operations live, for a caller who gives no namespace, or one that XML keeps to itself. */
const OPERATIONS = 'https://www.openair.com/OAirService'

/**
 * The answer to a call: an element named after the operation, in the namespace that the caller gave it, which may
 * be the default one for all that is inside.
 */
export function reply(operation: string, namespace: string, result: readonly XmlNode[], style: Style): Answer {
  const prefix = style.operation === '' ? '' : `${style.operation}:`
  const declaration = style.operation === '' ? 'xmlns' : `xmlns:${style.operation}`
  const response: XmlNode = {
    name: `${prefix}${operation}Response`,
    attributes: { [declaration]: /^(http:\/\/www\.w3\.org\/.*)?$/.test(namespace) ? OPERATIONS : namespace },
    children: result,
  }
  return xmlAnswer(enveloped(style.envelope, response, style))
}

/** Why a whole request is refused. */
export interface Refusal {
  /** A code of the API, or one of SOAP's own names; without prefix. */
  readonly code: string
  readonly words: string
}

/**
 * The Fault that refuses a request, under HTTP 500. A code of the API stands twice, in `faultcode` and in `detail`;
 * SOAP::Lite's own Faults have no detail and name the service as their actor.
 */
export function fault({ code, words }: Refusal, url: string, style: Style): Answer {
  const isOwn = /^[A-Z]/.test(code)
  const body: XmlNode = {
    name: `${FAULT_PREFIX}:Fault`,
    children: [
      leaf('faultcode', `${FAULT_PREFIX}:${code}`),
      leaf('faultstring', words),
      leaf('faultactor', isOwn ? url : 'http://www.soaplite.com/custom'),
      ...(isOwn ? [] : [{ name: 'detail', children: [error(code, style)] }]),
    ],
  }
  return xmlAnswer(enveloped(FAULT_PREFIX, body, style), 500)
}

const FAULT_PREFIX = 'SOAP-ENV'

function error(code: string, { types }: Style): XmlNode {
  const attributes = { 'xsi:type': `${types}:Error` }
  return { name: 'Error', attributes, children: [{ ...leaf('code', code), attributes: { 'xsi:type': 'xsd:int' } }] }
}

function leaf(name: string, text: string): XmlNode {
  return { name, children: [text] }
}

function enveloped(prefix: string, content: XmlNode, { encoding, types, chance }: Style): string {
  const root: XmlNode = {
    name: `${prefix}:Envelope`,
    attributes: {
      [`xmlns:${prefix}`]: 'http://schemas.xmlsoap.org/soap/envelope/',
      [`xmlns:${encoding}`]: 'http://schemas.xmlsoap.org/soap/encoding/',
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      [`xmlns:${types}`]: 'http://namespaces.soaplite.com/perl',
      [`${prefix}:encodingStyle`]: 'http://schemas.xmlsoap.org/soap/encoding/',
    },
    children: [{ name: `${prefix}:Body`, children: [content] }],
  }
  return writeReply(root, chance)
}
