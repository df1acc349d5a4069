import { XMLBuilder } from 'fast-xml-parser'
import { err, ok, type Result } from 'neverthrow'
import { forbiddenCharacter } from './characters.ts'
import { MAX_NAME, splitName } from './names.ts'
import type { XmlNode } from './node.ts'

/** Why a tree cannot be written. */
export interface WriteProblem {
  /** Names from the root down, each followed by its index where siblings share it; `@name` for an attribute. */
  readonly path: readonly (string | number)[]
  /** One sentence. Never holds a value: values may be credentials. */
  readonly message: string
}

/** How a tree is written. */
export interface WriteOptions {
  /** Puts `<?xml version="1.0" encoding="UTF-8"?>` first: the text is meant to be sent as UTF-8. Default false. */
  readonly declaration?: boolean
}

const MAX_DEPTH = 512
const MAX_NODES = 5_000_000

/**
 * Writes a tree as XML, on one line, so that `parse` gives the same tree again.
 *
 * Text is always text: nothing of it can become a tag, a comment or a CDATA section. Refused, with the path to
 * it, are names that are none (at most one colon; productions 4 and 5), characters that XML 1.0 forbids
 * (production 2), and nesting of more than 512 levels. Prefixes are not checked against declarations.
 *
 * @example
 * write({ name: 'Read', attributes: { type: 'Project' }, children: [{ name: 'id', children: ['7'] }] })
 */
export function write(node: XmlNode, { declaration = false }: WriteOptions = {}): Result<string, WriteProblem> {
  const root: Visit = { node, parent: undefined, depth: 1, target: {} }
  const problem = convert(root)
  if (problem !== undefined) return err(problem)
  const prolog = declaration ? '<?xml version="1.0" encoding="UTF-8"?>' : ''
  return ok(prolog + String(builder.build([root.target])))
}

/** An element on its way into the builder's form. */
interface Visit {
  readonly node: XmlNode
  readonly parent: Visit | undefined
  readonly depth: number
  readonly target: BuiltNode
}

/** The builder's ordered form: one key, which is the name or `#text`, and attributes under `:@`. */
type BuiltNode = Record<string, unknown>

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  maxNestedTags: MAX_DEPTH + 2,
  processEntities: false, // the two below also keep line ends and tabs, which its own entities lose
  tagValueProcessor: (_name, value) => escapeText(String(value)),
  attributeValueProcessor: (_name, value) => escapeAttribute(String(value)),
})

/** Checks every element and puts it into the builder's form. The builder recurses: this bounds how deep. */
function convert(root: Visit): WriteProblem | undefined {
  const visits = [root]
  let nodes = 0
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    if (visit.depth > MAX_DEPTH) return problemAt(visit, `Elements are nested more than ${MAX_DEPTH} levels deep`)
    if (++nodes > MAX_NODES) return problemAt(visit, `The tree has more than ${MAX_NODES} elements`)
    const wrong = nameProblem(visit.node.name)
    if (wrong !== undefined) return problemAt(visit, wrong)
    const problem = convertAttributes(visit) ?? convertChildren(visit, visits)
    if (problem !== undefined) return problem
  }
  return undefined
}

function convertAttributes(visit: Visit): WriteProblem | undefined {
  const attributes = Object.entries(visit.node.attributes ?? {})
  for (const [name, value] of attributes) {
    const wrong = nameProblem(name) ?? textProblem(value)
    if (wrong !== undefined) return problemAt(visit, wrong, `@${shortened(name)}`)
  }
  if (attributes.length > 0) visit.target[':@'] = Object.fromEntries(attributes)
  return undefined
}

/** Texts are built here; elements get their place here and are built when their turn comes. */
function convertChildren(visit: Visit, visits: Visit[]): WriteProblem | undefined {
  const built: BuiltNode[] = []
  const inner: Visit[] = []
  for (const child of visit.node.children ?? []) {
    if (typeof child === 'object' && child !== null) {
      const target: BuiltNode = {}
      built.push(target)
      inner.push({ node: child, parent: visit, depth: visit.depth + 1, target })
    } else {
      const wrong = textProblem(child)
      if (wrong !== undefined) return problemAt(visit, wrong)
      built.push({ '#text': child })
    }
  }
  for (const next of inner.reverse()) visits.push(next) // the first one's turn comes next
  // an own key, also where the name is __proto__
  Object.defineProperty(visit.target, visit.node.name, { value: built, enumerable: true })
  return undefined
}

function nameProblem(name: string): string | undefined {
  if (typeof name !== 'string' || splitName(name) === undefined) return 'The name is not a name of XML'
  return name.length > MAX_NAME ? `The name is longer than ${MAX_NAME} characters` : undefined
}

function textProblem(text: string): string | undefined {
  if (typeof text !== 'string') return 'The value is not a text'
  return forbiddenCharacter(text) === -1 ? undefined : 'The text has a character that XML forbids'
}

function problemAt(visit: Visit, message: string, ...inner: string[]): WriteProblem {
  const path: (string | number)[] = []
  for (let here: Visit | undefined = visit; here !== undefined; here = here.parent) path.unshift(...step(here))
  return { path: [...path, ...inner], message }
}

/** The name of an element, and its index among the siblings of that name if there are others. */
function step({ node, parent }: Visit): (string | number)[] {
  const siblings = (parent?.node.children ?? []).filter(child => typeof child === 'object' && child?.name === node.name)
  const name = shortened(String(node.name))
  return siblings.length < 2 ? [name] : [name, siblings.indexOf(node)]
}

function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 59)}…`
}

/** @see https://www.w3.org/TR/xml/#syntax and, for CR, section 2.11: a parser would make it an LF */
function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, character => ESCAPES[character] ?? character)
}

/** Also line ends and tabs: a parser would make each of them a space (section 3.3.3). */
function escapeAttribute(value: string): string {
  return value.replace(/[&<>"'\t\n\r]/g, character => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
