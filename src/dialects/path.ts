/** A compiled path: the way down from an element, and what to take where it ends. */
export interface Path {
  readonly text: string
  readonly steps: readonly Step[]
  readonly end: End
  /** Whether a step reaches any depth. At most one does. */
  readonly deep: boolean
}

export interface Step {
  readonly axis: 'self' | 'child' | 'deep'
  readonly name: NameTest
  readonly conditions: readonly Condition[]
}

/** What a path takes of the elements it reaches. */
export type End =
  | { readonly kind: 'text' | 'name' | 'type' }
  | { readonly kind: 'attribute'; readonly name: string; readonly namespace: string | undefined }

/** A test of element names. */
export interface NameTest {
  readonly match: 'any' | 'exact' | 'suffix'
  readonly localName: string
  readonly namespace: string | undefined
}

export interface Condition {
  readonly at: Path
  readonly operator: '=' | '!=' | 'present'
  readonly value: string
}

const MAX_LENGTH = 300
const MAX_STEPS = 24

/**
 * Compiles a path. Names are local names; a prefix means nothing and is refused.
 *
 * | path | reaches |
 * |---|---|
 * | `.`, `.[k=v]` | the element itself |
 * | `a/b`, `a/b*` | all `b` children of all `a` children (the star is for the reader's eye) |
 * | `*`, `*Response` | children of any name, of any name that ends so |
 * | `**` and `/x` | every `x` below, at any depth; once per path |
 * | `{namespace}x` | children `x` of that namespace |
 * | `x[k=v]`, `x[@k!=v]`, `x[k]` | those whose child (attribute) `k` has, has not that value, has any value |
 * | `a/@x`, `@{namespace}x` | an attribute |
 * | `a/#name`, `a/#type` | the local name of the element; that of the type in its `xsi:type` |
 *
 * @throws TypeError for a path that cannot be read: a mistake in the definition
 */
export function parsePath(text: string): Path {
  if (text === '' || text.length > MAX_LENGTH) throw pathError(text, 'is empty or too long')
  const pieces = splitPath(text)
  const last = pieces.at(-1) ?? ''
  const end = endOf(last, text)
  const steps = stepsOf(end.kind === 'text' ? pieces : pieces.slice(0, -1), text)
  if (steps.length > MAX_STEPS) throw pathError(text, 'has too many steps')
  const deepSteps = steps.filter(step => step.axis === 'deep').length
  if (deepSteps > 1) throw pathError(text, 'reaches any depth more than once')
  return { text, steps, end, deep: deepSteps > 0 }
}

/** Compiles a path that must lead to elements, not to a value of theirs. */
export function parseElementPath(text: string): Path {
  const path = parsePath(text)
  if (path.end.kind !== 'text') throw pathError(text, 'must lead to elements')
  return path
}

/** Compiles a test of names as a path's steps have them: `x`, `{namespace}x`, `*`, `*Suffix`. */
export function parseName(text: string, path = text): NameTest {
  const [, namespace, star = '', localName = ''] =
    /^(?:\{([^{}]*)\})?(\*?)([^\s{}[\]@#*:/.][^\s{}[\]@#*:/]*)?$/.exec(text) ?? []
  if (star === '' && localName === '') {
    throw pathError(path, `has \`${text}\` where a local name belongs: \`name\`, \`*\` or \`{namespace}name\``)
  }
  return { match: star === '' ? 'exact' : localName === '' ? 'any' : 'suffix', localName, namespace }
}

/** Splits at slashes, except in `{namespaces}` and `[conditions]`. */
function splitPath(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  let closing = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (closing !== '') {
      if (character === closing) closing = ''
    } else if (character === '{') closing = '}'
    else if (character === '[') closing = ']'
    else if (character === '/') {
      pieces.push(text.slice(start, at))
      start = at + 1
    }
  }
  if (closing !== '') throw pathError(text, `lacks a ${closing}`)
  return [...pieces, text.slice(start)]
}

function endOf(piece: string, path: string): End {
  if (piece === '#name') return { kind: 'name' }
  if (piece === '#type') return { kind: 'type' }
  if (!piece.startsWith('@')) return { kind: 'text' }
  const { match, localName, namespace } = parseName(piece.slice(1), path)
  if (match !== 'exact') throw pathError(path, 'names no attribute')
  return { kind: 'attribute', name: localName, namespace }
}

function stepsOf(pieces: readonly string[], path: string): Step[] {
  const steps: Step[] = []
  let deep = false
  for (const piece of pieces) {
    if (piece === '.' && !deep) continue
    if (piece === '**' && !deep) {
      deep = true
      continue
    }
    steps.push(stepOf(piece, deep ? 'deep' : 'child', path))
    deep = false
  }
  if (deep) throw pathError(path, 'ends in `**`')
  return steps
}

function stepOf(piece: string, axis: Step['axis'], path: string): Step {
  const bracket = bracketOf(piece)
  const name = piece.slice(0, bracket)
  const written = piece.slice(bracket)
  const conditions = [...written.matchAll(/\[([^[\]]*)\]/g)]
  if (conditions.map(([whole]) => whole).join('') !== written) throw pathError(path, `has a step \`${piece}\``)
  const tests = conditions.map(([, inside = '']) => conditionOf(inside, path))
  if (name === '.' && axis === 'child') return { axis: 'self', name: parseName('*'), conditions: tests }
  const bare = name.length > 1 && name.endsWith('*') ? name.slice(0, -1) : name
  return { axis, name: parseName(bare, path), conditions: tests }
}

/** Where the conditions of a step begin; a `[` inside its `{namespace}` begins none. */
function bracketOf(piece: string): number {
  const at = piece.indexOf('[', piece.startsWith('{') ? piece.indexOf('}') : 0)
  return at === -1 ? piece.length : at
}

function conditionOf(inside: string, path: string): Condition {
  const [, key = '', operator, value = ''] = /^([^=!]+?)\s*(?:(!?=)\s*(.*))?$/.exec(inside.trim()) ?? []
  if (key === '' || key.includes('*')) throw pathError(path, `has a condition \`[${inside}]\``)
  return {
    at: parsePath(key),
    operator: operator === '=' || operator === '!=' ? operator : 'present',
    value: value.trim().replace(/^(['"])(.*)\1$/, '$2'),
  }
}

function pathError(path: string, why: string): TypeError {
  return new TypeError(`the path \`${path}\` ${why}`)
}
