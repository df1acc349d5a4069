import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import { isEnvelope } from '../../wire/soap.ts'
import { soapRefusal } from '../../wire/soap-fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Asked, Reading } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { cutShort, openEnvelope } from '../soap-message.ts'
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
  if (!isEnvelope(root)) return refused(soapRefusal(root)) // a Fault that came without an envelope
  const message = openEnvelope(root)
  if (message.kind === 'misshapen') return message
  if (message.kind === 'fault') return refused(message.refusal)
  const { body, results } = message
  const cut = cutShort(body)
  if (cut !== undefined) return cut
  const [result, ...others] = results
  if (result === undefined && asked?.commands[0]?.output === true) {
    return misshapen('empty-body', 'The SOAP Body is empty where a result was promised', 'Envelope/Body')
  }
  return succeed(others.length > 0 ? body : (result ?? body), result, asked)
}

function refused(refusal: Refusal): Reading {
  return { kind: 'refused', refusals: [refusal], warnings: [] }
}

function succeed(payload: XmlElement, result: XmlElement | undefined, asked: Asked | undefined): Reading {
  const command = asked?.commands[0]
  const operation = result?.localName.replace(/(?<=.)Response$/, '') ?? command?.name ?? payload.localName
  const outcome = { index: 0, operation, id: command?.id, result: { kind: 'done' as const, payload } }
  return { kind: 'outcomes', outcomes: [present(outcome)], warnings: signsOf(payload, operation) }
}
