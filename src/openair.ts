export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { CallOptions } from './client/call.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/hooks.ts'
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
export type { DateFilter, ReadOptions } from './client/openair/read-options.ts'
export type { Timeouts, Transport, TransportReply, TransportRequest } from './client/transport.ts'
export { fetchTransport, undiciTransport } from './client/transport.ts'
export type { Fault } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Command, OutputOf } from './dialects/command.ts'
export { type OpenAirCode, openAirCatalog } from './dialects/openair/catalog.ts'
export { openAirXml as openAirXmlDialect } from './dialects/openair/dialect.ts'
export type { RateLimit, ServerTime, ServerVersion } from './dialects/openair/operations/account.ts'
export type { Approval, ApprovalOptions } from './dialects/openair/operations/approve.ts'
export type { Deleted } from './dialects/openair/operations/change.ts'
export type { NamedFilter, ReadMethod, ReadSwitch } from './dialects/openair/operations/read.ts'
export {
  type AddedRecord,
  type Address,
  type FieldName,
  type FieldValue,
  type Flag,
  type Id,
  type InputOf,
  type InputValue,
  type LooseRecord,
  type RecordName,
  type RecordOf,
  recordFields,
  type TypeName,
} from './dialects/openair/records.ts'
export type { Credentials } from './dialects/openair/writer.ts'
