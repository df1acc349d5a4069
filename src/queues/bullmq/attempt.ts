import { err, type Result } from 'neverthrow'
import { checkResult } from '../../batch/check-answer.ts'
import type { Fault } from '../../core/fault.ts'
import { networkFault } from '../../core/network-fault.ts'
import { forOperation } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { decideFor } from '../../retry/decide-for.ts'
import { Item } from '../../retry/item.ts'
import { observe } from '../../retry/observe.ts'
import { succeed } from '../../retry/run.ts'
import { limited } from '../../retry/try-limit.ts'
import { isHarmless } from '../../retry/verdict.ts'
import { conclude, finish, interrupted, told } from './conclude.ts'
import { bounded } from './fault-text.ts'
import type { Tries } from './ledger.ts'
import { jobIdOf } from './name-of.ts'
import type { Reconciled } from './outcome.ts'
import { signals } from './signals.ts'
import type { Ground, Started } from './started.ts'

/** Makes the call of a job once, and gives it its outcome or back to the engine for another time. */
export async function attempt<Data, Value>(
  ground: Ground<Data, Value>,
  started: Started<Data>,
  before: Tries | undefined,
  lost: number,
): Promise<Value | Reconciled> {
  const { clock, retrying, ledger } = ground
  const { job, at, idempotency } = started
  const item = new Item(job, 0, idempotency, job.name, before)
  const lostBefore = before?.lost ?? 0
  for (let one = lostBefore; one < lost; one += 1) lose(item)
  const startedAt = clock.now()
  const firstAt = before?.firstAt ?? startedAt
  const [result] = await limited(retrying.policy.attemptMs, started.signal, clock, async signal => [
    await called(ground, started, item, signal),
  ])
  const now = clock.now()
  if (result === undefined) throw new Error('the call gave no result')
  if (result.isOk()) {
    succeed(item, retrying, now - startedAt, now - firstAt)
    const value = keepable(ground, result.value)
    const outcome = { kind: 'success', value, attempts: item.tries + 1 } as const
    return told(ground, started, outcome, await ledger.settle(at, outcome))
  }
  item.fail(forOperation(result.error, idempotency), now - startedAt)
  return judge(ground, started, item, { firstAt, now, lost: Math.max(lost, lostBefore) })
}

async function called<Data, Value>(
  { options }: Ground<Data, Value>,
  { job, at, idempotency, key }: Started<Data>,
  item: Item<unknown>,
  signal: AbortSignal | undefined,
): Promise<Result<Value, Fault>> {
  try {
    const result = await options.call(job.data, {
      jobId: jobIdOf(at.id),
      name: job.name,
      key,
      idempotency,
      attempt: item.tries + 1,
      options: { ...present({ signal }), retry: false, repeat: item.isRepeat },
    })
    checkResult(result)
    return result
  } catch (error) {
    observe(options.onTrouble, () => error)
    return err(networkFault({ problem: 'other', phase: 'unknown', title: THREW, advice: LOOK, remedy: 'reconcile' }))
  }
}

/** A call whose worker died is a try that may have been carried out, whatever the later ones say. It uses up none. */
function lose(item: Item<unknown>): void {
  item.fail(forOperation(interrupted(1), item.idempotency), 0)
  item.wait({ cost: 0, counts: false })
}

/** The row is done: that its value cannot be noted must not have it done again. */
function keepable<Value>({ options }: Ground<never, Value>, value: Value): Value {
  try {
    JSON.stringify(value)
    return value
  } catch (error) {
    observe(options.onTrouble, () => error)
    return undefined as Value
  }
}

const THREW = "The program's own code threw while it made the call"
const LOOK = 'The error went to onTrouble. Look at what the service holds before the job is called again.'

async function judge<Data, Value>(
  ground: Ground<Data, Value>,
  started: Started<Data>,
  item: Item<unknown>,
  { firstAt, now, lost }: { readonly firstAt: number; readonly now: number; readonly lost: number },
): Promise<Value | Reconciled> {
  const { retrying, options } = ground
  const tell = retrying.observers
  for (const observer of tell) observe(observer.onAttempt, () => item.attemptEvent())
  const deciding = { ...retrying, ...present({ random: options.random, signal: started.signal }) }
  const decision = decideFor(item, deciding, now - firstAt)
  if (decision.kind === 'wait') {
    retrying.budget.take(decision.cost)
    item.wait(decision)
    item.delayMs = decision.delayMs
    for (const one of tell) observe(one.onRetry, () => ({ ...item.retryEvent(), ...decision }))
    return giveBack(ground, started, item, { firstAt, lost })
  }
  const because = decision.kind === 'stop' ? decision.because : 'final'
  if (because === 'cancelled' && isHarmless(item.current(), started.idempotency)) {
    item.delayMs = retrying.policy.backoff(1, options.random ?? Math.random)
    return giveBack(ground, started, item, { firstAt, lost })
  }
  item.stop(because, decision.reason)
  const fault = item.final()
  for (const one of tell) observe(one.onGiveUp, () => ({ ...item.named, fault, durationMs: now - firstAt }))
  const tries = { ...item.soFar(), fault: bounded(item.current()), counted: 0, delayMs: 0, lost }
  return conclude(ground, started, { fault, attempts: item.tries, tries, counts: true })
}

/** The wait is told before the job goes back: whoever begins with it in between is held as well. */
async function giveBack<Data, Value>(
  ground: Ground<Data, Value>,
  { at, job, token }: Started<Data>,
  item: Item<unknown>,
  known: Pick<Tries, 'firstAt' | 'lost'>,
): Promise<Value | Reconciled> {
  const { ledger, clock, options } = ground
  const { delayMs } = item
  const isRateLimit = item.current().category === 'rate-limit'
  const heldMs = isRateLimit ? await ledger.hold(delayMs) : 0
  const noted = await ledger.release(at, { ...item.soFar(), fault: bounded(item.current()), ...known })
  if (noted.is === 'settled') return finish<Value>(noted.outcome)
  if (noted.is === 'stale') throw signals.waiting()
  if (isRateLimit) {
    await options.queue.rateLimit(Math.max(1, heldMs))
    throw signals.limited()
  }
  await job.moveToDelayed(clock.now() + delayMs, token)
  throw signals.delayed()
}
