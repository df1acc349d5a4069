import { present } from '../../core/present.ts'
import { isEnvelope, readEnvelope } from '../../wire/soap.ts'
import { soapRefusal } from '../../wire/soap-fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Asked, Reading } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { signsOf } from './signs.ts'

/**
 * Reads a SOAP message of an unknown service.
 *
 * ```
 * Envelope( Header?, Body( Fault | result, multiRef * ) )
 * ```
 *
 * A Fault refuses the whole message. Otherwise the Body holds the result of the one call: its payload is the
 * result element, or the Body where several stand side by side. An empty Body is a success unless the
 * operation declares output. What a vendor may hide in a result is told as a warning.
 */
export function read(root: XmlElement, asked?: Asked): Reading {
  if (!isEnvelope(root)) return refuse(root, undefined) // a Fault that came without an envelope
  const { header, body, fault, results } = readEnvelope(root)
  if (fault !== undefined) return refuse(fault, header)
  if (body === undefined) return misshapen('missing-signal', 'The SOAP message has no Body', 'Envelope')
  const [result, ...others] = results
  if (result === undefined && asked?.commands[0]?.output === true) {
    return misshapen('empty-body', 'The SOAP Body is empty where a result was promised', 'Envelope/Body')
  }
  return succeed(others.length > 0 ? body : (result ?? body), result, asked)
}

function refuse(fault: XmlElement, header: XmlElement | undefined): Reading {
  return { kind: 'refused', refusals: [soapRefusal(fault, header)], warnings: [] }
}

function succeed(payload: XmlElement, result: XmlElement | undefined, asked: Asked | undefined): Reading {
  const command = asked?.commands[0]
  const operation = result?.localName.replace(/(?<=.)Response$/, '') ?? command?.name ?? payload.localName
  const outcome = { index: 0, operation, id: command?.id, result: { kind: 'done' as const, payload } }
  return { kind: 'outcomes', outcomes: [present(outcome)], warnings: signsOf(payload) }
}
