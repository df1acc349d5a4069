/** How much the account takes. */
export interface OpenAirLimits {
  /** Requests in any 60 seconds; default 1,000,000. */
  readonly perMinute: number
  /** Requests in any 24 hours (counted by the minute); default 10,000,000. */
  readonly perDay: number
  /** Records that one Read may ask for; default 1,000. Above it: 605. */
  readonly recordsPerRead: number
  /** Objects in one request; default 1,000. Above it: 555. */
  readonly objectsPerRequest: number
  /** Commands in one request; default 1,000 (the vendor publishes none). Above it: 855. */
  readonly commandsPerRequest: number
  /** Wrong passwords of a user before every further sign-in gets 416; default 5. */
  readonly failuresBeforeLock: number
}

export const DEFAULT_LIMITS: OpenAirLimits = {
  perMinute: 1_000_000,
  perDay: 10_000_000,
  recordsPerRead: 1_000,
  objectsPerRequest: 1_000,
  commandsPerRequest: 1_000,
  failuresBeforeLock: 5,
}

/** Where the facts leave a choice: which of the possible services the sandbox is. */
export interface OpenAirSettings {
  readonly limits: OpenAirLimits
  /** After a refused sign-in: `Auth` alone, or followed by every command with code 2. */
  readonly authFailure: 'alone' | 'with-commands'
  /** A Read that finds nothing: code 601, or status 0 without records. */
  readonly nothingFound: '601' | 'empty'
  /** The code of an expired or unknown token. */
  readonly tokenRefusal: '9' | '2' | '401'
  /** Where 555 and 855 stand: on `Auth`, or on every command. Unverified; nothing is executed either way. */
  readonly overLimit: 'auth' | 'commands'
  /** Whether reads by token miss what was added after the token was issued. */
  readonly filterCache: boolean
  /** A session of the SOAP API ends when it is not used for so long, in sandbox time; default an hour (unverified). */
  readonly sessionIdleMs: number
}

export const DEFAULT_SETTINGS: OpenAirSettings = {
  limits: DEFAULT_LIMITS,
  authFailure: 'alone',
  nothingFound: '601',
  tokenRefusal: '9',
  overLimit: 'auth',
  filterCache: false,
  sessionIdleMs: 3_600_000,
}

/** What the account demands of a custom field (`NAME__c`). */
export interface CustomFieldRule {
  /** Characters at most; 255 where nothing is said. More: 1106. */
  readonly maxLength?: number
  /** No two records of the type may share a value: 1104. */
  readonly unique?: boolean
  /** The values on its list; others: 1101. */
  readonly values?: readonly string[]
  /** Takes `1`, `0` and empty; others: 1100. */
  readonly checkbox?: boolean
}

/** What stands in the way of a record's approval: `errors` for 1002, `warnings` for 1003. */
export interface Obstacles {
  readonly errors?: string
  readonly warnings?: string
}

/** Valid credentials of the sandbox account. */
export interface OpenAirCredentials {
  readonly namespace: string
  readonly key: string
  readonly company: string
  readonly user: string
  readonly password: string
  readonly accessToken: string
}
