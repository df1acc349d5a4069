/** Whether the commands have been carried out by the time that trouble strikes. */
export type When = 'before' | 'after'

/** What an HTTP front end may add to its page, such as `retry-after`. */
type ExtraHeaders = Readonly<Record<string, string>>

/** The service refuses by code; what carries the code is not executed. */
export interface CodeTrouble {
  readonly kind: 'code'
  readonly code: string
  /**
   * `auth` refuses the whole request, over SOAP by a Fault; a number the command, or over SOAP the object, of that
   * index only. Where a SOAP operation gives no `errors` (`login`, `whoami`, ...) 0 is a Fault too. `control`, of
   * Intacct alone, comes before anybody is signed in; a number of Intacct's gateway (`GW-0010`) is refused there,
   * whatever this says.
   */
  readonly at: 'control' | 'auth' | number
  /** Words to go with the code: in `errors` under a command, as text of `Auth` or of a Fault, as `text` of an oaError. */
  readonly text?: string
}

/** The work is done and the XML of the answer stops short. */
export interface TruncatedTrouble {
  readonly kind: 'truncated'
  /** The share of the answer that is sent, between 0 and 1; half by default. */
  readonly keep?: number
}

/** Something that is not the API answers, or nothing. */
export interface PageTrouble {
  readonly kind: 'html' | 'empty' | 'json' | 'text'
  /** Default 502 for `html`, else 200. */
  readonly status?: number
  /** Default `before`. */
  readonly when?: When
  readonly body?: string
  readonly headers?: ExtraHeaders
}

/** The answer takes its time. */
export interface SlowTrouble {
  readonly kind: 'slow'
  /** In milliseconds of sandbox time. */
  readonly delayMs: number
  /** Whether the wait comes before the work or after it; default `after`. */
  readonly when?: When
}

/** The connection is reset: before the work, after it and before the answer, or in the middle of the answer. */
export interface ResetTrouble {
  readonly kind: 'reset'
  /** Default `before`. */
  readonly when?: When | 'during'
}

/** Another HTTP status than the answer would have. */
export interface StatusTrouble {
  readonly kind: 'status'
  readonly status: number
  /** `xml`: the work is done and its answer is sent under that status; `none` (default): an empty body. */
  readonly body?: 'xml' | 'none'
  /** For `none`: whether the work was done; default `before`. */
  readonly when?: When
  readonly headers?: ExtraHeaders
}

/** The work is done and one result comes without its `status`, over SOAP without its `errors` too. `auth` is of XML alone. */
export interface MissingStatusTrouble {
  readonly kind: 'missing-status'
  readonly at: 'auth' | number
}

/** The work is done and one result is left out of the answer. `auth` is of XML alone. */
export interface DropOutcomeTrouble {
  readonly kind: 'drop-outcome'
  readonly at: 'auth' | number
}

/** The work is done and the answer has bytes that are not UTF-8 though its header says so. */
export interface CharsetTrouble {
  readonly kind: 'charset'
}

/**
 * Keap's server breaks while it answers a valid call (fault 500, IllegalStateException). Of Keap alone: other APIs
 * answer as if nothing were.
 */
export interface SessionBugTrouble {
  readonly kind: 'session-bug'
  /** Whether the call has been carried out, which the fault does not tell; default `before`. */
  readonly when?: When
}

/**
 * The process that carries out a request dies: what it has done by then is kept, but for a transaction that it was in the
 * middle of, and no XML comes back. Of Intacct alone: other APIs have done all of it by then.
 */
export interface MidProcessTrouble {
  readonly kind: 'mid-process'
  /** How many functions are carried out first. */
  readonly after: number
  /** The status of HTTP of an answer without a body; where absent, the connection is reset. */
  readonly status?: number
}

/** A reply without trouble, to let one pass in a script. */
export interface NoTrouble {
  readonly kind: 'none'
}

/** What goes wrong with one reply. */
export type TroubleOnce =
  | CodeTrouble
  | TruncatedTrouble
  | PageTrouble
  | SlowTrouble
  | ResetTrouble
  | StatusTrouble
  | MissingStatusTrouble
  | DropOutcomeTrouble
  | CharsetTrouble
  | SessionBugTrouble
  | MidProcessTrouble
  | NoTrouble

/** The name of one thing that goes wrong, `none` among them. */
export type TroubleKind = TroubleOnce['kind']

/** What goes wrong with the next reply, or with the next `times` replies. */
export type Trouble = TroubleOnce & { readonly times?: number }

/** Trouble by chance: what strikes a call depends on the seed, the call and its attempt alone. */
export interface RandomTrouble {
  readonly seed: number
  /** The share of attempts that meet trouble, between 0 and 1. */
  readonly rate: number
  /** What may happen, each as likely as the others; by default a bit of everything. */
  readonly kinds?: readonly TroubleOnce[]
  /** Attempts of one call that may meet trouble; later ones pass. Default: no limit. */
  readonly attempts?: number
}

/** The switchboard for trouble. */
export interface TroubleDesk {
  /** Scripts the next replies, in order. Goes before random trouble and adds to what is still waiting. */
  readonly next: (...troubles: readonly Trouble[]) => void
  /** Turns on trouble by chance. */
  readonly random: (options: RandomTrouble) => void
  /** Ends both. */
  readonly off: () => void
  /** How many scripted replies are still to come. */
  readonly waiting: () => number
}
