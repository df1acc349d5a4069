import { XMLParser } from 'fast-xml-parser'
import { normalize } from 'faultline'
import { SaxesParser } from 'saxes'
import type { Verdict } from './bodies.ts'

/** One way to read a body, and what it found, to see that it has read it. */
export interface Subject {
  readonly name: string
  /** The work that is timed: bytes to whatever the subject makes of them. */
  readonly read: (body: Uint8Array) => unknown
  /** The same work, and the verdict in what came of it. */
  readonly verdict: (body: Uint8Array) => Verdict
}

/** The subject that the others are compared with. */
export const BASELINE = 'fast-xml-parser 5'

export const subjects: readonly Subject[] = [
  subject(
    'faultline',
    body => normalize({ status: 200, headers: {}, body }),
    result => {
      const outcomes = result.match(
        reply => reply.outcomes,
        () => [],
      )
      return { commands: outcomes.length, refused: outcomes.filter(outcome => outcome.result.isErr()).length }
    },
  ),
  subject(BASELINE, body => parser.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength)), countOrdered),
  subject('saxes + tree', body => tree(decoder.decode(body)), countTree),
]

function subject<Product>(
  name: string,
  read: (body: Uint8Array) => Product,
  count: (product: Product) => Verdict,
): Subject {
  return { name, read, verdict: body => count(read(body)) }
}

const decoder = new TextDecoder()
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false })

function countOrdered(document: unknown): Verdict {
  const { Auth: _, ...results } = childOf(document, 'response')
  const commands = Object.values(results).flat()
  return { commands: commands.length, refused: commands.filter(command => statusOf(command) !== '0').length }
}

function childOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const child: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof child === 'object' && child !== null ? { ...child } : {}
}

function statusOf(command: unknown): unknown {
  return typeof command === 'object' && command !== null ? Reflect.get(command, '@_status') : undefined
}

interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  text: string
}

/** The least that makes a tree of the events: names, attributes, children, text. */
function tree(text: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const sax = new SaxesParser({ xmlns: false })
  sax.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  sax.on('closetag', () => {
    open.pop()
  })
  sax.on('text', value => {
    const node = open.at(-1)
    if (node !== undefined) node.text += value
  })
  sax.write(text).close()
  return root
}

function countTree(document: Node): Verdict {
  const commands = (document.children[0]?.children ?? []).filter(node => node.name !== 'Auth')
  return { commands: commands.length, refused: commands.filter(node => node.attributes.status !== '0').length }
}
