import { isSecretAttributeName, isSecretName } from '../../core/secrets.ts'
import { type Headers, headerPairs } from '../../wire/http.ts'
import { descendants } from '../../xml/descendants.ts'
import type { XmlElement } from '../../xml/element.ts'

/** Headers that are a credential by what they are for. */
const CREDENTIAL = /^(?:(?:proxy-)?authorization|cookie)$|token|secret|api-?key|password|session|credential|nonce/i

/** What of a message may hold credentials, before it is packed. */
interface Readable {
  /** Its document, where it is one. */
  readonly root: XmlElement | undefined
  readonly headers: Readonly<Record<string, unknown>>
}

/**
 * The credentials in a message that is about to leave: the values of elements, attributes and headers that hold one by
 * their name, and the password of a Basic authorization.
 */
export function secretsIn({ root, headers }: Readable): readonly string[] {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    CREDENTIAL.test(name) && typeof value === 'string' ? [value, ...passwordIn(value), ...crumbsIn(name, value)] : [],
  )
  const found = [...sent, ...(root === undefined ? [] : secretsWithin(root))]
  return [...new Set(found)].filter(secret => secret.trim() !== '')
}

/** The credentials that a reply sets: a service may name its session in the same breath. */
export function cookiesSetBy(headers: Headers): readonly string[] {
  const set = [...headerPairs(headers)].flatMap(([name, value]) =>
    name.toLowerCase() === 'set-cookie' ? (value ?? []) : [],
  )
  return set.flatMap(one => valuesIn(one.split(';', 1).join('')))
}

/** Each cookie by itself: a service echoes the one that it cares for. */
function crumbsIn(name: string, value: string): readonly string[] {
  return name.toLowerCase() === 'cookie' ? valuesIn(value) : []
}

/** Of `name=value; name=value`. What is shorter is a language or a switch, and no credential. */
function valuesIn(cookies: string): readonly string[] {
  const values = cookies.split(';').map(one =>
    one
      .slice(one.indexOf('=') + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1'),
  )
  return values.filter(value => value.length >= SHORTEST)
}

const SHORTEST = 6

function passwordIn(authorization: string): readonly string[] {
  const [, scheme = '', token = ''] = /^(\w+)\s+(\S+)/.exec(authorization) ?? []
  if (scheme.toLowerCase() !== 'basic') return token === '' ? [] : [token]
  const plain = Buffer.from(token, 'base64').toString()
  const colon = plain.indexOf(':')
  return colon === -1 ? [token] : [token, plain.slice(colon + 1)]
}

function secretsWithin(root: XmlElement): readonly string[] {
  return [root, ...descendants(root)].flatMap(element => {
    const attributes = element.attributes.filter(({ localName }) => isSecretAttributeName(localName))
    const own = attributes.map(({ value }) => value)
    if (!isSecretName(element.localName)) return own
    return [...own, ...[element, ...descendants(element)].map(one => one.text.trim())]
  })
}
