import { err } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import { networkFault } from '../core/network-fault.ts'
import { onAbort } from '../retry/abort.ts'
import { sleep, systemClock } from '../retry/sleep.ts'
import { acceptance } from './acceptance.ts'
import type { BatchReport, Invocation, Journal, Rows } from './contract.ts'
import { Counter } from './counter.ts'
import type { Delivered, Request, Way } from './deliver.ts'
import { Ending } from './ending.ts'
import { invocations } from './invocations.ts'
import { busy } from './journal/busy.ts'
import type { RunnerOptions } from './options.ts'
import { pacer } from './pacer.ts'
import { progress } from './progress.ts'
import { repeating } from './repeating.ts'
import { type Lane, settler } from './settle.ts'
import { supply } from './supply.ts'

/** How a run calls for a handful of invocations. */
export interface Manner<Row, Value> {
  /** How many go together. */
  readonly size: number
  readonly request: Request<Row, Value>
  readonly deliver: Deliver<Row, Value>
}

type Deliver<Row, Value> = (
  way: Way<Row, Value>,
  invocations: readonly Invocation<Row>[],
) => Promise<readonly Delivered<Value>[]>

/** Goes through all rows in as many lanes as are allowed, and tells how it ended. Never rejects. */
export async function execute<Row, Value, Target extends string>(
  rows: Rows<Row>,
  options: RunnerOptions<Row, Value, Target>,
  manner: Manner<Row, Value>,
): Promise<BatchReport> {
  const { clock = systemClock, journal, signal, concurrency = 1 } = options
  const ending = new Ending()
  const total = options.total ?? (options.repetitionKey === undefined ? lengthOf(rows) : undefined)
  const counter = new Counter(total, journal?.before, clock)
  const accepted = acceptance(options, failuresBefore(journal?.before))
  if (accepted.isExceeded()) ending.tooMany('too-many-errors')
  const stopListening = cancelling(ending, signal)
  if (journal !== undefined) busy.add(journal)
  const pace = pacer(options.rateLimit, clock, signal)
  const running = repeating(options, { acceptance: accepted, ending, pacer: pace })
  const way: Way<Row, Value> = { request: manner.request, running, pacer: pace, journal, ending }
  const settle = settler(options, { accepted, counter, ending })
  const supplied = supply(invocations(rows, options, journal), manner.size, ending, options)
  const stopTelling = progress(options, counter)

  const lane = () =>
    runLane({
      take: () => (ending.hasCome ? NONE : supplied.take()),
      pause: () => pause(options),
      hasEnded: () => ending.hasCome,
      drop: count => {
        counter.notInvoked += count
      },
      deliver: taken => delivering(taken, way, manner.deliver),
      settle,
    })
  await Promise.all(Array.from({ length: concurrency }, lane))
  stopListening()
  if (journal !== undefined) busy.delete(journal)
  if (ending.hasCome) {
    counter.notInvoked += await supplied.leave(lengthOf(rows) !== undefined)
    counter.leaveRest()
  }
  stopTelling()
  return ending.report(counter.statistics())
}

function cancelling(ending: Ending, signal: AbortSignal | undefined): () => void {
  const cancel = () => ending.cancel()
  if (signal === undefined) return () => {}
  if (signal.aborted) cancel()
  return onAbort(signal, cancel)
}

const NONE = Promise.resolve([])

/** What a lane works with. */
interface Workplace<Row, Value> {
  readonly take: () => Promise<readonly Invocation<Row>[]>
  readonly pause: () => Promise<unknown> | undefined
  readonly hasEnded: () => boolean
  /** Takes back so many that were taken and not called. */
  readonly drop: (count: number) => void
  readonly deliver: (taken: readonly Invocation<Row>[]) => Promise<readonly Delivered<Value>[]>
  readonly settle: (invocation: Invocation<Row> | undefined, delivered: Delivered<Value>, lane: Lane) => Promise<void>
}

/** Calls that answer at once leave no room for timers and signals, unless it is made after so many. */
const TURNS = 64

/** Calls one handful after the other, until there are no more or the run has ended. */
async function runLane<Row, Value>({ take, pause, hasEnded, drop, deliver, settle }: Workplace<Row, Value>) {
  const lane: Lane = { settling: undefined }
  let turns = 0
  for (let isFirst = true; ; isFirst = false) {
    const taken = await take()
    if (taken.length === 0) break
    const pausing = isFirst ? undefined : pause()
    if (pausing !== undefined) await pausing
    turns += 1
    if (turns % TURNS === 0) await new Promise(resolve => setImmediate(resolve))
    if (hasEnded()) {
      drop(taken.length)
      break
    }
    const delivered = await deliver(taken)
    for (const [index, one] of delivered.entries()) await settle(taken[index], one, lane)
  }
  await lane.settling
}

/** Of the technical ones many are to be reconciled, and so not among those that failed. */
function failuresBefore(before: Journal['before'] | undefined) {
  const { failed = 0, toReconcile = 0, technical = 0 } = before ?? {}
  return { functional: failed + toReconcile - technical, technical }
}

function lengthOf(rows: Rows<unknown>): number | undefined {
  if (Array.isArray(rows)) return rows.length
  return rows instanceof Set || rows instanceof Map ? rows.size : undefined
}

function pause({ delayBetweenInvocationsMs: delayMs = 0, signal, clock }: Pausing): Promise<unknown> | undefined {
  return delayMs <= 0 ? undefined : sleep(delayMs, signal, clock)
}

type Pausing = Pick<RunnerOptions<never, never>, 'delayBetweenInvocationsMs' | 'signal' | 'clock'>

/** Rows that an earlier run began and that must not be done twice are not called: somebody must look. */
async function delivering<Row, Value>(
  taken: readonly Invocation<Row>[],
  way: Way<Row, Value>,
  deliver: Deliver<Row, Value>,
): Promise<readonly Delivered<Value>[]> {
  if (!taken.some(isLost)) return deliver(way, taken)
  const others = taken.filter(one => !isLost(one))
  const rest = (others.length === 0 ? [] : await deliver(way, others)).values()
  return taken.flatMap(one => (isLost(one) ? { result: err(interrupted()), attempts: 0 } : (rest.next().value ?? [])))
}

function isLost({ wasBegun, idempotency }: Invocation<unknown>): boolean {
  return wasBegun && idempotency === 'once'
}

function interrupted(): Fault {
  const lost = networkFault({
    problem: 'other',
    phase: 'unknown',
    remedy: 'reconcile',
    title: 'An earlier run ended while this call was under way',
    advice: 'Look at what the service holds. The journal does not know how the call ended, and it is not made again.',
  })
  return {
    ...lost,
    stopped: { because: 'unsafe', reason: 'It may have been done already, and a repeat would do it twice' },
  }
}
