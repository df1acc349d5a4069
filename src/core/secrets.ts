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
 * A value of fewer than four characters is masked only where it stands alone, or every text would fall apart.
 */
export function masker(secrets: readonly string[] = []): (text: string) => string {
  let known: RegExp | undefined
  const hide = (text: string) => {
    const byName = mayName.test(text) ? maskedByName(text) : text
    if (secrets.length === 0) return byName
    known ??= anyOf(secrets)
    return byName.replace(known, MASK)
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

/** An expression for the secrets; of two that start alike the longer is tried first. */
function anyOf(secrets: readonly string[]): RegExp {
  const spelled = [...new Set(secrets.flatMap(variantsOf))].sort((a, b) => b.length - a.length)
  const patterns = spelled.flatMap(secret =>
    secret.length < 4 ? [alone(pattern(secret))] : [pattern(secret), ...base64(secret)],
  )
  return new RegExp(patterns.length === 0 ? '(?!)' : patterns.join('|'), 'giu')
}

function alone(pattern: string): string {
  return `(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`
}

/** Each character in any of its spellings, for encoders differ in what they leave as it is. */
function pattern(secret: string): string {
  return [...secret].map(character => (/[A-Za-z0-9]/.test(character) ? character : spellings(character))).join('')
}

const NAMED: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '\u00a0': 'nbsp',
}

function spellings(character: string): string {
  const literal = character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const code = character.codePointAt(0) ?? 0
  const name = NAMED[character] === undefined ? '' : `${NAMED[character]}|`
  const reference = `&(?:amp;)*(?:${name}#0*${code}|#[xX]0*${anyCase(code.toString(16))});`
  const units = character.split('').map(unit => `\\\\u${anyCase(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)
  const percent = [...new TextEncoder().encode(character)].map(
    byte => `%(?:25)*${anyCase(byte.toString(16).padStart(2, '0'))}`,
  )
  const form = character === ' ' ? ['\\+', '&nbsp;'] : []
  // Behind a backslash stands what JSON escapes by itself; the backslash must not stay in front of the mask.
  const escaped = /["\\/]/.test(character) ? [`\\\\${literal}`] : []
  return `(?:${[...escaped, reference, units.join(''), percent.join(''), ...form, literal].join('|')})`
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`)
}

/** In any of the three places that a text may have among the bytes that were encoded; the edges depend on its neighbors. */
function base64(text: string): string[] {
  const bytes = new TextEncoder().encode(text)
  return [0, 1, 2].flatMap(offset => {
    const padded = new Uint8Array(offset + bytes.length)
    padded.set(bytes, offset)
    const whole = btoa(String.fromCharCode(...padded.subarray(0, MOST_ENCODED))).replace(/=+$/, '')
    const own = whole.slice([0, 2, 3][offset], padded.length % 3 === 0 ? undefined : -1)
    return own.length < 6 ? [] : [own.replace(/[+/]/g, '[$&_-]')]
  })
}

/** The beginning of a longer secret is enough to find it, and arguments of a call are limited. */
const MOST_ENCODED = 3_000

/** As given, without white space around (a token read from a file ends in a line end), composed, decomposed, and as
 * somebody shows it who takes UTF-8 for Latin-1. */
function variantsOf(secret: string): string[] {
  const bare = secret.trim()
  const misread = [...new TextEncoder().encode(bare)].map(byte => String.fromCharCode(byte)).join('')
  const variants = [secret, bare, bare.normalize('NFC'), bare.normalize('NFD'), misread]
  return variants.filter(variant => variant.trim() !== '')
}
