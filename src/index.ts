export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type {
  Applied,
  BodyKind,
  Category,
  Fault,
  HttpFault,
  Issue,
  Kind,
  Level,
  NetworkFault,
  QualifiedName,
  Reason,
  Remedy,
  RequestFault,
  ServiceFault,
  ShapeFault,
  Signal,
  SoapEvidence,
  Verdict,
  Warning,
  XmlData,
  XmlFault,
} from './core/fault.ts'
export { categories, kinds } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export { forOperation, type Idempotency } from './core/operation.ts'
export type { Refusal } from './core/refusal.ts'
export type { Acknowledgement, Answer, Outcome, Reply } from './core/reply.ts'
export type {
  Asked,
  AskedCommand,
  Catalog,
  CatalogEntry,
  Dialect,
  Meaning,
  Phrase,
  Reading,
  ReadOutcome,
} from './dialects/contract.ts'
export { lookUp, search } from './dialects/lookup.ts'
export { type DialectName, dialectNamed, dialects } from './dialects/registry.ts'
export { normalize } from './normalize/normalize.ts'
export { type Normalize, type NormalizeOptions, normalizer } from './normalize/normalizer.ts'
export type { Headers, HttpReply, PlainReply } from './wire/http.ts'
export type { XmlAttribute, XmlElement } from './xml/element.ts'
