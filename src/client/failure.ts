import type { Category, NetworkFault, Remedy, RequestFault } from '../core/fault.ts'
import { networkFault } from '../core/network-fault.ts'
import { requestFault } from '../core/request-fault.ts'
import { links, type Thrown } from './thrown.ts'

/** How far an exchange had come when it failed. */
export type Phase = NetworkFault['phase']

/** An error that says how far the exchange had come. A transport of your own may throw one, too. */
export interface TransportFailure extends Error {
  /** `connect` promises that not one byte of the request was sent. */
  readonly phase: Phase
  readonly code?: string
}

/** Makes what the transports here throw. The cause stays on this side of `send`; no fault carries it. */
export function transportFailure(phase: Phase, cause: unknown, code?: string): TransportFailure {
  const error = new Error(`The exchange failed (${phase})`, { cause })
  return Object.assign(error, { phase }, code === undefined ? {} : { code })
}

/**
 * Tells what a thrown thing means, whatever it is. Nothing of it but an error code of a known form gets into
 * the fault, since its message, its properties and its cause may quote the request.
 *
 * `stage` is what was awaited: once headers have come, the request was sent, whatever the error says.
 */
export function explain(thrown: unknown, stage: 'headers' | 'body'): NetworkFault | RequestFault {
  const chain = links(thrown)
  const causes = chain.flatMap(link => causeOf(link) ?? [])
  const cause = causes.find(one => one !== UNKNOWN) ?? UNKNOWN
  const phase = reached(chain, causes, stage)
  const { problem, ...known } = { ...cause, errno: cause.errno ?? errnoOf(chain), phase }
  if (problem !== 'not-sent') return networkFault({ ...known, problem })
  return phase === 'connect' ? requestFault({ problem }) : networkFault({ ...known, problem: 'other' })
}

/** How far an exchange had come that was cancelled with this as the consequence. */
export function phaseOf(thrown: unknown, stage: 'headers' | 'body'): Phase {
  return reached(links(thrown), [], stage)
}

function reached(chain: readonly Thrown[], causes: readonly Cause[], stage: 'headers' | 'body'): Phase {
  if (stage === 'body') return 'body'
  return chain.find(link => link.phase !== undefined)?.phase ?? proven(causes)
}

/** "Nothing was sent" must be true: one link that may come from later is enough to doubt it. */
function proven(causes: readonly Cause[]): Phase {
  if (causes.length > 0 && causes.every(cause => cause.phase === 'connect')) return 'connect'
  return causes.find(cause => cause.phase !== 'connect')?.phase ?? 'unknown'
}

interface Meaning {
  readonly problem: NetworkFault['problem'] | 'not-sent'
  /** When this code alone proves how far the exchange had come. */
  readonly phase?: Phase
  readonly category?: Category
  readonly remedy?: Remedy
  readonly title?: string
  readonly advice?: string
}

interface Cause extends Meaning {
  readonly errno?: string
}

const UNKNOWN: Cause = { problem: 'other' }

function causeOf({ code, name, syscall }: Thrown): Cause | undefined {
  if (code !== undefined) {
    const meaning = CODES.get(code) ?? FAMILIES.find(([prefix]) => code.startsWith(prefix))?.[1]
    if (meaning === undefined) return UNKNOWN
    const { phase, ...rest } = { ...meaning, errno: code }
    if (syscall === 'connect') return { ...rest, phase: 'connect' }
    return phase === undefined || TRANSFERRING.has(syscall ?? '') ? rest : { ...rest, phase }
  }
  if (name === 'HTTPParserError') return NOT_HTTP
  if (name === 'TimeoutError') return { problem: 'timeout' }
  if (name === 'AbortError') return { problem: 'cancelled' }
  return undefined
}

/** An established connection can fail with `EHOSTUNREACH` and the like, long after the request has left. */
const TRANSFERRING = new Set(['read', 'write', 'writev', 'shutdown'])

const PLATFORM_CODE = /^(?:E[A-Z0-9]{2,20}|(?:EAI|UND_ERR|HPE|ERR|Z)_[A-Z0-9_]{2,50})$/

/** A code nobody has a meaning for is still worth telling, if it looks like a platform's. */
function errnoOf(chain: readonly Thrown[]): string | undefined {
  return chain.find(link => link.code !== undefined && PLATFORM_CODE.test(link.code))?.code
}

