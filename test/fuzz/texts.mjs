import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const recordings = readdirSync(folder, { recursive: true })
  .filter(file => /\.(xml|html|txt)$/.test(file))
  .map(file => readFileSync(join(folder, file), 'utf8'))

const pieces = [
  ...[
    '<',
    '>',
    '/',
    '</',
    '/>',
    '"',
    "'",
    '=',
    '&',
    '&amp;',
    '&#65;',
    '&#x',
    ';',
    ']]>',
    '--',
    '<!--',
    '-->',
    '<![CDATA[',
  ],
  ...[
    '?>',
    '<?p ',
    '<?xml version="1.0"?>',
    '<!DOCTYPE a>',
    ' ',
    '\r\n',
    '\t',
    ':',
    'xmlns=""',
    ' xmlns:p="u"',
    ' p:a=""',
    ' a="1"',
  ],
  ...[
    '<a>',
    '</a>',
    '<p:b/>',
    'status="0"',
    '\u0000',
    '\u0085',
    '\ud83d',
    '\udc00',
    '\ufffe',
    '\ufeff',
    'é',
    '値',
    '😀',
    '__proto__',
  ],
]

/** A random number generator that a seed determines (mulberry32). */
export function chanceFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The text of one try: a recording with a few stretches replaced, or pieces in a row. The seed determines it. */
export function textFor(seed) {
  const chance = chanceFrom(seed)
  const pick = list => list[Math.floor(chance() * list.length)]
  if (chance() < 0.2) return Array.from({ length: Math.floor(chance() * 40) }, () => pick(pieces)).join('')
  let text = pick(recordings)
  for (let edits = 1 + Math.floor(chance() * 5); edits > 0; edits--) {
    const at = Math.floor(chance() * text.length)
    const gone = chance() < 0.5 ? 0 : Math.floor(chance() * 12)
    const put = chance() < 0.3 ? text.slice(at, at + Math.floor(chance() * 60)) : pick(pieces)
    text = text.slice(0, at) + put + text.slice(at + gone)
  }
  return text
}
