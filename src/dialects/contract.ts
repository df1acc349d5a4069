import type { ShapeProblem, Verdict, Warning } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Applied, Category, Level, Remedy } from '../core/vocabulary.ts'
import type { PlainReply } from '../wire/http.ts'
import type { XmlElement } from '../xml/element.ts'

/** What a refusal means. `source` is the vendor's page that says so, or `inferred`. */
export interface Meaning {
  readonly category: Category
  readonly remedy: Remedy
  readonly title: string
  readonly advice?: string
  /** Absent: `no`, for a refusal says that nothing was done. */
  readonly applied?: Applied
  /** A wait in milliseconds that this refusal calls for when the reply names none. */
  readonly retryAfterMs?: number
  readonly source: string
  /** How far it can be relied on. Absent: nothing speaks against it. */
  readonly confidence?: 'high' | 'medium' | 'low'
}

/** One code; where it serves for several things the words decide: the first phrase that matches wins. */
export interface CatalogEntry extends Meaning {
  readonly phrases?: readonly Phrase[]
  /** What it means at a level, where no phrase fits. */
  readonly levels?: Readonly<Partial<Record<Level, Meaning>>>
}

/** A meaning that hangs on the words of a refusal. */
export interface Phrase extends Meaning {
  readonly says: RegExp
  readonly level?: Level
  /** Where the words must stand. Absent: among the texts, not in what the service proposes. */
  readonly in?: 'correction'
}

/** A dialect's codes and phrases. Data, no functions. */
export interface Catalog {
  readonly codes: Readonly<Record<string, CatalogEntry>>
  /** For refusals that carry no code, or whose words say more than their code. */
  readonly phrases?: readonly Phrase[]
  /** Families and ranges, for the hint on an unknown code; `verdict` where a family has one meaning throughout. */
  readonly families?: readonly { readonly matches: RegExp; readonly title: string; readonly verdict?: Verdict }[]
  /** Codes that only wrap a more specific one beside them. One whose own phrase tells a cause is none, if it comes first. */
  readonly wrappers?: readonly string[]
  /** HTTP statuses that mean something of their own at this API, for refusals whose signal is `http-status`. */
  readonly statuses?: Readonly<Record<number, Meaning>>
}

/** What was sent, as far as a reader needs it. */
export interface Asked {
  /** The mark of the request as a whole, where the API echoes it. A reply that carries another answers something else. */
  readonly id?: string
  readonly commands: readonly AskedCommand[]
}

/** One command that was sent. */
export interface AskedCommand {
  readonly name: string
  /** The caller's mark, where the API carries one. */
  readonly id?: string
  readonly idempotency: Idempotency
  /** How many objects the command carries. */
  readonly objects: number
  /** Whether a successful result must have content. */
  readonly output: boolean
  /** Which part of the request it stands in, from 0, where one request has several (Intacct's operations). Default 0. */
  readonly part?: number
  /** The form that a success was asked for, where the API offers others than XML. */
  readonly format?: 'json' | 'csv'
}

/** What a reader made of one command. */
export interface ReadOutcome {
  readonly index: number
  readonly operation: string
  readonly id?: string
  readonly result:
    | { readonly kind: 'done'; readonly payload: XmlElement }
    | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
    | { readonly kind: 'misshapen'; readonly shape: ShapeProblem }
}

/** What a reader made of a whole answer. */
export type Reading =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly ReadOutcome[]; readonly warnings: readonly Warning[] }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[]; readonly warnings: readonly Warning[] }
  | { readonly kind: 'acknowledged'; readonly id?: string; readonly warnings: readonly Warning[] }
  | { readonly kind: 'misshapen'; readonly shape: ShapeProblem }

/** How one API says yes and no. Pure: a dialect never sees a socket or a clock. */
export interface Dialect {
  readonly name: string
  readonly catalog: Catalog
  /** `specific` is asked before `generic`; `named` is used only when the caller names it. */
  readonly rank: 'specific' | 'generic' | 'named'
  readonly recognize: (root: XmlElement) => boolean
  /** Tree to verdicts and Refusals. Without `asked` nothing is known to be missing or extra. */
  readonly read: (root: XmlElement, asked?: Asked) => Reading
  /** Refusals that are not XML, such as a gateway's JSON; none where it is not the dialect's business. Asked only when the caller named the dialect. */
  readonly readHttp?: (reply: PlainReply) => readonly Refusal[]
  /** Answers under 2xx that are not XML because the caller asked for another form. Asked only when the dialect is named. */
  readonly readText?: (reply: PlainReply, asked: Asked) => Reading | undefined
  /** Statuses outside 2xx under which a body may still be a success. */
  readonly validStatuses?: readonly number[]
}
