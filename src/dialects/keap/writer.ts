import { callOf, methodOf, paramsOf } from '../../wire/xmlrpc.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { Hidden } from '../xmlrpc-redact.ts'

/** Stands where the key stood, for the methods still want a text there. */
const PLACEHOLDER = 'faultline'

/** Methods that take no key in front, as client libraries call them. */
const KEYLESS: ReadonlySet<string> = new Set(['DataService.getTemporaryKey'])

/** Parameters that are credentials, counted without the key: hashes of passwords, keys, tokens. */
const SECRET_PARAMS: Readonly<Record<string, readonly number[]>> = {
  'DataService.authenticateUser': [1],
  'DataService.getTemporaryKey': [0, 2],
  'CreditCardSubmissionService.requestCreditCardId': [0],
}

/** Members of records that nobody should see, beside passwords: what a card can be charged with. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set(['CardNumber', 'CVV2'])

/** Puts the key in front of the parameters, or what stands in its place where the credential is a header. */
export function withKey(call: XmlNode, key: string = PLACEHOLDER): XmlNode {
  const method = methodOf(call)
  if (KEYLESS.has(method)) return call
  const first = { name: 'value', children: [{ name: 'string', children: [key] }] }
  return callOf(method, [first, ...paramsOf(call)])
}

/** What of a call with its key in front is a credential. */
export function hiddenIn(call: XmlNode, { hasKey }: { readonly hasKey: boolean }): Hidden {
  const method = methodOf(call)
  const isKeyless = KEYLESS.has(method)
  const own = (Object.hasOwn(SECRET_PARAMS, method) ? SECRET_PARAMS[method] : undefined) ?? []
  const params = [...(hasKey && !isKeyless ? [0] : []), ...own.map(index => (isKeyless ? index : index + 1))]
  return { params, member: name => SECRET_MEMBERS.has(name) }
}
