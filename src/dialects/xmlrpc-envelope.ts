import { multicall } from '../wire/xmlrpc.ts'
import type { XmlNode } from '../xml/node.ts'
import type { Redacted } from './redact.ts'
import { type Hidden, redactCall } from './xmlrpc-redact.ts'

/** A request that is ready to become text. */
export interface CallEnvelope extends Redacted {
  readonly node: XmlNode
}

/** Puts calls into one request: a single one as it is, several into `system.multicall`. */
export function callEnvelope(
  calls: readonly XmlNode[],
  hiddenIn: (call: XmlNode) => Hidden = () => ({}),
): CallEnvelope {
  const redacted = calls.map(call => redactCall(call, hiddenIn(call)))
  return {
    node: joined(calls),
    secrets: redacted.flatMap(({ secrets }) => secrets),
    copy: () => joined(redacted.map(({ copy }) => copy())),
  }
}

function joined(calls: readonly XmlNode[]): XmlNode {
  const [first, ...others] = calls
  return first !== undefined && others.length === 0 ? first : multicall(calls)
}
