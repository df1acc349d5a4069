import { err, ok, type Result } from 'neverthrow'
import type { Fault, ShapeProblem } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Dialect } from '../../dialects/contract.ts'
import { issuesOf } from '../../dialects/operation.ts'
import { normalizer } from '../../normalize/normalizer.ts'
import { shapeFault } from '../../normalize/shape-fault.ts'
import { charsetOf, type HttpReply } from '../../wire/http.ts'
import { parseJson } from '../../wire/json.ts'
import { decode } from '../../xml/decode.ts'
import type { XmlElement } from '../../xml/element.ts'
import { byName } from '../transport/headers.ts'
import type { HttpAnswer } from './api.ts'
import type { HttpCallOptions } from './options.ts'

/** What is known of an answer before it is read. */
interface Expected {
  readonly dialect: Dialect
  readonly method: string
  readonly operation: string
  readonly options: HttpCallOptions
  readonly secrets: readonly string[]
  readonly now: number
  readonly maxBytes?: number
}

/** Reads one answer: its data, judged by the caller's schema, or the fault that it tells of. */
export function readAnswer(reply: HttpReply, expected: Expected): Result<HttpAnswer<unknown>, Fault> {
  const { dialect, operation, options, secrets, now, maxBytes } = expected
  const { as = 'json', schema } = options
  const format = as === 'json' ? { format: as } : {}
  const command = { name: operation, idempotency: 'once', objects: 1, output: false, ...format } as const
  const told = { dialect, asked: { commands: [command] }, secrets, now, ...present({ maxBytes }) }
  return normalizer([dialect])(reply, told).andThen(({ outcomes: [outcome] }) => {
    if (outcome === undefined) return err(shapeFault(NO_ANSWER, contextOf(reply, dialect)))
    if (outcome.result.isErr()) return err(outcome.result.error)
    const data = as === 'json' ? dataOf(outcome.result.value) : ok(textOf(reply))
    return data
      .mapErr(shape => shapeFault(shape, contextOf(reply, dialect)))
      .andThen(read => judged(read, schema, reply, expected))
  })
}

const NO_ANSWER = { problem: 'missing-outcome', message: 'The answer holds nothing', path: '' } as const

function contextOf({ status }: HttpReply, dialect: Dialect) {
  return { status, retryAfterMs: undefined, dialect: dialect.name }
}

function dataOf({ text }: XmlElement): Result<unknown, ShapeProblem> {
  if (text.trim() === '') return ok(undefined)
  const data = parseJson(text)
  return data === undefined ? err(NOT_WHOLE) : ok(data)
}

const NOT_WHOLE = { problem: 'missing-signal', message: 'The JSON of the answer is not whole', path: '' } as const

function textOf({ body, headers }: HttpReply): string {
  return decode(body, charsetOf(headers)).match(
    ({ source }) => source.text,
    () => '',
  )
}

/** What was asked for is the body: a proxy that lost it must not look like a service that has nothing. */
const EMPTY = { problem: 'empty-body', message: 'The answer to a GET under 200 is empty', path: '' } as const

function judged(
  data: unknown,
  schema: HttpCallOptions['schema'],
  reply: HttpReply,
  { method, dialect }: Expected,
): Result<HttpAnswer<unknown>, Fault> {
  const checked = schema?.safeParse(data)
  if (data === undefined && method === 'GET' && reply.status === 200 && checked?.success !== true) {
    return err(shapeFault(EMPTY, contextOf(reply, dialect)))
  }
  if (checked?.success === false) {
    const issues = issuesOf(checked.error)
    const message = 'The data of the answer is not what its schema says'
    return err(shapeFault({ problem: 'unreadable-output', message, path: '', issues }, contextOf(reply, dialect)))
  }
  const { status, headers } = reply
  return ok({
    status,
    headers: byName(headers),
    data: checked === undefined ? data : checked.data,
    alreadyReported: status === 208,
    replayed: false,
  })
}
