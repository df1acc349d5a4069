export { err, errAsync, ok, okAsync, Result, ResultAsync } from 'neverthrow'
export type { Secret } from './client/call/credentials.ts'
export type { Hooks, ReplyEvent, RequestEvent } from './client/call/hooks.ts'
export type { HttpAnswer, HttpBody, HttpClient } from './client/http/api.ts'
export type { HttpCallOptions } from './client/http/options.ts'
export type { Privo, Registration } from './client/privo/api.ts'
export { privo } from './client/privo/client.ts'
export {
  type Delivered,
  type DeliveryOptions,
  type DeliveryReport,
  deliverWebhook,
  type Webhook,
} from './client/privo/deliver-webhook.ts'
export type { PrivoOptions, PrivoPaths } from './client/privo/options.ts'
export type { SeenEvents } from './client/privo/seen-events.ts'
export type { WebhookAuth, WebhookProof } from './client/privo/webhook.ts'
export {
  type WebhookReceiverOptions,
  type WebhookRequest,
  type WebhookResponse,
  webhookReceiver,
} from './client/privo/webhook-receiver.ts'
export type {
  ClosableTransport,
  Timeouts,
  Transport,
  TransportReply,
  TransportRequest,
} from './client/transport/contract.ts'
export { type Policy, wrap } from './client/transport/wrap.ts'
export { type FetchOptions, fetchTransport, type UndiciOptions, undiciTransport } from './client/transport.ts'
export type { Fault, Issue } from './core/fault.ts'
export { type FaultCases, matchFault } from './core/match.ts'
export type { Idempotency } from './core/operation.ts'
export { privo as privoDialect } from './dialects/privo/dialect.ts'
export type { RetryChoice, RetryOptions } from './retry/options.ts'
export type { Clock } from './retry/sleep.ts'
export type { Headers } from './wire/http.ts'
