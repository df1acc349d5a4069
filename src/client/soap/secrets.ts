import { isSecretName } from '../../core/secrets.ts'
import { descendants } from '../../xml/descendants.ts'
import { parse } from '../../xml/parse.ts'
import type { Outgoing } from './message.ts'

/** Headers that are a credential by what they are for. */
const CREDENTIAL = /^(?:(?:proxy-)?authorization|cookie)$|token|secret|api-?key|password/i

/**
 * The credentials in a message that is about to leave: the values of elements and headers that hold one by their
 * name, and the password of a Basic authorization.
 */
export function secretsIn({ headers, body }: Outgoing): readonly string[] {
  const sent = Object.entries(headers).filter(([name]) => CREDENTIAL.test(name))
  const found = [...sent.flatMap(([, value]) => [value, ...basicPassword(value)]), ...secretTexts(body)]
  return [...new Set(found)].filter(secret => secret.trim() !== '')
}

function basicPassword(authorization: string): readonly string[] {
  const [, scheme = '', token = ''] = /^(\w+)\s+(\S+)/.exec(authorization) ?? []
  if (scheme.toLowerCase() !== 'basic') return token === '' ? [] : [token]
  const plain = Buffer.from(token, 'base64').toString()
  const colon = plain.indexOf(':')
  return colon === -1 ? [token] : [token, plain.slice(colon + 1)]
}

/** Of a packed body nobody can see the elements; what its names hide is masked in the reply all the same. */
function secretTexts(body: string | Uint8Array): readonly string[] {
  const root = typeof body === 'string' ? parse(body).map(document => document.root) : undefined
  if (root?.isOk() !== true) return []
  return [root.value, ...descendants(root.value)].flatMap(element => {
    if (!isSecretName(element.localName)) return []
    return [element, ...descendants(element)].map(one => one.text.trim())
  })
}
