export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { CallOptions } from './client/call/call.ts'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { Answered, AnsweredEach, OpenAirXml, Results } from './client/openair/api.ts'
export { openAirXml } from './client/openair/client.ts'
export type {
  ConditionOptions,
  NewUser,
  OpenAirCommands,
  PageRequest,
  UpsertOptions,
} from './client/openair/commands.ts'
export type { ErrorDescription, ErrorDescriptions, OpenAirErrors } from './client/openair/errors.ts'
export type { OpenAirFault } from './client/openair/fault.ts'
export type { ErrorCacheOptions, OpenAirAuth, OpenAirOptions } from './client/openair/options.ts'
export type { DateFilter, ReadField, ReadOptions } from './client/openair/read-options.ts'
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
export type { Command, Done, OutputOf, Unreadable } from './dialects/command.ts'
export type { AskedCommand } from './dialects/contract.ts'
export { type OpenAirCode, openAirCatalog } from './dialects/openair/catalog.ts'
export { openAirXmlDialect } from './dialects/openair/dialect.ts'
export type { RateLimit, ServerTime, ServerVersion } from './dialects/openair/operations/account.ts'
export type { Approval, ApprovalOptions } from './dialects/openair/operations/approve.ts'
export type { Deleted } from './dialects/openair/operations/change.ts'
export type { NamedFilter, ReadMethod, ReadSwitch } from './dialects/openair/operations/read-input.ts'
export {
  type AddedRecord,
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
export type { Credentials } from './dialects/openair/writer.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
export type { XmlAttribute, XmlElement } from './xml/element.ts'
export type { XmlNode } from './xml/node.ts'
