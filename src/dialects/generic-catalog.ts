import type { Catalog, CatalogEntry } from './contract.ts'
import { defaults } from './defaults.ts'

const AWS = 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html'
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html'
const AZURE = 'https://learn.microsoft.com/en-us/rest/api/storageservices/common-rest-api-error-codes'
const OWS = 'https://www.ogc.org/standards/common/'
const DAV = 'https://www.rfc-editor.org/rfc/rfc4918#section-16'
const NETCONF = 'https://www.rfc-editor.org/rfc/rfc6241#appendix-A'
const OAI = 'https://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions'
const INFERRED = 'inferred'

const throttled = {
  category: 'rate-limit',
  remedy: 'wait',
  title: 'The service slows the caller down',
  advice: 'Send fewer requests; the same one may go again after a pause.',
  source: AWS,
} as const

const late = {
  category: 'timeout',
  ...defaults.timeout,
  title: 'The service gave up waiting within the request',
  source: AWS,
} as const

const failed = { category: 'server', ...defaults.server } as const
const away = { category: 'unavailable', ...defaults.unavailable } as const
const denied = { category: 'permission', ...defaults.permission } as const
const badValue = { category: 'validation', ...defaults.validation } as const
const missing = { ...badValue, title: 'A required value is missing' } as const
const unread = { category: 'malformed-request', ...defaults['malformed-request'] } as const
const noSuch = { category: 'not-found', ...defaults['not-found'] } as const
const notOffered = { category: 'unsupported', ...defaults.unsupported } as const
const wrongLogin = { category: 'authentication', ...defaults.authentication, remedy: 'fix' } as const
const locked = {
  category: 'conflict',
  remedy: 'wait',
  title: 'Somebody else holds a lock on the resource',
} as const

/** Names that AWS and the many services that took over its form use for throttling and passing trouble. */
const throttling = {
  Throttling: throttled,
  ThrottlingException: throttled,
  ThrottledException: throttled,
  RequestThrottled: throttled,
  RequestThrottledException: throttled,
  TooManyRequestsException: throttled,
  ProvisionedThroughputExceededException: throttled,
  RequestLimitExceeded: throttled,
  BandwidthLimitExceeded: throttled,
  LimitExceededException: throttled,
  SlowDown: throttled,
  EC2ThrottledException: throttled,
  QuotaExceeded: throttled,
  TransactionInProgressException: { ...throttled, title: 'Another transaction on the same data is under way' },
  PriorRequestNotComplete: { ...throttled, title: 'An earlier request of the same kind is still under way' },
  RequestTimeout: late,
  RequestTimeoutException: late,
  OperationTimedOut: { ...late, title: 'The service did not finish in time', source: AZURE },
  InternalError: { ...failed, source: S3 },
  InternalFailure: { ...failed, source: AWS },
  ServiceUnavailable: { ...away, source: S3 },
  ServerBusy: { ...away, title: 'The service has too much to do', source: AZURE },
} as const satisfies Record<string, CatalogEntry>

const storage = {
  AccessDenied: { ...denied, source: S3 },
  InvalidAccessKeyId: { ...wrongLogin, title: 'The service does not know the access key', source: S3 },
  SignatureDoesNotMatch: {
    ...wrongLogin,
    title: 'The signature of the request is not right',
    advice: 'Check the secret key, the signing method and that nothing changes the request on its way.',
    source: S3,
  },
  ExpiredToken: { category: 'session', remedy: 'sign-in', title: 'The token has expired', source: S3 },
  RequestTimeTooSkewed: { ...wrongLogin, title: 'The clocks of caller and service differ too much', source: S3 },
  NoSuchKey: { ...noSuch, title: 'There is no object of this key', source: S3 },
  NoSuchBucket: { ...noSuch, title: 'There is no bucket of this name', source: S3 },
  ResourceNotFound: { ...noSuch, source: AZURE },
  AuthenticationFailed: { ...wrongLogin, source: AZURE },
  MalformedXML: { ...unread, source: S3 },
  EntityTooLarge: { category: 'malformed-request', remedy: 'shrink', title: 'The object is too large', source: S3 },
  MethodNotAllowed: { ...notOffered, source: S3 },
  NotImplemented: { ...notOffered, source: S3 },
} as const satisfies Record<string, CatalogEntry>

/** Exception codes of the geographic web services (WFS, CSW, WCS, WMS). */
const geographic = {
  OperationNotSupported: { ...notOffered, source: OWS },
  MissingParameterValue: { ...missing, source: OWS },
  InvalidParameterValue: { ...badValue, source: OWS },
  VersionNegotiationFailed: { ...notOffered, title: 'No version that both sides speak was found', source: OWS },
  InvalidUpdateSequence: { ...badValue, title: 'The update sequence is ahead of the service', source: OWS },
  LayerNotDefined: { ...noSuch, title: 'There is no layer of this name', source: OWS },
  InvalidCRS: { ...badValue, title: 'The coordinate system is not offered', source: OWS },
} as const satisfies Record<string, CatalogEntry>

const conditions = {
  'lock-token-submitted': { ...locked, source: DAV },
  'no-conflicting-lock': { ...locked, source: DAV },
  'lock-token-matches-request-uri': { ...badValue, title: 'The lock token belongs to another resource', source: DAV },
  'cannot-modify-protected-property': { ...denied, title: 'The property cannot be changed', source: DAV },
  'in-use': { ...locked, title: 'The resource is in use', source: NETCONF },
  'lock-denied': { ...locked, source: NETCONF },
  'resource-denied': { ...away, applied: 'no', title: 'The device lacks resources for the request', source: NETCONF },
  'access-denied': { ...denied, source: NETCONF },
  'invalid-value': { ...badValue, source: NETCONF },
  'missing-element': { ...missing, source: NETCONF },
  'unknown-element': { ...unread, source: NETCONF },
  'data-exists': { category: 'conflict', remedy: 'refetch', title: 'The data is there already', source: NETCONF },
  'data-missing': { ...noSuch, source: NETCONF },
  'operation-not-supported': { ...notOffered, source: NETCONF },
  badArgument: { ...badValue, source: OAI },
  badResumptionToken: { ...badValue, title: 'The resumption token is wrong or has expired', source: OAI },
  badVerb: { ...notOffered, title: 'The service does not know the verb', source: OAI },
  cannotDisseminateFormat: { ...notOffered, title: 'The record is not offered in this format', source: OAI },
  idDoesNotExist: { ...noSuch, source: OAI },
  noRecordsMatch: { ...noSuch, remedy: 'none', title: 'Nothing matches the request', source: OAI },
  noSetHierarchy: { ...notOffered, title: 'The service has no sets', source: OAI },
  businessException: { category: 'business-rule', ...defaults['business-rule'], source: INFERRED },
  systemException: { ...failed, source: INFERRED },
} as const satisfies Record<string, CatalogEntry>

/** Codes that several vendors share. What only one vendor says belongs into a dialect of its own. */
export const genericCatalog = {
  codes: { ...throttling, ...storage, ...geographic, ...conditions },
  families: [
    { matches: /^Throttl/, title: 'requests that come too fast' },
    { matches: /^(?:NoSuch|.*NotFound$)/, title: 'things that do not exist' },
    { matches: /^Invalid/, title: 'wrong values' },
  ],
} as const satisfies Catalog
