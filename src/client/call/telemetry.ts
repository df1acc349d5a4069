import type { Fault } from '../../core/fault.ts'
import type { AttemptEvent, RetryObserver } from '../../retry/observer.ts'

type Attributes = Readonly<Record<string, string | number>>

/** What is used of a span of OpenTelemetry. */
interface Span {
  readonly setAttribute: (name: string, value: string | number) => unknown
  readonly addEvent: (name: string, attributes: Attributes) => unknown
  readonly setStatus: (status: { readonly code: number }) => unknown
  readonly end: () => void
}

/** What is used of `@opentelemetry/api`. */
interface Api {
  readonly trace: {
    readonly getTracer: (name: string) => {
      readonly startSpan: (
        name: string,
        options: { readonly kind: number; readonly attributes: Attributes },
        context: unknown,
      ) => Span
    }
    readonly setSpan: (context: unknown, span: Span) => unknown
  }
  readonly context: {
    readonly active: () => unknown
    readonly with: <Value>(context: unknown, work: () => Value) => Value
  }
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`. */
const CLIENT = 2
const ERROR = 2

/** What a span is about. Few different values each, and no credential. */
interface About {
  readonly dialect: string
  readonly operation: string
  readonly url: string
}

/** The span of one call. */
export interface CallSpan {
  /** Notes every try as an event. */
  readonly observers: readonly RetryObserver[]
  /** Runs work with the span as the parent of whatever it starts. */
  readonly run: <Value>(work: () => Value) => Value
  /** Ends the span; with a fault it is one that failed. */
  readonly end: (fault?: Fault) => void
}

const NO_SPAN: CallSpan = { observers: [], run: work => work(), end: () => {} }

let loading: Promise<Api | undefined> | undefined

/**
 * Starts the span of a call where the program has `@opentelemetry/api`; without it nothing is done and nothing is
 * needed. Its name and attributes have few different values; a failed one has `error.type`, such as
 * `service.rate-limit`, and each try is an event.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/
 */
export async function startSpan(about: About): Promise<CallSpan> {
  loading ??= import('@opentelemetry/api').then(
    api => api as unknown as Api,
    () => undefined,
  )
  const api = await loading
  return api === undefined ? NO_SPAN : spanOver(api, about)
}

function spanOver({ trace, context }: Api, { dialect, operation, url }: About): CallSpan {
  const outer = context.active()
  const attributes = { 'rpc.system': dialect, 'rpc.method': operation, ...addressOf(url) }
  const span = trace.getTracer('faultline').startSpan(`${dialect} ${operation}`, { kind: CLIENT, attributes }, outer)
  return {
    observers: [{ onAttempt: event => span.addEvent('attempt', attributesOf(event)) }],
    run: work => context.with(trace.setSpan(outer, span), work),
    end: fault => {
      if (fault !== undefined) {
        span.setAttribute('error.type', typeOf(fault))
        span.setStatus({ code: ERROR })
      }
      span.end()
    },
  }
}

function addressOf(url: string): Attributes {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' }
  if (hostname === '') return {}
  return { 'server.address': hostname, ...(port === '' ? {} : { 'server.port': Number(port) }) }
}

function attributesOf({ attempt, delayMs, durationMs, fault }: AttemptEvent): Attributes {
  const error = fault === undefined ? {} : { 'error.type': typeOf(fault) }
  return { attempt, delay_ms: delayMs, duration_ms: durationMs, ...error }
}

function typeOf({ kind, category }: Fault): string {
  return `${kind}.${category}`
}
