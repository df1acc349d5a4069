import type { NetworkFault } from '../../core/fault.ts'
import type { Category, Remedy } from '../../core/vocabulary.ts'
import type { Phase } from '../transport/failure.ts'

/** Problems of a request that never left. */
type HeldBack = 'not-sent' | 'circuit-open' | 'bulkhead-full'

/** What an error code tells of the exchange that ended with it. */
export interface CodeMeaning {
  readonly problem: NetworkFault['problem'] | HeldBack
  /** When this code alone proves how far the exchange had come. */
  readonly phase?: Phase
  readonly category?: Category
  readonly remedy?: Remedy
  readonly title?: string
  readonly advice?: string
}

/** Whether a problem is of a request that never left. */
export function isHeldBack(problem: CodeMeaning['problem']): problem is HeldBack {
  return problem === 'not-sent' || problem === 'circuit-open' || problem === 'bulkhead-full'
}

/** What a code means, whether undici, fetch, Node's sockets or an HTTP client on top of them gave it. */
export function meaningOf(code: string): CodeMeaning | undefined {
  return CODES.get(code) ?? FAMILIES.find(([prefix]) => code.startsWith(prefix))?.[1]
}

const before = { phase: 'connect' } as const

/** Bytes that no HTTP parser could read. */
export const NOT_HTTP: CodeMeaning = {
  problem: 'other',
  category: 'malformed-response',
  remedy: 'contact',
  title: 'What came back is not HTTP',
  advice: 'Check address and port, and whether a proxy stands between. The work may have been done.',
}

const CUT_OFF: CodeMeaning = {
  problem: 'reset',
  category: 'malformed-response',
  title: 'The answer ended before its announced end',
}
const NOT_DECODED: CodeMeaning = {
  problem: 'other',
  category: 'malformed-response',
  remedy: 'contact',
  title: 'The compressed answer cannot be unpacked',
  advice: 'The work may have been done. Report the broken Content-Encoding to the service.',
}
/** What a call meets whose client or transport was closed. */
export const CLOSED = {
  title: 'The client was closed before the call',
  advice: 'Close a client after its last call, or make another.',
}
const SOUND_NAME: CodeMeaning = { problem: 'name', ...before }
const SHAKY_NAME: CodeMeaning = {
  ...SOUND_NAME,
  remedy: 'wait',
  title: 'The name service does not answer',
  advice: 'Check the name service of this machine if it stays so.',
}

const FAMILIES: readonly (readonly [prefix: string, CodeMeaning])[] = [
  ['HPE_', NOT_HTTP],
  ['ERR__ERROR_FORMAT', { ...NOT_DECODED, phase: 'body' }], // Brotli
]

const same = (meaning: CodeMeaning, codes: string): [string, CodeMeaning][] =>
  codes.split(/\s+/).map(code => [code, meaning])

/** Every error code with a meaning; one table for undici, fetch, Node's sockets and other HTTP clients on top of them. */
const CODES: ReadonlyMap<string, CodeMeaning> = new Map([
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
  ...same({ problem: 'not-sent', ...before }, 'UND_ERR_NOT_SUPPORTED'),
  ...same({ problem: 'not-sent', ...before, ...CLOSED }, 'UND_ERR_CLOSED'),
  ...same({ problem: 'circuit-open', ...before }, 'FAULTLINE_CIRCUIT_OPEN'),
  ...same({ problem: 'bulkhead-full', ...before }, 'FAULTLINE_BULKHEAD_FULL'),
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
