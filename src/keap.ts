export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { CallOptions } from './client/call/call.ts'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { Answered, Keap, KeapServices } from './client/keap/api.ts'
export { keap } from './client/keap/client.ts'
export type { KeapFault } from './client/keap/fault.ts'
export type { KeapAuth, KeapOptions } from './client/keap/options.ts'
export type { QueryOptions } from './client/keap/query-options.ts'
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
export type { Fault, Issue, Warning } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export type { Category, Remedy } from './core/vocabulary.ts'
export { type KeapCode, keapCatalog } from './dialects/keap/catalog.ts'
export { keap as keapDialect } from './dialects/keap/dialect.ts'
export type { Charge, Removed } from './dialects/keap/results.ts'
export type { DupCheckType } from './dialects/keap/services/contacts.ts'
export {
  type FieldInput,
  type FieldName,
  type FieldsIn,
  type FieldValue,
  type Id,
  type InputOf,
  type KnownTable,
  type MatchOf,
  type RecordOf,
  type TableName,
  type Time,
  tables,
} from './dialects/keap/tables.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
export { dateTime, double, i8, int, type TypedValue, type XmlRpcInput } from './wire/xmlrpc-input.ts'
export type { XmlRpcData } from './wire/xmlrpc-value.ts'
