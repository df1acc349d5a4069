import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../../core/fault.ts'
import { MAX_DEPTH } from '../../xml/limits.ts'
import { splitName } from '../../xml/names.ts'
import { type Shape, UNKNOWN } from './shape.ts'
import { writableAttributes } from './writable-attributes.ts'
import { dateProblem, type Keys, textProblem, writeScalar } from './writable-scalar.ts'

/** What is known of an input before it is looked at. */
export interface InputRules {
  readonly shape: Shape
  /** Whether it is an object of parts, whose attributes node-soap writes as they are. */
  readonly isRpc: boolean
  readonly keys: Keys
}

/** Room for the envelope and what node-soap puts around an input. */
const DEEPEST = MAX_DEPTH - 12
const MOST_VALUES = 1_000_000
const MOST_ISSUES = 100

/**
 * Copies an input as far as node-soap writes it, or says what it would write as something else, as nothing or as no XML:
 * bytes, functions, circles, names that are none, characters that XML forbids, numbers that are none.
 *
 * The copy is of the moment of the call, however often that is tried. A `Date` becomes the text of an `xsd:dateTime` in UTC,
 * null becomes `xsi:nil` also in a list and as a part, and a member that is undefined is left out.
 */
export function writableInput(input: unknown, rules: InputRules): Result<unknown, readonly Issue[]> {
  const issues: Issue[] = []
  const copying: Copying = { rules, issues, path: [], open: new Set(), left: MOST_VALUES }
  if (input === undefined || input === null) return ok({})
  if (Array.isArray(input) || (rules.isRpc && typeof input !== 'object')) refuse(copying, 'Must be an object')
  const copy = issues.length > 0 ? undefined : copied(input, rules.shape, copying)
  return issues.length > 0 ? err(issues) : ok(copy)
}

interface Copying {
  readonly rules: InputRules
  readonly issues: Issue[]
  readonly path: (string | number)[]
  /** What holds the value that is copied now. */
  readonly open: Set<object>
  left: number
}

function refuse({ issues, path }: Copying, message: string): undefined {
  if (issues.length < MOST_ISSUES) issues.push({ path: [...path], message })
}

function copied(value: unknown, shape: Shape, copying: Copying): unknown {
  copying.left -= 1
  if (copying.left === 0) refuse(copying, `Must not hold more than ${MOST_VALUES} values`)
  if (copying.left <= 0 || value === undefined) return undefined
  if (value === null) return { [copying.rules.keys.attributes]: { 'xsi:nil': 'true' } }
  if (value instanceof Date) {
    const problem = dateProblem(value, shape.scalar)
    return problem === undefined ? value.toISOString() : refuse(copying, problem)
  }
  if (typeof value !== 'object') {
    const problem = textProblem(value)
    return problem === undefined ? writeScalar(value) : refuse(copying, problem)
  }
  return within(value, copying, () =>
    Array.isArray(value) ? list(value, shape, copying) : object(value, shape, copying),
  )
}

function within(value: object, copying: Copying, copy: () => unknown): unknown {
  const { open } = copying
  if (open.has(value)) return refuse(copying, 'Must not hold itself')
  if (open.size >= DEEPEST) return refuse(copying, `Must not lie deeper than ${DEEPEST} levels`)
  open.add(value)
  try {
    return copy()
  } catch {
    return refuse(copying, 'Cannot be read')
  } finally {
    open.delete(value)
  }
}

function list(values: readonly unknown[], shape: Shape, copying: Copying): unknown {
  return Array.from(values, (value, index) =>
    at(index, copying, () =>
      value === undefined ? refuse(copying, 'Must not be undefined') : copied(value, shape, copying),
    ),
  )
}

function at<Value>(step: string | number, copying: Copying, work: () => Value): Value | undefined {
  copying.path.push(step)
  try {
    return work()
  } catch {
    return refuse(copying, 'Cannot be read') // a property that throws, and what it throws may be anything
  } finally {
    copying.path.pop()
  }
}

function object(value: object, shape: Shape, copying: Copying): unknown {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  if (ArrayBuffer.isView(value) || kind === 'ArrayBuffer') return refuse(copying, 'Must be text: bytes in base64')
  if (kind !== 'Object') return refuse(copying, `Must not be of the type ${kind}`)
  const entries = Object.keys(value).map(
    name => [name, at(name, copying, () => member(name, Reflect.get(value, name), shape, copying))] as const,
  )
  return Object.fromEntries(entries.filter(([, copy]) => copy !== undefined))
}

function member(name: string, value: unknown, { members }: Shape, copying: Copying): unknown {
  const { keys, isRpc } = copying.rules
  if (value === undefined) return undefined
  if (name === keys.attributes) {
    const isPart = isRpc && copying.open.size === 2
    return writableAttributes(value, isPart, (step, message) => at(step, copying, () => refuse(copying, message)))
  }
  const isText = name === keys.value || name === keys.xml || (name === '_xml' && copying.open.size === 1)
  if (isText && typeof value === 'object') return refuse(copying, 'Must be text')
  const bare = name.startsWith(':') ? name.slice(1) : name
  const parts = splitName(bare)
  if (!isText && name !== keys.container && parts === undefined) {
    return refuse(copying, 'Is not the name of an XML element')
  }
  return copied(value, members?.get(parts?.localName ?? name)?.shape ?? UNKNOWN, copying)
}
