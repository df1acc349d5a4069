export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { CallOptions } from './client/call/call.ts'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type {
  Answered,
  AnsweredEach,
  ExecuteOptions,
  Intacct,
  Queued,
  Results,
  SubmitOptions,
} from './client/intacct/api.ts'
export { intacct } from './client/intacct/client.ts'
export type { IntacctFault } from './client/intacct/fault.ts'
export type { IntacctFunctions } from './client/intacct/functions.ts'
export type { IntacctCredentials, IntacctOptions } from './client/intacct/options.ts'
export type {
  CustomRequest,
  Key,
  OwnControlId,
  QueryRequest,
  ReadByQueryRequest,
  ReadMoreRequest,
  ReadRequest,
  WriteOptions,
} from './client/intacct/requests.ts'
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
export type { Command, OutputOf, Unreadable } from './dialects/command.ts'
export type { AskedCommand } from './dialects/contract.ts'
export { type IntacctCode, intacctCatalog } from './dialects/intacct/catalog.ts'
export { intacct as intacctDialect } from './dialects/intacct/dialect.ts'
export type { CustomFunction, CustomResult } from './dialects/intacct/operations/custom.ts'
export type { Comparison, Filter, FilterValue } from './dialects/intacct/operations/filter.ts'
export type { Page } from './dialects/intacct/operations/read.ts'
export type { IntacctSession } from './dialects/intacct/operations/session.ts'
export type { Deleted, Replayed, Told, Written } from './dialects/intacct/operations/write.ts'
export type { FieldInput, RecordInput } from './dialects/intacct/record-input.ts'
export type { IntacctRecord } from './dialects/intacct/record-output.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
export type { XmlAttribute, XmlElement } from './xml/element.ts'
export type { XmlNode } from './xml/node.ts'
export type { PlainData } from './xml/plain.ts'
