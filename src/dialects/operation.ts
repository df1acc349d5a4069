import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import type { Issue } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import type { XmlElement } from '../xml/element.ts'
import type { XmlNode } from '../xml/node.ts'
import type { Command, Each, Unreadable } from './command.ts'

/** One thing that an API can do: what it takes, how it is written, and what its result gives. */
export interface Operation<Input, Output> {
  /** The name of its element. */
  readonly name: string
  readonly idempotency: Idempotency
  readonly input: z.ZodType<Input>
  readonly output: z.ZodType<Output>
  /** How many objects it carries. */
  readonly objects: number
  /** Whether a successful result must have content. */
  readonly content: boolean
  readonly write: (input: Input) => XmlNode
  /** What the payload holds; `output` judges it. */
  readonly read: (payload: XmlElement, input: Input) => unknown
  /** How a payload shows that it answers another input than this one. Asked before anything is read. */
  readonly mismatch?: (payload: XmlElement, input: Input) => Issue | undefined
  /** For a list of records: where they stand in a reply, what each holds, and what judges it. */
  readonly each?: Omit<Each, 'read'> & {
    readonly read: (record: XmlElement) => unknown
    readonly output: z.ZodType
  }
  /** Codes that, on a repeat after an unknown outcome, mean that the first try succeeded. */
  readonly done?: { readonly codes: readonly string[]; readonly output: (input: Input) => Output }
}

/**
 * Makes a command of an operation and its input. An input that its schema refuses makes a command that is
 * never sent: its outcome is a `request` fault with the issues.
 */
export function command<Input, Output>(operation: Operation<Input, Output>, input: unknown): Command<Output> {
  const { name, idempotency, objects, content, each } = operation
  const asked = { name, idempotency, objects, output: content }
  const readEach: Each | undefined = each && {
    ...each,
    read: record => parsed(name, each.output, each.read(record)),
  }
  const common = readEach === undefined ? { asked } : { asked, each: readEach }
  const checked = checkInput(operation.input, input)
  if (checked.isErr()) {
    const issues = checked.error
    return {
      ...common,
      write: () => err(issues),
      read: () => err({ problem: 'unreadable-output', message: 'Never sent', path: name, issues }),
    }
  }
  const data = checked.value
  const node = operation.write(data)
  const { done } = operation
  return {
    ...common,
    write: () => ok(node),
    read: payload => judge(operation, payload, data),
    ...(done === undefined ? {} : { done: { codes: done.codes, output: () => done.output(data) } }),
  }
}

/**
 * What a schema makes of an input. That may be an object that throws where it is looked at, and that is no reason for a
 * call to throw.
 */
export function checkInput<Input>(schema: z.ZodType<Input>, input: unknown): Result<Input, readonly Issue[]> {
  try {
    const checked = schema.safeParse(input)
    return checked.success ? ok(checked.data) : err(issuesOf(checked.error))
  } catch {
    return err([{ path: [], message: 'Cannot be read: a property throws' }])
  }
}

function judge<Input, Output>(operation: Operation<Input, Output>, payload: XmlElement, input: Input) {
  const mismatch = operation.mismatch?.(payload, input)
  if (mismatch !== undefined) {
    const message = `The result of ${operation.name} answers something else`
    return err({ problem: 'mismatched-outcome' as const, message, path: operation.name, issues: [mismatch] })
  }
  return parsed(operation.name, operation.output, operation.read(payload, input))
}

/** The data of a result, if its schema takes it. */
export function parsed<Output>(name: string, schema: z.ZodType<Output>, data: unknown): Result<Output, Unreadable> {
  const judged = schema.safeParse(data)
  return judged.success ? ok(judged.data) : err(unreadable(name, issuesOf(judged.error)))
}

/** A result that is not what its operation promises. */
export function unreadable(name: string, issues: readonly Issue[]): Unreadable {
  const first = issues[0]
  const where = first === undefined || first.path.length === 0 ? '' : ` at ${first.path.join('.')}`
  return {
    problem: 'unreadable-output',
    message: `The result of ${name} is not what it should be${where}`,
    path: name,
    issues,
  }
}

/** Nobody reads more of them, and a list of a million would be a fault of hundreds of megabytes. */
const MOST_ISSUES = 100

/** The issues of a zod error as plain data; their messages name types and rules, never values. */
export function issuesOf(error: z.ZodError): readonly Issue[] {
  return error.issues.slice(0, MOST_ISSUES).map(({ path, message }) => ({
    path: path.map(step => (typeof step === 'symbol' ? String(step) : step)),
    message,
  }))
}
