import { err, ok, type Result } from 'neverthrow'
import type { Fault, Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { masker } from '../../core/secrets.ts'
import type { Asked, Dialect } from '../../dialects/contract.ts'
import { soap } from '../../dialects/soap/dialect.ts'
import { normalizer } from '../../normalize/normalizer.ts'
import { shapeFault } from '../../normalize/shape-fault.ts'
import { type HttpReply, isSuccess } from '../../wire/http.ts'
import { headersOfRoot, isMultipart, type Multipart, type Part, readMultipart } from '../../wire/multipart.ts'
import { isEnvelope, readEnvelope } from '../../wire/soap.ts'
import type { XmlElement } from '../../xml/element.ts'
import { decodeElement } from './decode.ts'
import { withDetail } from './detail.ts'
import type { DetailSchemas } from './fault.ts'
import type { SoapMethod } from './methods.ts'

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
  readonly status: number
}

/** What reading a reply needs to know of the call. */
export interface Expected {
  readonly method: SoapMethod
  readonly asked: Asked
  readonly dialect: Dialect
  readonly faults: DetailSchemas
  readonly secrets: readonly string[]
  readonly maxBytes?: number
  readonly now: number
}

const NO_PARTS: ReadonlyMap<string, Part> = new Map()

/** Reads the reply of one call: `normalize`, then the output by its description, or the detail of a Fault by its schema. */
export function readReply(http: HttpReply, expected: Expected): Result<SoapAnswer, Fault> {
  if (expected.method.isOneWay && isSuccess(http.status) && isEmpty(http.body)) {
    return ok({ output: undefined, attachments: NO_PARTS, warnings: [], status: http.status })
  }
  const parts = partsOf(http)
  const attachments = parts?.attachments ?? NO_PARTS
  let root: XmlElement | undefined
  const dialect = seeing(expected.dialect, seen => {
    root = seen
  })
  const { asked, secrets, now, maxBytes } = expected
  const told = { dialect, asked, secrets, now, ...(maxBytes === undefined ? {} : { maxBytes }) }
  const message = parts === undefined ? http : { ...http, ...messageIn(http, parts) }
  const reply = normalizer([dialect, soap])(message, told)
  if (reply.isErr()) return err(withDetail(reply.error, root, expected.faults, masker(secrets)))
  const header = root !== undefined && isEnvelope(root) ? readEnvelope(root).header : undefined
  const beside = { attachments, warnings: reply.value.warnings, status: http.status, ...(header && { header }) }
  if (reply.value.kind === 'acknowledgement') return ok({ output: undefined, ...beside })
  const outcome = reply.value.outcomes[0]
  if (outcome === undefined) return err(missing(expected, http))
  return outcome.result.andThen(element =>
    outputOf(element, expected, http).map(output => ({ output, element, ...beside })),
  )

  function outputOf(element: XmlElement, { method }: Expected, { status }: HttpReply): Result<unknown, Fault> {
    const { data, issues } = decodeElement(element, {
      shape: method.shape,
      attachments,
      ...present({ part: partOf(method, element) }),
    })
    if (issues.length === 0) return ok(method.isOneWay ? undefined : data)
    const where = issues[0]?.path.join('.') ?? ''
    const problem = `The result of ${method.name} is not what the WSDL describes at ${where}`
    const shape = { problem: 'unreadable-output', message: problem, path: element.localName, issues } as const
    return err(shapeFault(shape, { status, retryAfterMs: undefined, dialect: dialect.name }))
  }
}

/** A dialect may give something farther in than the element around the part. */
function partOf({ name, part }: SoapMethod, element: XmlElement): string | undefined {
  return element.localName === `${name}Response` ? part : undefined
}

function isEmpty(body: string | Uint8Array): boolean {
  return typeof body === 'string' ? body.trim() === '' : body.every(byte => byte <= 0x20)
}

function partsOf({ headers, body }: HttpReply): Multipart | undefined {
  if (!isMultipart(headers) || typeof body === 'string') return undefined
  return readMultipart(headers, body).unwrapOr(undefined)
}

function messageIn({ headers }: HttpReply, { root }: Multipart): Pick<HttpReply, 'headers' | 'body'> {
  return { headers: headersOfRoot(headers, root), body: root.bytes }
}

/** The same dialect, which also shows what it reads. */
function seeing(dialect: Dialect, show: (root: XmlElement) => void): Dialect {
  return {
    ...dialect,
    recognize: root => {
      show(root)
      return dialect.recognize(root)
    },
  }
}

function missing({ method, dialect }: Expected, { status }: HttpReply): Fault {
  const message = `The reply holds no result of ${method.name}`
  const shape = { problem: 'missing-outcome', message, path: method.name } as const
  return shapeFault(shape, { status, retryAfterMs: undefined, dialect: dialect.name })
}
