/** A text of which single units are looked at. */
export type Units = Pick<string, 'length' | 'charCodeAt'>

/** What stands at a place if it is not taken literally, and where it ends. */
export interface Spelling {
  readonly of: string
  readonly end: number
}

const NONE: readonly Spelling[] = []
const AMPERSAND = 0x26
const PERCENT = 0x25
const PLUS = 0x2b
const BACKSLASH = 0x5c

/** Whether something else than a unit itself may begin with it. */
export function maySpell(unit: number): boolean {
  return unit === AMPERSAND || unit === PERCENT || unit === PLUS || unit === BACKSLASH
}

/**
 * Every character that the text may spell at a place: as a reference of XML or HTML, percent- or form-encoded, as JSON;
 * also where that was done several times over. The work is bounded, whatever the text is.
 */
export function spellingsAt(text: Units, at: number): readonly Spelling[] {
  switch (text.charCodeAt(at)) {
    case AMPERSAND:
      return referencesAt(text, at)
    case PERCENT:
      return percentAt(text, at)
    case BACKSLASH:
      return escapesAt(text, at)
    case PLUS:
      return [{ of: ' ', end: at + 1 }]
    default:
      return NONE
  }
}

/** How often something may be encoded once more. */
const MOST_TIMES = 8

const NAMES: readonly (readonly [name: string, character: string])[] = [
  ['lt;', '<'],
  ['gt;', '>'],
  ['quot;', '"'],
  ['apos;', "'"],
  ['nbsp;', ' '],
]

/** `&amp;#38;`: each `amp;` may be the ampersand itself, or that of what is behind it. */
function referencesAt(text: Units, at: number): readonly Spelling[] {
  const found: Spelling[] = []
  let end = at + 1
  for (let times = 0; times < MOST_TIMES && stands(text, end, 'amp;'); times++) {
    end += 4
    found.push({ of: '&', end })
  }
  const named = NAMES.find(([name]) => stands(text, end, name))
  if (named !== undefined) return [...found, { of: named[1], end: end + named[0].length }]
  const numbered = text.charCodeAt(end) === 0x23 ? numberAt(text, end + 1) : undefined
  return numbered === undefined ? found : [...found, numbered]
}

const MOST_DIGITS = 12

function numberAt(text: Units, at: number): Spelling | undefined {
  const isHex = (text.charCodeAt(at) | 0x20) === 0x78
  const base = isHex ? 16 : 10
  let value = 0
  let end = isHex ? at + 1 : at
  const first = end
  for (let digit = digitAt(text, end); digit < base && end - first < MOST_DIGITS; digit = digitAt(text, end)) {
    value = value * base + digit
    end++
  }
  if (end === first || text.charCodeAt(end) !== 0x3b || value > 0x10ffff) return undefined
  return { of: String.fromCodePoint(value), end: end + 1 }
}

/** `%2526`: each `25` may be the percent sign itself, or that of what is behind it. */
function percentAt(text: Units, at: number): readonly Spelling[] {
  const found: Spelling[] = []
  let end = at + 1
  for (let times = 0; times < MOST_TIMES && stands(text, end, '25'); times++) {
    end += 2
    found.push({ of: '%', end })
  }
  const character = characterAt(text, at)
  return character === undefined ? found : [...found, character]
}

/** A character of one to four bytes in UTF-8. */
function characterAt(text: Units, at: number): Spelling | undefined {
  const first = byteAt(text, at)
  if (first === undefined || (first.byte >= 0x80 && first.byte < 0xc2)) return undefined
  const more = first.byte < 0x80 ? 0 : first.byte < 0xe0 ? 1 : first.byte < 0xf0 ? 2 : 3
  let code = more === 0 ? first.byte : first.byte & (0x3f >> more)
  let { end } = first
  for (let left = more; left > 0; left--) {
    const next = byteAt(text, end)
    if (next === undefined || (next.byte & 0xc0) !== 0x80) return undefined
    code = code * 64 + (next.byte & 0x3f)
    end = next.end
  }
  return code > 0x10ffff ? undefined : { of: String.fromCodePoint(code), end }
}

function byteAt(text: Units, at: number): { readonly byte: number; readonly end: number } | undefined {
  if (text.charCodeAt(at) !== PERCENT) return undefined
  let end = at + 1
  // The last 25 is the byte itself where no other digits stand behind it.
  for (let times = 0; times < MOST_TIMES && stands(text, end, '25') && isByte(text, end + 2); times++) end += 2
  return isByte(text, end) ? { byte: digitAt(text, end) * 16 + digitAt(text, end + 1), end: end + 2 } : undefined
}

function isByte(text: Units, at: number): boolean {
  return digitAt(text, at) < 16 && digitAt(text, at + 1) < 16
}

/** `\u0026`, of which two may be one character, and what JSON must or may put behind a backslash. */
function escapesAt(text: Units, at: number): readonly Spelling[] {
  const next = text.charCodeAt(at + 1)
  if (next === 0x22 || next === BACKSLASH || next === 0x2f) return [{ of: String.fromCharCode(next), end: at + 2 }]
  if (next !== 0x75 || !isByte(text, at + 2) || !isByte(text, at + 4)) return NONE
  const unit = [2, 3, 4, 5].reduce((value, digit) => value * 16 + digitAt(text, at + digit), 0)
  return [{ of: String.fromCharCode(unit), end: at + 6 }]
}

/** 16 for what is no hexadecimal digit. */
function digitAt(text: Units, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  const lower = unit | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 16
}

/** Whether a word stands there, in either case. */
function stands(text: Units, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    const unit = text.charCodeAt(at + index)
    const wanted = word.charCodeAt(index)
    if (unit !== wanted && (wanted < 0x61 || (unit | 0x20) !== wanted)) return false
  }
  return true
}
