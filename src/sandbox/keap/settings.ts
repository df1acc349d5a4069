/** How many calls one credential may make. */
export interface CallQuota {
  /** Calls in any second: the spike policy. */
  readonly perSecond: number
  /** Calls in any 60 seconds. */
  readonly perMinute: number
  /** Calls in a day, which ends at 00:00 UTC. */
  readonly perDay: number
}

/** How much the account takes: the figures that the service publishes, unless said otherwise. */
export interface KeapLimits {
  /** Of the access token; default 25, 1,500 and 150,000. */
  readonly accessToken: CallQuota
  /** Of the service account key; default 10, 240 and 30,000. */
  readonly serviceKey: CallQuota
  /** Tokens in the bucket of the legacy key; default 10,000. */
  readonly bucket: number
  /** Records that one query gives, whatever it asks for; default 1,000. */
  readonly recordsPerQuery: number
}

export const DEFAULT_KEAP_LIMITS: KeapLimits = {
  accessToken: { perSecond: 25, perMinute: 1_500, perDay: 150_000 },
  serviceKey: { perSecond: 10, perMinute: 240, perDay: 30_000 },
  bucket: 10_000,
  recordsPerQuery: 1_000,
}

/** Which of the possible services the sandbox is. */
export interface KeapSettings {
  readonly limits: KeapLimits
  /** Whether legacy keys still work; a retired one is InvalidKey (2). Default `live`. */
  readonly legacyKeys: 'live' | 'retired'
  /** The gateway in front: today's, which says 429 in JSON, or that of before 2020, which says 403 in words. */
  readonly gateway: 'current' | 'former'
  /** The HTTP status of the page that answers in a brownout and after the end (unverified); default 503. */
  readonly closedStatus: number
  /** When XML-RPC ends, in milliseconds of sandbox time since 1970; default never. */
  readonly endsAt: number
}

export const DEFAULT_KEAP_SETTINGS: KeapSettings = {
  limits: DEFAULT_KEAP_LIMITS,
  legacyKeys: 'live',
  gateway: 'current',
  closedStatus: 503,
  endsAt: Number.POSITIVE_INFINITY,
}

/** Valid credentials of the account. */
export interface KeapCredentials {
  /** The legacy key: the first parameter of every call. */
  readonly apiKey: string
  /** An OAuth token: `?access_token=` or `Authorization: Bearer`. */
  readonly accessToken: string
  /** A service account key: `X-Keap-API-Key` or `Authorization: Bearer`. */
  readonly serviceKey: string
  /** For `getTemporaryKey`. */
  readonly vendorKey: string
  /** For `authenticateUser` and `getTemporaryKey`. */
  readonly user: string
  readonly password: string
}
