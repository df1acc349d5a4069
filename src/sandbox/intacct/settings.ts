/** How much the company takes. */
export interface IntacctLimits {
  /** Requests in any 60 seconds; default 1,000,000. Above it: GW-0010. */
  readonly perMinute: number
  /** Requests of the company that are worked on at once; default 1,000 (third parties tell of 2 on the lowest tier). */
  readonly parallel: number
  /** How long a request waits for one of the others to end before it is refused, in sandbox time; default 5 seconds. */
  readonly queueMs: number
  /** Characters of an asynchronous request; default 500,000. */
  readonly asyncCharacters: number
}

export const DEFAULT_INTACCT_LIMITS: IntacctLimits = {
  perMinute: 1_000_000,
  parallel: 1_000,
  queueMs: 5_000,
  asyncCharacters: 500_000,
}

/** Where nobody outside knows what the service does: which of the possible services the sandbox is. */
export interface IntacctSettings {
  readonly limits: IntacctLimits
  /** A session ends when it is not used for so long, in sandbox time; default an hour (unverified). */
  readonly sessionMs: number
  /** How long a `resultId` lives without use, in sandbox time; default ten minutes (unverified). */
  readonly cursorMs: number
  /** How long the service works on one function, in sandbox time; default 0. */
  readonly functionMs: number
  /** How long a request of a policy waits until it is carried out, in sandbox time; default a second. */
  readonly policyMs: number
  /** A function whose control ID has succeeded before: a failure in words, or a result without a status. */
  readonly recorded: 'words' | 'no-status'
  /** A function that another request is just carrying out: refused by itself, or its whole request at control. */
  readonly running: 'result' | 'control'
  /** Which functions get into the log of control IDs: all, or those of requests with `uniqueid` true. */
  readonly remembers: 'all' | 'guarded'
  /** Too many requests: GW-0010 under HTTP 429, or words under HTTP 200. */
  readonly overLimit: 'GW-0010' | 'words'
  /** An unknown sender: refused at control, or by the gateway in front (GW-0011, HTTP 400). */
  readonly unknownSender: 'control' | 'gateway'
  /** A login that is wrong: refused at authentication, or by the gateway in front (HTTP 401). */
  readonly wrongLogin: 'authentication' | 'gateway'
  /** What the function at fault says in a transaction that is undone. */
  readonly culprit: 'failure' | 'aborted'
}

export const DEFAULT_INTACCT_SETTINGS: IntacctSettings = {
  limits: DEFAULT_INTACCT_LIMITS,
  sessionMs: 3_600_000,
  cursorMs: 600_000,
  functionMs: 0,
  policyMs: 1_000,
  recorded: 'words',
  running: 'result',
  remembers: 'all',
  overLimit: 'GW-0010',
  unknownSender: 'control',
  wrongLogin: 'authentication',
  culprit: 'failure',
}

/** Valid credentials of the company. */
export interface IntacctCredentials {
  readonly senderId: string
  readonly senderPassword: string
  readonly companyId: string
  readonly userId: string
  readonly userPassword: string
  /** An entity of the company, for `locationid`; without one a login is at the top level. */
  readonly locationId: string
  /** The transport policy that asynchronous requests may name. */
  readonly policyId: string
}
