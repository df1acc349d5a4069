import type { Result } from 'neverthrow'
import type { RequestFault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Dialect } from '../../dialects/contract.ts'
import { callEnvelope } from '../../dialects/xmlrpc-envelope.ts'
import type { Hidden } from '../../dialects/xmlrpc-redact.ts'
import { normalizer } from '../../normalize/normalizer.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { SecretLimits } from '../call/credentials.ts'
import type { Endpoint, Refused } from '../call/endpoint.ts'
import type { OpenWay } from '../call/open-way.ts'
import type { Signed } from '../http/authorize.ts'

/** How the requests to one service are made. */
interface Making {
  readonly way: OpenWay['way']
  readonly dialect: Dialect
  readonly url: string
  /** Hidden in every answer, whatever was sent. */
  readonly secrets: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly sign: (limits: SecretLimits) => Promise<Result<Signed, RequestFault>>
  /** Whether somebody can be asked for another secret after this refusal. */
  readonly isRenewable: (refused: Refused) => boolean
  /** Gives a call what else it needs, such as a key in front of its parameters. */
  readonly complete?: (call: XmlNode, signed: Signed) => XmlNode
  /** What of a complete call is a credential, beside members that are so by their name. */
  readonly hiddenIn?: (call: XmlNode) => Hidden
}

/** Makes the way to a service over XML-RPC. Credentials live in its functions only. */
export function xmlRpcEndpoint(making: Making): Endpoint {
  const { way, dialect, url, headers = {}, sign, isRenewable, complete = call => call, hiddenIn } = making
  const normalize = normalizer([dialect])
  const limitsOf = (signal: AbortSignal | undefined) => ({ limitMs: way.timeouts.connectMs, clock: way.clock, signal })
  const endpoint: Endpoint = {
    ...way,
    dialect: dialect.name,
    url,
    headers: { ...headers, 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' },
    normalize: (reply, options) => normalize(reply, { ...options, dialect }),
    envelope: async (calls, signal) => {
      const obtained = await sign(limitsOf(signal))
      return obtained.map(signed => {
        const made = callEnvelope(
          calls.map(call => complete(call, signed)),
          hiddenIn,
        )
        const secrets = [...new Set([...made.secrets, ...signed.secrets, ...making.secrets])]
        return { ...made, secrets, headers: signed.headers, ...present({ signed: signed.secret }) }
      })
    },
    // A function is asked for every request; a repeat is worth it only if it has something new to give.
    renew: async refused => {
      if (!isRenewable(refused)) return undefined
      const obtained = await sign(limitsOf(refused.signal))
      return obtained.isOk() && obtained.value.secret !== refused.signed ? endpoint : undefined
    },
  }
  return endpoint
}
