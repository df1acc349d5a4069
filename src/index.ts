export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type {
  Attempt,
  Cause,
  Fault,
  FaultDetail,
  HttpFault,
  Issue,
  NetworkFault,
  QualifiedName,
  Reason,
  RequestFault,
  ServiceFault,
  ShapeFault,
  ShapeProblem,
  SoapEvidence,
  Stopped,
  Verdict,
  Warning,
  XmlData,
  XmlFault,
  XmlProblem,
} from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export { forOperation, type Idempotency } from './core/operation.ts'
export type { Evidence, Refusal } from './core/refusal.ts'
export type { Acknowledgement, Answer, Outcome, Reply } from './core/reply.ts'
export {
  type Applied,
  type BodyKind,
  type Category,
  categories,
  type Kind,
  kinds,
  type Level,
  type Remedy,
  remedies,
  type Signal,
  type StopReason,
} from './core/vocabulary.ts'
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
export { type LookUp, lookUp, search } from './dialects/lookup.ts'
export { type DialectName, dialectNamed, dialects } from './dialects/registry.ts'
export { normalize } from './normalize/normalize.ts'
export { type Normalize, type NormalizeOptions, normalizer } from './normalize/normalizer.ts'
export { readRecords } from './normalize/read-records.ts'
export { type ReadRecords, type RecordsOptions, recordsReader, type StreamedReply } from './normalize/records-reader.ts'
export {
  type Backoff,
  constant,
  delays,
  type ExponentialOptions,
  exponential,
  type Jitter,
} from './retry/backoff.ts'
export { type RetryBudget, retryBudget } from './retry/budget.ts'
export { type Decision, decide, type Ruling, type Situation, whyRetry } from './retry/decide.ts'
export type { AttemptEvent, GiveUpEvent, RecoveredEvent, RetryEvent, RetryObserver } from './retry/observer.ts'
export { DEFAULT_POLICY, type RetryPolicy } from './retry/policy.ts'
export {
  type Reporter,
  type ReportLine,
  type ReportOptions,
  type RetryReport,
  retryReporter,
} from './retry/report.ts'
export type { RetryRule, RuleContext, RuleSays } from './retry/rules.ts'
export type { Headers, HttpReply, PlainReply } from './wire/http.ts'
export type { XmlAttribute, XmlElement } from './xml/element.ts'
export type { PlainData, PlainObject } from './xml/plain.ts'
export type { AttributeRule, AttributeSays, RuledData } from './xml/ruled.ts'
