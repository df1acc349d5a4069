import { err, ok, type Result } from 'neverthrow'
import type { Fault, ShapeProblem, Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { masker } from '../../core/secrets.ts'
import type { Asked, Dialect } from '../../dialects/contract.ts'
import { soap } from '../../dialects/soap/dialect.ts'
import { normalizer } from '../../normalize/normalizer.ts'
import { shapeFault } from '../../normalize/shape-fault.ts'
import { type HttpReply, isSuccess } from '../../wire/http.ts'
import { unpack } from '../../wire/multipart.ts'
import type { Part } from '../../wire/multipart-part.ts'
import { isEnvelope, readEnvelope } from '../../wire/soap.ts'
import type { XmlElement } from '../../xml/element.ts'
import { withDetail } from './detail.ts'
import type { DetailSchemas } from './fault.ts'
import type { SoapMethod } from './methods.ts'
import { readOutput } from './read-output.ts'

/** The answer of a SOAP operation, with all that came beside its output. */
export interface SoapAnswer<Output = unknown> {
  /** Undefined for an operation without an answer. */
  readonly output: Output
  /** The element that the output was read from. */
  readonly element?: XmlElement
  /** The Header of the reply. */
  readonly header?: XmlElement
  /** The parts beside the message (SOAP with attachments, MTOM), by Content-ID. */
  readonly attachments: ReadonlyMap<string, Part>
  readonly warnings: readonly Warning[]
  /** The HTTP status. */
  readonly status: number
}

/** What reading a reply needs to know of the call. */
interface Expected {
  readonly method: SoapMethod
  readonly asked: Asked
  readonly dialect: Dialect
  readonly faults: DetailSchemas
  readonly secrets: readonly string[]
  readonly maxBytes?: number
  readonly now: number
}

const NO_PARTS: SoapAnswer['attachments'] = new Map()

/** Reads the reply of one call: `normalize`, then the output by its description, or the detail of a Fault by its schema. */
export function readReply(http: HttpReply, expected: Expected): Result<SoapAnswer, Fault> {
  const { method, asked, secrets, now, maxBytes, faults } = expected
  const { status } = http
  if (method.answer === 'none' && isSuccess(status) && isEmpty(http.body)) {
    return ok({ output: undefined, attachments: NO_PARTS, warnings: [], status })
  }
  // What cannot be taken apart is told by `normalize`.
  const { message, attachments } = unpack(http).unwrapOr({ message: http, attachments: NO_PARTS })
  let root: XmlElement | undefined
  const dialect = seeing(expected.dialect, seen => {
    root = seen
  })
  const reply = normalizer([dialect, soap])(message, { dialect, asked, secrets, now, ...present({ maxBytes }) })
  if (reply.isErr()) return err(withDetail(reply.error, root, faults, masker(secrets)))
  const header = root !== undefined && isEnvelope(root) ? readEnvelope(root).header : undefined
  const beside = { attachments, warnings: reply.value.warnings, status, ...present({ header }) }
  const broken = (shape: ShapeProblem) => shapeFault(shape, { status, retryAfterMs: undefined, dialect: dialect.name })
  if (reply.value.kind === 'acknowledgement') {
    return method.answer === 'content' ? err(broken(missing(method))) : ok({ output: undefined, ...beside })
  }
  const { outcomes } = reply.value
  const refused = outcomes.find(({ result }) => result.isErr())
  if (refused?.result.isErr() === true) return err(refused.result.error)
  const [element, ...others] = outcomes.flatMap(({ result }) => (result.isOk() ? [result.value] : []))
  if (element === undefined) return err(broken(missing(method)))
  if (others.length > 0) return err(broken(ambiguous(method)))
  const place = { root, attachments, isOwn: expected.dialect !== soap }
  return readOutput(element, method, place)
    .mapErr(broken)
    .map(output => ({ output, element, ...beside }))
}

function isEmpty(body: string | Uint8Array): boolean {
  return typeof body === 'string' ? body.trim() === '' : body.every(byte => byte <= 0x20)
}

/** The same dialect, which also shows what it is asked about. */
function seeing(dialect: Dialect, show: (root: XmlElement) => void): Dialect {
  return {
    ...dialect,
    recognize: root => {
      show(root)
      return dialect.recognize(root)
    },
  }
}

function missing({ name }: SoapMethod): ShapeProblem {
  return { problem: 'missing-outcome', message: `The reply holds no result of ${name}`, path: name }
}

function ambiguous({ name }: SoapMethod): ShapeProblem {
  return {
    problem: 'mismatched-outcome',
    message: `The reply holds several results for one call of ${name}`,
    path: name,
  }
}
