export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { HttpAnswer, HttpBody, HttpClient } from './client/http/api.ts'
export { httpClient } from './client/http/client.ts'
export type { HttpAuth, HttpCallOptions, HttpOptions } from './client/http/options.ts'
export type {
  ClosableTransport,
  Timeouts,
  Transport,
  TransportReply,
  TransportRequest,
} from './client/transport/contract.ts'
export type { TransportFailure } from './client/transport/failure.ts'
export { type Policy, wrap } from './client/transport/wrap.ts'
export { type FetchOptions, fetchTransport, type UndiciOptions, undiciTransport } from './client/transport.ts'
export type { Fault, Issue } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export { http as httpDialect } from './dialects/http/dialect.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
