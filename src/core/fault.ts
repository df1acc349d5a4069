import type {
  Applied,
  BodyKind,
  Category,
  Kind,
  Level,
  networkProblems,
  phases,
  Remedy,
  requestProblems,
  Signal,
  shapeProblems,
  stopReasons,
  xmlProblems,
} from './vocabulary.ts'

/** Category, remedy and applied: the three answers that every fault gives. */
export interface Verdict {
  readonly category: Category
  readonly remedy: Remedy
  readonly applied: Applied
}

/** Something the service mentioned without saying no. */
export interface Warning {
  readonly message: string
  readonly code?: string
  readonly level?: Level
  /** The outcome it belongs to; absent where it concerns the whole reply. */
  readonly index?: number
}

/** An XML element as plain data, so that it survives JSON. Text is the element's own character data, joined. */
export interface XmlData {
  readonly name: string
  readonly namespace?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly text?: string
  readonly children?: readonly XmlData[]
}

interface FaultBase extends Verdict {
  /** The service's own words where it gave any, else the title. For people; decide on `category` and `code`. */
  readonly message: string
  /** What happened, in faultline's words. */
  readonly title: string
  /** What to do about it, in faultline's words. */
  readonly advice?: string
  /** The HTTP status, on every fault that came with an HTTP reply. */
  readonly status?: number
  /** The service asked for at least this pause, in milliseconds. A minimum, never a promise. */
  readonly retryAfterMs?: number
  /** The dialect that was read or spoken. */
  readonly dialect?: string
  /** The command or function that the fault is about, as its API names it. */
  readonly operation?: string
  /** What was tried before it came to this, in order, where a client repeats calls by itself. */
  readonly attempts?: readonly Attempt[]
  /** Why nothing more was tried. */
  readonly stopped?: Stopped
}

/** One try of a call that failed. Holds no text of the service and no credential. */
export interface Attempt {
  readonly kind: Kind
  readonly category: Category
  readonly code?: string
  readonly applied: Applied
  /** The wait before this try, in milliseconds. */
  readonly delayMs: number
  readonly durationMs: number
}

/** Why a call was not repeated, or not once more. */
export interface Stopped {
  readonly because: (typeof stopReasons)[number]
  /** The same as a sentence. */
  readonly reason: string
}

