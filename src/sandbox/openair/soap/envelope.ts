import type { XmlNode } from '../../../xml/node.ts'
import { type Answer, xmlAnswer } from '../../answer.ts'
import { writeReply } from '../write-reply.ts'
import type { Style } from './style.ts'

const OPERATIONS = 'https://www.openair.com/OAirService'

/**
 * The answer to a call. The element around the result is named after the operation, in the namespace that the
 * caller gave it.
 */
export function reply(operation: string, namespace: string, result: readonly XmlNode[], style: Style): Answer {
  const response: XmlNode = {
    name: `${style.operation}:${operation}Response`,
    attributes: {
      [`xmlns:${style.operation}`]: namespace === '' ? OPERATIONS : namespace,
      [`xmlns:${style.types}`]: TYPES,
    },
    children: result,
  }
  return xmlAnswer(enveloped(style.envelope, response, style))
}

/** Refuses a whole request: HTTP 500. */
export interface Refusal {
  /** Without prefix: a code of the API, or one of SOAP's own names. */
  readonly code: string
  readonly words: string
}

/**
 * The Fault that refuses a request. A code of the API stands twice, in `faultcode` and in `detail`; one of SOAP's
 * own comes without detail.
 */
export function fault({ code, words }: Refusal, style: Style): Answer {
  const body: XmlNode = {
    name: `${FAULT_PREFIX}:Fault`,
    children: [
      leaf('faultcode', `${FAULT_PREFIX}:${code}`),
      leaf('faultstring', words),
      ...(/^[A-Z]/.test(code) ? [] : detailed(code, style)),
    ],
  }
  return xmlAnswer(enveloped(FAULT_PREFIX, body, style), 500)
}

const TYPES = 'http://namespaces.soaplite.com/perl'
const FAULT_PREFIX = 'SOAP-ENV'

function detailed(code: string, { types }: Style): readonly XmlNode[] {
  const error: XmlNode = {
    name: 'Error',
    attributes: { [`xmlns:${types}`]: TYPES, 'xsi:type': `${types}:Error` },
    children: [{ ...leaf('code', code), attributes: { 'xsi:type': 'xsd:int' } }],
  }
  return [leaf('faultactor', 'http://www.soaplite.com/custom'), { name: 'detail', children: [error] }]
}

function leaf(name: string, text: string): XmlNode {
  return { name, children: [text] }
}

function enveloped(prefix: string, content: XmlNode, { encoding, chance }: Style): string {
  const root: XmlNode = {
    name: `${prefix}:Envelope`,
    attributes: {
      [`xmlns:${prefix}`]: 'http://schemas.xmlsoap.org/soap/envelope/',
      [`xmlns:${encoding}`]: 'http://schemas.xmlsoap.org/soap/encoding/',
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      [`${prefix}:encodingStyle`]: 'http://schemas.xmlsoap.org/soap/encoding/',
    },
    children: [{ name: `${prefix}:Body`, children: [content] }],
  }
  return writeReply(root, chance)
}
