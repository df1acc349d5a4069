import { err, ok, type Result } from 'neverthrow'

/** Deeper ones could be read and not be written again. */
const DEEPEST = 200

/**
 * Reads a JSON object and refuses what `JSON.parse` takes and changes: a number of more digits than it keeps, and a member that
 * is there twice. What is wrong is told without what stands there.
 */
export function readObject(text: string): Result<Readonly<Record<string, unknown>>, string> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return err('is not a JSON object')
  }
  if (!isObject(value) || Array.isArray(value)) return err('is not a JSON object')
  const { depth, members, isExact } = measure(text)
  if (depth > DEEPEST) return err(`is nested more than ${DEEPEST} levels deep`)
  if (!isExact) return err('has a number with more digits than are kept: in quotes it stays as it is')
  return membersOf(value) === members ? ok(value) : err('has two members of one name')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Goes through the tokens of what is known to be JSON. Each member has one colon. */
function measure(json: string) {
  const token = /["{[\]}:]|-?\d[-+.\deE]*/g
  let level = 0
  let depth = 0
  let members = 0
  let isExact = true
  for (let found = token.exec(json); found !== null; found = token.exec(json)) {
    const [text] = found
    if (text === '"') token.lastIndex = endOfString(json, token.lastIndex)
    else if (text === ':') members += 1
    else if (text === '}' || text === ']') level -= 1
    else if (text === '{' || text === '[') {
      level += 1
      depth = Math.max(depth, level)
    } else isExact &&= isKept(text)
  }
  return { depth, members, isExact }
}

/** The place behind the quote that ends a string. */
function endOfString(json: string, start: number): number {
  const mark = /["\\]/g
  mark.lastIndex = start
  while (mark.exec(json)?.[0] === '\\') mark.lastIndex += 1
  return mark.lastIndex
}

function membersOf(value: object): number {
  let count = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const member of Object.values(value)) if (isObject(member)) count += membersOf(member)
  return count
}

/** No number has as many digits in earnest, and the expressions below would take long for it. */
const LONGEST = 1_000

function isKept(number: string): boolean {
  if (number.length <= 15 && !/e/i.test(number)) return true
  return number.length <= LONGEST && digitsOf(number) === digitsOf(String(Number(number)))
}

/** The same for `1500`, `1.5e3` and `1.50E+03`: `15e2`. */
function digitsOf(number: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(number) ?? []
  const all = `${whole}${fraction}`.replace(/^0+/, '')
  const digits = all.replace(/0+$/, '')
  return digits === '' ? '0' : `${digits}e${Number(exponent) - fraction.length + all.length - digits.length}`
}