/** One thing wrong with an input. `path` leads to the field, outermost first. */
export interface Issue {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** The request was never sent: `applied` is always `no`. */
export interface RequestFault extends FaultBase {
  readonly kind: 'request'
  readonly applied: 'no'
  readonly problem: (typeof requestProblems)[number]
  /** For `invalid-input`: each thing wrong, by field. */
  readonly issues?: readonly Issue[]
}

/** No usable answer came back. */
export interface NetworkFault extends FaultBase {
  readonly kind: 'network'
  readonly problem: (typeof networkProblems)[number]
  /** How far the exchange had come. Nothing had been sent in `connect`. */
  readonly phase: (typeof phases)[number]
  /** The platform's error code, such as `ECONNRESET` or `UND_ERR_HEADERS_TIMEOUT`. */
  readonly errno?: string
}

/** An HTTP answer that is not this API's answer: a proxy's page, an empty body, plain text, a foreign document. */
export interface HttpFault extends FaultBase {
  readonly kind: 'http'
  readonly status: number
  readonly body: BodyKind
  /** The beginning of the body, at most 200 characters, white space folded, secrets masked. */
  readonly excerpt?: string
}

/** The body set out to be XML and is not well formed, cut off or not readable as text. */
export interface XmlFault extends FaultBase {
  readonly kind: 'xml'
  readonly problem: XmlProblem['problem']
  /** Where it stopped; both count from 1. */
  readonly line: number
  readonly column: number
  /** The text around that place, at most 60 characters, secrets masked. */
  readonly excerpt: string
}

/** Why a text is not a document, and where. */
export interface XmlProblem {
  readonly problem: (typeof xmlProblems)[number]
  /** One sentence that names the construct, without line or column. */
  readonly message: string
  readonly line: number
  readonly column: number
  readonly excerpt: string
}

/** Well-formed XML that does not say yes or no in the way it should. */
export interface ShapeFault extends FaultBase {
  readonly kind: 'shape'
  readonly problem: ShapeProblem['problem']
  /** The element where it was seen, as a path of local names from the root. */
  readonly path: string
  /** For `unreadable-output`: each thing wrong, by field. */
  readonly issues?: readonly Issue[]
}

/** How a document differs from what its dialect promises. */
export interface ShapeProblem {
  readonly problem: (typeof shapeProblems)[number]
  readonly message: string
  readonly path: string
}

/** One error of a reply. A service may name several; the fault keeps all of them in order. */
export interface Reason<Code extends string = string> extends Verdict {
  readonly signal: Signal
  readonly level: Level
  readonly code?: Code
  /** The service's own words, in order, as sent. */
  readonly texts: readonly string[]
  readonly title: string
  readonly advice?: string
  /** The vendor's page that says what it means, or `inferred`. */
  readonly source?: string
  readonly retryAfterMs?: number
  /** The command it belongs to, where the refusal reaches over several. */
  readonly operation?: string
  readonly index?: number
  readonly field?: string
  /** A second, finer code beside `code`, where the API has two numberings. */
  readonly subcode?: string
  /** What the service proposes to do about it, in its own words. */
  readonly correction?: string
  /** The mark by which the vendor's support finds the incident. */
  readonly supportId?: string
  /** The mark that a gateway gave to the request. */
  readonly requestId?: string
  /** What the service tells about the error for programs, as it came. */
  readonly additional?: XmlData
}

/** Where the refusal stands that made this command fail too. */
export interface Cause {
  /** The outcome of the command at fault; absent where that command is not known to be one of those asked. */
  readonly index?: number
  readonly operation: string
  readonly id?: string
  readonly code?: string
  readonly message?: string
}

/** A name with its namespace, as resolved where it stood. */
export interface QualifiedName {
  readonly text: string
  readonly localName: string
  readonly namespace?: string
}

/** A SOAP Fault in full, of version 1.1 or 1.2. */
export interface SoapEvidence {
  readonly version?: '1.1' | '1.2'
  /** faultcode, or Code/Value. */
  readonly code?: QualifiedName
  /** Outermost first. SOAP 1.1 has none but the code of a WS-ReliableMessaging header fault. */
  readonly subcodes: readonly QualifiedName[]
  readonly reasons: readonly { readonly language?: string; readonly text: string }[]
  /** faultactor, or Role. */
  readonly role?: string
  readonly node?: string
  readonly detail?: XmlData
}

/** The service understood and said no. */
export interface ServiceFault<Code extends string = string> extends FaultBase {
  readonly kind: 'service'
  readonly signal: Signal
  readonly level: Level
  /** The code of the reason that names this fault. A string, always: `0042` and `-239` are codes. */
  readonly code?: Code
  readonly reasons: readonly Reason<Code>[]
  readonly warnings: readonly Warning[]
  /** What was written in spite of the refusal, as the reply lists it: with `applied` `partly`. */
  readonly written?: readonly XmlData[]
  /** The command at fault, where this one only fell with it. */
  readonly cause?: Cause
  readonly soap?: SoapEvidence
  /** What a schema of the caller made of the Fault's detail, and the name of that element. */
  readonly detail?: FaultDetail
}

/** An element in the detail of a SOAP Fault, read by a schema. */
export interface FaultDetail {
  /** `{namespace}localName`, or the local name alone for an element without a namespace. */
  readonly name: string
  readonly value: unknown
}

/**
 * One failure, as data: not an `Error`, no stack, and it survives `JSON.stringify`.
 *
 * `Code` lists the codes that the dialect's catalog knows; others arrive as plain strings.
 */
export type Fault<Code extends string = string> =
  | RequestFault
  | NetworkFault
  | HttpFault
  | XmlFault
  | ShapeFault
  | ServiceFault<Code>
