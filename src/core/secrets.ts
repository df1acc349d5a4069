import { type Stretch, secretsIn } from './secret-search.ts'
import { type SecretTree, treeOf } from './secret-tree.ts'
import { wordsOf } from './secret-words.ts'

/** What stands where a credential stood. */
export const MASK = '***'

/**
 * Names of elements and attributes whose content is a credential in the APIs that faultline knows. `MakeURL` is the
 * OpenAir command whose answer is the address of a page, already signed in.
 */
const SECRET_NAMES =
  'password|passwd|pwd|userpassword|ssn|access_?token|refresh_?token|j?session_?id|api_?key|secret|client_?secret|binarysecuritytoken|nonce|makeurl'

/** Attributes only: `key` is a credential on OpenAir's request element and a harmless word everywhere else. */
const SECRET_ATTRIBUTES = `${SECRET_NAMES}|key`

const secretElement = new RegExp(`(<(?:[\\w.-]+:)?(?:${SECRET_NAMES})(?:\\s[^<>]*)?>)([^<]+)`, 'gi')
const secretAttribute = new RegExp(`(\\s(?:[\\w.-]+:)?(?:${SECRET_ATTRIBUTES})\\s*=\\s*)("[^"]*"?|'[^']*'?)`, 'gi')
/** OpenAir's SOAP API gives such an address in an element of this name; what signs in stands in its query. */
const secretAddress = /(<(?:[\w.-]+:)?url(?:\s[^<>]*)?>[^<?]*\?)[^<]+/gi
const secretJson = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi')
const secretQuery = new RegExp(`([?&;](?:${SECRET_ATTRIBUTES})=)[^&\\s"'<>]+`, 'gi')
const secretPair = new RegExp(`((?<![\\w.-])(?:${SECRET_NAMES})=)[^&\\s"'<>;,]+`, 'gi')
/** With a colon only where it looks like a token: "password: too short" is a message. */
const secretLine = /((?<![\w.-])(?:access_?token|refresh_?token|j?session_?id|api_?key)\s*:\s*)[\w.~+/=-]{6,}/gi
const cookie = /(\b(?:set-)?cookie\s*:)[^\r\n<]+/gi
const authorization = /(\b(?:bearer|basic|token)\s+)[\w.~+/=-]{6,}/gi

const secretName = new RegExp(`^(?:${SECRET_NAMES})$`, 'i')
const secretAttributeName = new RegExp(`^(?:${SECRET_ATTRIBUTES})$`, 'i')

/** Whether an element of this local name holds a credential. */
export function isSecretName(localName: string): boolean {
  return secretName.test(localName)
}

/** Whether an attribute of this local name holds a credential. */
export function isSecretAttributeName(localName: string): boolean {
  return secretAttributeName.test(localName)
}

/**
 * Makes the function that masks credentials in text: the given values in every spelling in which a service, a
 * proxy or a log may echo them (as they are, as XML or HTML, percent- or form-encoded, as JSON, base64), and
 * whatever stands where credentials usually stand (`<password>`, `key="..."`, `Bearer ...`).
 *
 * A value of fewer than four characters is masked only where it stands alone, or every text would fall apart. The work
 * grows with the length of the text, not with the number or the length of the values.
 */
export function masker(secrets: readonly string[] = []): (text: string) => string {
  let known: SecretTree | undefined
  const hide = (text: string) => {
    const byName = mayName.test(text) ? maskedByName(text) : text
    if (secrets.length === 0) return byName
    known ??= treeOf(wordsOf(secrets))
    return without(byName, secretsIn(byName, known))
  }
  // The words of a refusal are its message and stand among its reasons once more.
  let last = ''
  let hidden = ''
  return text => {
    if (text === last) return hidden
    hidden = hide(text)
    last = text
    return hidden
  }
}

function without(text: string, secrets: readonly Stretch[]): string {
  if (secrets.length === 0) return text
  const kept = secrets.map(({ start }, index) => text.slice(secrets[index - 1]?.end ?? 0, start))
  return [...kept, text.slice(secrets.at(-1)?.end)].join(MASK)
}

/** One cheap look that spares most texts the expressions below. */
const mayName = /pass|pwd|ssn|token|session|key|secret|nonce|makeurl|cookie|bearer|basic|[<:]url[\s>]/i

function maskedByName(text: string): string {
  return text
    .replace(secretElement, `$1${MASK}`)
    .replace(secretAddress, `$1${MASK}`)
    .replace(secretAttribute, `$1"${MASK}"`)
    .replace(secretJson, `$1"${MASK}"`)
    .replace(secretQuery, `$1${MASK}`)
    .replace(secretPair, `$1${MASK}`)
    .replace(secretLine, `$1${MASK}`)
    .replace(cookie, `$1 ${MASK}`)
    .replace(authorization, `$1${MASK}`)
}

/** Words of faultline's own: masking them would change what a fault says, and no service wrote them. */
const OWN_WORDS = new Set([
  'kind',
  'category',
  'remedy',
  'applied',
  'problem',
  'phase',
  'signal',
  'level',
  'title',
  'advice',
  'source',
  'dialect',
  'version',
  'body',
  'errno',
])

/**
 * Returns a copy of the data in which every text that came from outside went through `mask`. Numbers, faultline's
 * own words and the order of everything stay.
 */
export function maskData<T>(value: T, mask: (text: string) => string): T {
  return masked(value, mask) as T
}

function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value)
  if (Array.isArray(value)) return value.map(item => masked(item, mask))
  return typeof value === 'object' && value !== null ? maskedObject(value, mask) : value
}

/** Copied as a whole first, which is quicker than member by member; the keys are ours, so assignment is safe. */
function maskedObject(value: object, mask: (text: string) => string): object {
  const shown: Record<string, unknown> = { ...value }
  const hidden = typeof shown.name === 'string' && isSecretName(localName(shown.name))
  for (const key of Object.keys(shown)) {
    const field = shown[key]
    const masked = maskedField(key, field, hidden, mask)
    if (masked !== field) shown[key] = masked
  }
  return shown
}

function maskedField(key: string, field: unknown, hidden: boolean, mask: (text: string) => string): unknown {
  if (key === 'attributes' && typeof field === 'object' && field !== null) return maskedAttributes(field, mask)
  if (typeof field !== 'string') return masked(field, mask)
  if (OWN_WORDS.has(key)) return field
  return isSecretKey(key) || (hidden && key === 'text') ? MASK : mask(field)
}

const secretKeys = new Map<string, boolean>()

/** There are few different keys, for all of them are ours: each is judged once. */
function isSecretKey(key: string): boolean {
  const known = secretKeys.get(key)
  if (known !== undefined) return known
  if (secretKeys.size > MOST_KEYS) secretKeys.clear()
  const isSecret = isSecretName(key)
  secretKeys.set(key, isSecret)
  return isSecret
}

const MOST_KEYS = 1_000

/** Of an element tree: here the sender chooses the names, and none of them is a word of ours. */
function maskedAttributes(attributes: object, mask: (text: string) => string): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      mask(name),
      secretAttributeName.test(localName(name)) ? MASK : masked(value, mask),
    ]),
  )
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
