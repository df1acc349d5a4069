export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { CallOptions } from './client/call/call.ts'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { BatchResults } from './client/call/sender.ts'
export type { HttpAuth } from './client/http/options.ts'
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
export type { XmlRpcClient } from './client/xmlrpc/api.ts'
export { xmlRpc } from './client/xmlrpc/client.ts'
export type { MethodCallOptions, MethodOptions, XmlRpcOptions } from './client/xmlrpc/options.ts'
export type { Fault, Issue } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export type { Command, OutputOf } from './dialects/command.ts'
export { xmlRpc as xmlRpcDialect } from './dialects/xmlrpc/dialect.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
export { dateTime, double, i8, int, type TypedValue, type XmlRpcInput } from './wire/xmlrpc-input.ts'
export type { XmlRpcData } from './wire/xmlrpc-value.ts'
