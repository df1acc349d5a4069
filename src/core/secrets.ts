const MASK = '***'

/**
 * Names of elements and attributes whose content is a credential in the APIs that faultline knows. `MakeURL` is the
 * OpenAir command whose answer is the address of a page, already signed in.
 */
const SECRET_NAMES =
  'password|passwd|pwd|userpassword|ssn|access_?token|refresh_?token|j?session_?id|api_?key|secret|client_?secret|makeurl'

/** Attributes only: `key` is a credential on OpenAir's request element and a harmless word everywhere else. */
const SECRET_ATTRIBUTES = `${SECRET_NAMES}|key`

const secretElement = new RegExp(`(<(?:[\\w.-]+:)?(?:${SECRET_NAMES})(?:\\s[^<>]*)?>)([^<]+)`, 'gi')
const secretAttribute = new RegExp(`(\\s(?:[\\w.-]+:)?(?:${SECRET_ATTRIBUTES})\\s*=\\s*)("[^"]*"?|'[^']*'?)`, 'gi')
const secretJson = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi')
const secretQuery = new RegExp(`([?&;](?:${SECRET_ATTRIBUTES})=)[^&\\s"'<>]+`, 'gi')
const secretPair = new RegExp(`((?<![\\w.-])(?:${SECRET_NAMES})=)[^&\\s"'<>;,]+`, 'gi')
/** With a colon only where it looks like a token: "password: too short" is a message. */
const secretLine = /((?<![\w.-])(?:access_?token|refresh_?token|j?session_?id|api_?key)\s*:\s*)[\w.~+/=-]{6,}/gi
const cookie = /(\b(?:set-)?cookie\s*:)[^\r\n<]+/gi
const authorization = /(\b(?:bearer|basic|token)\s+)[\w.~+/=-]{6,}/gi

const secretName = new RegExp(`^(?:${SECRET_NAMES})$`, 'i')

/** Whether an element of this local name holds a credential. */
export function isSecretName(localName: string): boolean {
  return secretName.test(localName)
}

/**
 * Makes the function that masks credentials in text: the given values in every spelling that a service may
 * echo (as is, XML-escaped, percent-encoded, base64), and whatever stands where credentials usually stand
 * (`<password>`, `key="..."`, `Bearer ...`).
 *
 * A value of fewer than four characters is masked only where it stands alone, or every text would fall apart.
 */
export function masker(secrets: readonly string[] = []): (text: string) => string {
  const spellings = [...new Set(secrets.flatMap(spelled))].sort((a, b) => b.length - a.length)
  const known =
    spellings.length === 0 ? undefined : new RegExp(spellings.map(spelling => pattern(spelling)).join('|'), 'gu')
  return text => {
    const byName = mayName.test(text) ? maskedByName(text) : text
    return known === undefined ? byName : byName.replace(known, MASK)
  }
}

/** One cheap look that spares most texts the expressions below. */
const mayName = /pass|pwd|ssn|token|session|key|secret|makeurl|cookie|bearer|basic/i

function maskedByName(text: string): string {
  return text
    .replace(secretElement, `$1${MASK}`)
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
 * Returns the data with every text that came from outside masked. Numbers, faultline's own words and the order
 * of everything stay; what holds nothing to mask is handed back as it is.
 */
export function maskData<T>(value: T, mask: (text: string) => string): T {
  return masked(value, mask) as T
}

function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value)
  if (Array.isArray(value)) {
    const items = value.map(item => masked(item, mask))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  return typeof value === 'object' && value !== null ? maskedObject(value, mask) : value
}

function maskedObject(value: object, mask: (text: string) => string): object {
  const hidden = 'name' in value && typeof value.name === 'string' && isSecretName(localName(value.name))
  const replaced = new Map<string, unknown>()
  for (const [key, field] of Object.entries(value)) {
    const shown = maskedField(key, field, hidden, mask)
    if (shown !== field) replaced.set(key, shown)
  }
  if (replaced.size === 0) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, replaced.get(key) ?? field]))
}

function maskedField(key: string, field: unknown, hidden: boolean, mask: (text: string) => string): unknown {
  if (typeof field !== 'string') return masked(field, mask)
  if (OWN_WORDS.has(key)) return field
  return isSecretName(key) || (hidden && key === 'text') ? MASK : mask(field)
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function spelled(secret: string): string[] {
  if (secret === '') return []
  const inText = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const inAttribute = inText.replaceAll('"', '&quot;') // writers differ in how much they escape where
  const escaped = [inText, inAttribute, inAttribute.replaceAll("'", '&apos;')]
  const spellings = [secret, ...escaped, percentEncoded(secret), JSON.stringify(secret).slice(1, -1)]
  return secret.length < 4 ? spellings : [...spellings, base64(secret)]
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return text // a lone surrogate has no percent-encoded form
  }
}

function base64(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/=+$/, '')
}

function pattern(spelling: string): string {
  const literal = spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return spelling.length < 4 ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal
}
