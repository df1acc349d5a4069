import type { Body } from './bodies.ts'
import type { Data } from './data.ts'
import { difference } from './difference.ts'
import type { Subject } from './subject.ts'

/** What each kind of subject is given to read. */
export interface Inputs {
  readonly xml: Uint8Array
  readonly json: Uint8Array
}

/** The body, and the same data as JSON. */
export function inputsOf(body: Body, data: Data): Inputs {
  return { xml: body.bytes, json: new TextEncoder().encode(JSON.stringify(data)) }
}

export function inputFor(subject: Subject, inputs: Inputs): Uint8Array {
  return inputs[subject.input ?? 'xml']
}

/**
 * Sees that the subject reads as much of the body as it claims to.
 *
 * @throws Error with the first thing that it reads otherwise
 */
export function check(subject: Subject, body: Body, data: Data, inputs: Inputs): void {
  const input = inputFor(subject, inputs)
  const found = (subject.found ?? subject.read)(input)
  const expected = subject.expected?.(data, body) ?? data
  const reason = difference(found, expected)
  if (reason !== undefined) throw new Error(`${subject.name} misreads ${body.name} at ${reason}`)
}
