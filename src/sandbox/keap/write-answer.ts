import { type Chance, shuffle } from '../chance.ts'
import type { KeapFault } from './fault.ts'
import type { Value } from './value.ts'

/** What an answer says, `neither` being one that says nothing. */
export type Said = { readonly value: Value } | { readonly fault: KeapFault } | 'no-value' | 'neither'

/**
 * Writes an answer the way the service does: with a chance, texts come with and without their type, booleans now and
 * then as numbers, members in any order, blanks around names and numbers, and a fault may carry its cause. Without one
 * it is plain and tidy.
 *
 * A writer of the sandbox's own: what the library reads must not meet only what the library writes.
 */
export function writeAnswer(said: Said, chance?: Chance): string {
  const luck = chance ?? (() => 1)
  const manner: Manner = { chance, blank: luck() < 0.3 ? '\n  ' : '', luck }
  const declaration = luck() < 0.2 ? '<?xml version="1.0"?>' : '<?xml version="1.0" encoding="UTF-8"?>'
  return `${declaration}<methodResponse>${content(said, manner)}</methodResponse>`
}

interface Manner {
  readonly chance: Chance | undefined
  /** Numbers of the answer's own luck; always 1 where there is none, so that nothing rare happens. */
  readonly luck: Chance
  readonly blank: string
}

function content(said: Said, manner: Manner): string {
  if (said === 'neither') return ''
  if (said === 'no-value') return '<params/>'
  if ('value' in said) return `<params><param>${write(said.value, manner)}</param></params>`
  return `<fault>${faultValue(said.fault, manner)}</fault>`
}

/** The text of a fault has no type, as the vendor's pages show it; now and then it has one. */
function faultValue({ code, text }: KeapFault, manner: Manner): string {
  const typed = manner.luck() < 0.2 ? `<string>${escaped(text)}</string>` : escaped(text)
  const members: [string, string][] = [
    ['faultCode', /^-?\d+$/.test(code) ? `<value><i4>${code}</i4></value>` : `<value>${escaped(code)}</value>`],
    ['faultString', `<value>${typed}</value>`],
  ]
  if (manner.luck() < 0.1) members.push(['faultCause', `<value><base64>${CAUSE}</base64></value>`])
  return structText(members, manner)
}

/** Where Java begins to write an object: nobody needs more of it. */
const CAUSE = 'rO0ABXNyABNqYXZhLmxhbmcuRXhjZXB0aW9u'

function write(value: Value, manner: Manner): string {
  switch (value.type) {
    case 'string':
      return text(value.value, manner)
    case 'int':
      return typed(manner.luck() < 0.3 ? 'int' : 'i4', String(value.value), manner)
    case 'boolean':
      return typed(manner.luck() < 0.1 ? 'i4' : 'boolean', value.value ? '1' : '0', manner)
    case 'double':
      return typed('double', decimal(value.value), manner)
    case 'dateTime':
      return typed('dateTime.iso8601', value.value, manner)
    case 'base64':
      return `<value><base64>${value.value}</base64></value>`
    case 'array':
      return `<value><array><data>${value.value.map(item => write(item, manner)).join('')}</data></array></value>`
    case 'struct':
      return structText(
        [...value.value].map(([name, member]) => [name, write(member, manner)]),
        manner,
      )
  }
}

function structText(members: readonly (readonly [string, string])[], { chance, blank }: Manner): string {
  const order = chance === undefined ? members : shuffle(members, chance)
  const inside = order.map(
    ([name, value]) => `<member><name>${blank}${escaped(name)}${blank}</name>${blank}${value}</member>`,
  )
  return `<value><struct>${inside.join('')}</struct></value>`
}

/** Blanks stand around and in what is no text: of a text they would be a part. */
function typed(type: string, inside: string, { blank, luck }: Manner): string {
  const around = luck() < 0.1 ? ' ' : ''
  return `<value>${blank}<${type}>${around}${inside}${around}</${type}>${blank}</value>`
}

function text(value: string, { luck }: Manner): string {
  const hasType = luck() < 0.5
  if (value === '') return hasType ? '<value><string/></value>' : '<value/>'
  return hasType ? `<value><string>${escaped(value)}</string></value>` : `<value>${escaped(value)}</value>`
}

/** Without an exponent: XML-RPC has none. */
function decimal(value: number): string {
  const short = String(value)
  return short.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : short
}

function escaped(value: string): string {
  const legal = value.replace(ILLEGAL, '\uFFFD')
  return legal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}

/** What XML 1.0 has no way to write. */
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
