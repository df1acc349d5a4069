export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { InputOf, OperationName, OutputOf, SoapClient, SoapOperations, SoapResult } from './client/soap/api.ts'
export { fromSoapClient, soapClient } from './client/soap/client.ts'
export type { DetailOf, DetailSchema, DetailSchemas, SoapFault } from './client/soap/fault.ts'
export { httpClient, SoapTransportError } from './client/soap/http-client.ts'
export type {
  SoapCallerOptions,
  SoapCallOptions,
  SoapOptions,
  SoapTransportOptions,
  WsdlLimits,
} from './client/soap/options.ts'
export type { SoapAnswer } from './client/soap/read-reply.ts'
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
export type { Fault, FaultDetail, Issue, QualifiedName, SoapEvidence, Warning, XmlData } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export type { Dialect } from './dialects/contract.ts'
export { soapCatalog } from './dialects/soap/catalog.ts'
export { soap as soapDialect } from './dialects/soap/dialect.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
export type { Part } from './wire/multipart-part.ts'
export type { XmlAttribute, XmlElement } from './xml/element.ts'