const before = { phase: 'connect' } as const
const NOT_HTTP: Meaning = {
  problem: 'other',
  category: 'malformed-response',
  remedy: 'contact',
  title: 'What came back is not HTTP',
  advice: 'Check address and port, and whether a proxy stands between. The work may have been done.',
}
const CUT_OFF: Meaning = {
  problem: 'reset',
  category: 'malformed-response',
  title: 'The answer ended before its announced end',
}
const NOT_DECODED: Meaning = {
  problem: 'other',
  category: 'malformed-response',
  remedy: 'contact',
  title: 'The compressed answer cannot be unpacked',
  advice: 'The work may have been done. Report the broken Content-Encoding to the service.',
}
const SOUND_NAME: Meaning = { problem: 'name', ...before }
const SHAKY_NAME: Meaning = {
  ...SOUND_NAME,
  remedy: 'wait',
  title: 'The name service does not answer',
  advice: 'Check the name service of this machine if it stays so.',
}

const FAMILIES: readonly (readonly [prefix: string, Meaning])[] = [
  ['HPE_', NOT_HTTP],
  ['ERR__ERROR_FORMAT', { ...NOT_DECODED, phase: 'body' }], // Brotli
]

const same = (meaning: Meaning, codes: string): [string, Meaning][] => codes.split(/\s+/).map(code => [code, meaning])

/** Every error code with a meaning; one table for undici, fetch, Node's sockets and other HTTP clients on top of them. */
const CODES: ReadonlyMap<string, Meaning> = new Map([
  ...same({ problem: 'refused', ...before }, 'ECONNREFUSED'),
  ...same(SOUND_NAME, 'ENOTFOUND EAI_NONAME EAI_NODATA'),
  ...same(SHAKY_NAME, 'EAI_AGAIN EAI_FAIL ESERVFAIL'),
  ...same({ problem: 'unreachable', ...before }, 'EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN EADDRNOTAVAIL'),
  ...same({ problem: 'timeout', ...before }, 'UND_ERR_CONNECT_TIMEOUT ERR_TLS_HANDSHAKE_TIMEOUT'),
  ...same({ problem: 'timeout', phase: 'headers' }, 'UND_ERR_HEADERS_TIMEOUT'),
  ...same({ problem: 'timeout', phase: 'body' }, 'UND_ERR_BODY_TIMEOUT'),
  ...same({ problem: 'timeout' }, 'ETIMEDOUT ESOCKETTIMEDOUT'),
  ...same({ problem: 'reset' }, 'ECONNRESET ECONNABORTED EPIPE ENOTCONN ERR_STREAM_PREMATURE_CLOSE'),
  ...same({ problem: 'reset' }, 'UND_ERR_SOCKET UND_ERR_DESTROYED'),
  ...same({ ...CUT_OFF, phase: 'body' }, 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH Z_BUF_ERROR'),
  ...same({ ...NOT_DECODED, phase: 'body' }, 'Z_DATA_ERROR Z_NEED_DICT Z_STREAM_ERROR'),
  ...same({ problem: 'cancelled' }, 'UND_ERR_ABORTED ABORT_ERR ERR_CANCELED'),
  ...same({ problem: 'too-large' }, 'UND_ERR_RES_EXCEEDED_MAX_SIZE ERR_FR_MAX_BODY_LENGTH_EXCEEDED'),
  ...same({ ...NOT_HTTP, title: 'The headers of the answer are too large' }, 'UND_ERR_HEADERS_OVERFLOW'),
  ...same({ problem: 'not-sent', ...before }, 'ERR_INVALID_URL ERR_INVALID_PROTOCOL ERR_INVALID_HTTP_TOKEN'),
  ...same({ problem: 'not-sent', ...before }, 'ERR_INVALID_CHAR ERR_UNESCAPED_CHARACTERS UND_ERR_INVALID_ARG'),
  ...same({ problem: 'not-sent', ...before }, 'UND_ERR_NOT_SUPPORTED UND_ERR_CLOSED'),
  ...same(
    { problem: 'tls', ...before },
    `CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_UNTRUSTED CERT_REJECTED CERT_REVOKED CERT_CHAIN_TOO_LONG
     CERT_SIGNATURE_FAILURE CRL_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN
     UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_CRL
     HOSTNAME_MISMATCH INVALID_CA INVALID_PURPOSE ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_CERT_ALTNAME_FORMAT
     ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_UNSUPPORTED_PROTOCOL ERR_SSL_NO_PROTOCOLS_AVAILABLE
     ERR_SSL_PACKET_LENGTH_TOO_LONG ERR_SSL_HTTP_REQUEST ERR_SSL_NO_SHARED_CIPHER ERR_SSL_DH_KEY_TOO_SMALL
     ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_SSL_TLSV1_UNRECOGNIZED_NAME ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME`,
  ),
  // Not proof: TLS 1.3 refuses a client's certificate after the client has begun to send, and records break later, too.
  ...same(
    { problem: 'tls' },
    `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED ERR_SSL_TLSV1_ALERT_UNKNOWN_CA ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE
     ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN ERR_SSL_TLSV1_ALERT_ACCESS_DENIED
     ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE EPROTO`,
  ),
])
