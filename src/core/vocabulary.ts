/** The stages at which data may stop, in the order in which it passes them. */
export const kinds = ['request', 'network', 'http', 'xml', 'shape', 'service'] as const
/** The stage at which data stopped. Discriminates the union of faults. */
export type Kind = (typeof kinds)[number]

/** Every category, for programs that list or check them. */
export const categories = [
  'authentication',
  'session',
  'permission',
  'rate-limit',
  'validation',
  'business-rule',
  'not-found',
  'conflict',
  'declined',
  'unsupported',
  'malformed-request',
  'malformed-response',
  'unavailable',
  'server',
  'timeout',
  'cancelled',
  'collateral',
  'unknown',
] as const
/** What a fault means to the caller. `unknown` is an honest answer, never a gap. */
export type Category = (typeof categories)[number]

/** Every answer to the question whether the service may have acted. */
export const appliedValues = ['no', 'maybe', 'partly', 'yes'] as const
/** May the service have acted on the request? Whether a repeat is safe hangs on it. */
export type Applied = (typeof appliedValues)[number]

/** Every remedy. */
export const remedies = ['wait', 'sign-in', 'fix', 'shrink', 'refetch', 'reconcile', 'contact', 'none'] as const
/**
 * What helps: `wait` and send the same again, `sign-in` anew, `fix` the request, `shrink` it, `refetch` the
 * record, `reconcile` with what the service holds, `contact` an administrator or the vendor, or `none`.
 */
export type Remedy = (typeof remedies)[number]

/** Every way to say no. */
export const signals = [
  'status-attribute',
  'status-element',
  'errors-element',
  'error-element',
  'error-object',
  'message-list',
  'soap-fault',
  'xmlrpc-fault',
  'problem-document',
  'http-status',
] as const
/** How the service said no. */
export type Signal = (typeof signals)[number]

/** Every level, from the whole answer down to one field of one object. */
export const levels = [
  'response',
  'control',
  'authentication',
  'operation',
  'function',
  'command',
  'object',
  'field',
] as const
/** How far up a refusal reaches: from the whole answer down to one field. */
export type Level = (typeof levels)[number]

/** Everything that a body may turn out to be. */
export const bodyKinds = ['empty', 'html', 'json', 'text', 'xml'] as const
/** What a body turned out to be. */
export type BodyKind = (typeof bodyKinds)[number]

/** Why a request was never sent. */
export const requestProblems = [
  'invalid-input',
  'circuit-open',
  'bulkhead-full',
  'cancelled',
  'credentials',
  'not-sent',
] as const

/** Why no usable answer came. */
export const networkProblems = [
  'refused',
  'name',
  'unreachable',
  'tls',
  'timeout',
  'reset',
  'cancelled',
  'too-large',
  'other',
] as const

/** How far an exchange had come when it failed; in `connect` nothing had been sent. */
export const phases = ['connect', 'headers', 'body', 'unknown'] as const

/** Why a text is not a document. Every production of XML 1.0 that faultline checks has its own word. */
export const xmlProblems = [
  'too-large',
  'too-deep',
  'encoding',
  'doctype',
  'truncated',
  'character',
  'name',
  'attribute',
  'duplicate-attribute',
  'tag-mismatch',
  'entity',
  'markup',
  'namespace',
  'root',
] as const

/** How a document may differ from what its dialect promises. */
export const shapeProblems = [
  'unrecognized',
  'missing-signal',
  'missing-outcome',
  'mismatched-outcome',
  'unexpected-element',
  'empty-body',
  'unreadable-output',
] as const

/**
 * Why a call is not repeated: `final`, a repeat would not help; `unsafe`, it may have been done; `exhausted`, it was tried
 * often enough; `deadline`, the wait would take too long; `budget`, too much is being repeated already; `forbidden`, the
 * program said so; `cancelled`, by the caller.
 */
export const stopReasons = ['final', 'unsafe', 'exhausted', 'deadline', 'budget', 'forbidden', 'cancelled'] as const
/** One of them. */
export type StopReason = (typeof stopReasons)[number]
