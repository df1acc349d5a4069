export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { CallOptions } from './client/call/call.ts'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { Answered, AnsweredEach } from './client/openair/api.ts'
export type { NewUser, PageRequest, UpsertOptions } from './client/openair/commands.ts'
export type { ErrorDescription, ErrorDescriptions, OpenAirErrors } from './client/openair/errors.ts'
export type { OpenAirFault } from './client/openair/fault.ts'
export type { ErrorCacheOptions, SharedOptions } from './client/openair/options.ts'
export type { DateFilter, ReadField } from './client/openair/read-options.ts'
export type { OpenAirSoap, SoapReadOptions } from './client/openair/soap/api.ts'
export { openAirSoap } from './client/openair/soap/client.ts'
export type { VersionRequest } from './client/openair/soap/commands.ts'
export type { OpenAirSoapAuth, OpenAirSoapOptions } from './client/openair/soap/options.ts'
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
export type { Category, Remedy } from './core/vocabulary.ts'
export { type OpenAirCode, openAirCatalog } from './dialects/openair/catalog.ts'
export type { ServerTime, ServerVersion } from './dialects/openair/operations/account.ts'
export type { Approval, ApprovalOptions } from './dialects/openair/operations/approve.ts'
export type { Deleted } from './dialects/openair/operations/change.ts'
export type { NamedFilter, ReadMethod, ReadSwitch } from './dialects/openair/operations/read-input.ts'
export {
  type AddedId,
  type Address,
  type ChangeOf,
  type FieldName,
  type FieldValue,
  type Flag,
  type Id,
  type InputOf,
  type InputValue,
  type LooseInput,
  type LooseRecord,
  type RecordName,
  type RecordOf,
  recordFields,
  type TypeName,
} from './dialects/openair/records.ts'
export { openAirSoapCatalog } from './dialects/openair/soap-catalog.ts'
export { openAirSoapDialect } from './dialects/openair/soap-dialect.ts'
export type { Session } from './dialects/openair/soap-operations/account.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
