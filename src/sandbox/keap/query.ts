import { type Members, textOf, type Value } from './value.ts'

/** Whether a record fits all that a query asks of its fields. */
export function matches(record: Members, asked: Members): boolean {
  return [...asked].every(([field, wanted]) => fits(record.get(field), wanted))
}

/** Texts are alike whatever the case of their letters, and `%` stands for any text; a date alone is any time of its day. */
function fits(held: Value | undefined, wanted: Value): boolean {
  if (wanted.type === 'array' || wanted.type === 'struct') return false
  const [text, pattern] = [textOf(held).toLowerCase(), textOf(wanted).toLowerCase()]
  if (held?.type === 'dateTime')
    return fitsPattern(
      text,
      pattern.replaceAll('-', '').replace(/^\d{8}$/, day => `${day}%`),
    )
  return fitsPattern(text, pattern)
}

/** Compares piece by piece: a pattern of many wildcards costs no more than a long one. */
function fitsPattern(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('%')
  const last = rest.pop()
  if (last === undefined) return text === pattern
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let from = first.length
  for (const piece of rest) {
    const at = text.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return from <= text.length - last.length
}
