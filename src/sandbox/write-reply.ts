import type { XmlNode } from '../xml/node.ts'
import type { Chance } from './chance.ts'

const DECLARATIONS = [
  '',
  '',
  '<?xml version="1.0"?>\n',
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  '<?xml version="1.0" standalone="yes"?>',
]

/**
 * Writes an answer the way the service does: with a chance, the declaration may lack its encoding, blanks
 * stand around `=`, and empty elements come in either form. Without one it is plain and tidy.
 *
 * A writer of the sandbox's own: what the library sends and reads must not meet only itself.
 */
export function writeReply(root: XmlNode, chance?: Chance): string {
  const luck = chance ?? (() => 0)
  const declaration = DECLARATIONS[Math.floor(luck() * DECLARATIONS.length)] ?? ''
  const equals = ['=', '=', ' = ', ' ='][Math.floor(luck() * 4)] ?? '='
  const between = luck() < 0.5 ? '' : '\n'
  return declaration + element(root, 0, { luck, equals, between })
}

interface Manner {
  readonly luck: Chance
  readonly equals: string
  readonly between: string
}

function element(node: XmlNode, depth: number, manner: Manner): string {
  const { luck, equals, between } = manner
  const attributes = Object.entries(node.attributes ?? {}).map(
    ([name, value]) => ` ${name}${equals}"${escaped(value)}"`,
  )
  const open = `<${node.name}${attributes.join('')}`
  const content = (node.children ?? []).map(child =>
    typeof child === 'string' ? escaped(child) : element(child, depth + 1, manner),
  )
  const inside = content.join(depth === 0 ? between : '')
  if (inside !== '') return `${open}>${inside}</${node.name}>`
  return luck() < 0.5 ? `${open}/>` : `${open}></${node.name}>`
}

function escaped(text: string): string {
  const legal = text.replace(ILLEGAL, '\uFFFD')
  return legal
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

/** What XML 1.0 has no way to write. */
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
