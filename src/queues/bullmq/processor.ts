import { endsAt } from '../../batch/ends-at.ts'
import { idempotencies } from '../../core/operation.ts'
import { observe } from '../../retry/observe.ts'
import { retryingBy } from '../../retry/options.ts'
import { systemClock } from '../../retry/sleep.ts'
import { attempt } from './attempt.ts'
import { checkProcessor } from './check-options.ts'
import { conclude, finish, interrupted } from './conclude.ts'
import type { BullJob } from './engine.ts'
import { type Beginning, ledger } from './ledger.ts'
import { nameOf } from './name-of.ts'
import type { ProcessorOptions } from './options.ts'
import type { Reconciled } from './outcome.ts'
import { pauseRun } from './pause-run.ts'
import { redisOf } from './redis.ts'
import { isSignal, signals } from './signals.ts'
import type { Ground, Started } from './started.ts'

/**
 * Makes the processor of a BullMQ worker: each job is one call of a service, and what becomes of it is told in the engine's
 * own words.
 *
 * A refusal fails the job for good, a fault that passes delays it by as long as it is decided to wait, a rate limit holds all
 * workers, a technical failure pauses the queue. A call that may have been made and must not be made twice goes to the queue
 * `reconcile`, also where its worker died: what is called is noted in Redis before, and how it ended after, so that every
 * job ends once.
 *
 * @throws TypeError that names the option that cannot be used
 * @example
 * const process = bullProcessor({ queue, reconcile, idempotency: 'once', call: (row, { options }) => api.add('Project', row, options) })
 * new Worker(queue.name, process, { connection, ...workerOptions })
 */
export function bullProcessor<Data, Value>(
  options: ProcessorOptions<Data, Value>,
): (job: BullJob<Data>, token?: string, signal?: AbortSignal) => Promise<Value | Reconciled> {
  checkProcessor(options)
  const ground = groundOf(options)
  // BullMQ gives a signal to a function of three parameters only.
  return async (job, token, signal) => {
    try {
      return await process(ground, job, token, signal)
    } catch (error) {
      if (isSignal(error)) throw error
      // A failure of this part must not fail the job, for nobody knows then how its call ended: it is left to the engine.
      observe(options.onTrouble, () => error)
      throw signals.waiting()
    }
  }
}

function groundOf<Data, Value>(options: ProcessorOptions<Data, Value>): Ground<Data, Value> {
  const { run = 'run', stopWhen = 'exceeded', errorAcceptanceNumber = -1, acceptTechnical = 0 } = options
  return {
    options,
    run,
    retrying: retryingBy(options.retry),
    ledger: ledger(redisOf(options.queue, run)),
    clock: options.clock ?? systemClock,
    endsAt: {
      functional: endsAt(errorAcceptanceNumber, stopWhen),
      technical: endsAt(acceptTechnical, stopWhen),
    },
  }
}

async function process<Data, Value>(
  ground: Ground<Data, Value>,
  job: BullJob<Data>,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Value | Reconciled> {
  const { idempotency: given } = ground.options
  const idempotency = typeof given === 'function' ? given(job.data) : given
  // What is misspelled would be taken for harmless. Nothing is called, and the job stays.
  if (!idempotencies.includes(idempotency))
    throw new TypeError(`idempotency: gives none of ${idempotencies.join(', ')}`)
  const { at, key } = nameOf(ground.options.queue.name, job)
  const begun = await ground.ledger.begin(at, idempotency === 'once')
  const started: Started<Data> = { job, token, signal, at, idempotency, key }
  return follow(ground, started, begun)
}

async function follow<Data, Value>(
  ground: Ground<Data, Value>,
  started: Started<Data>,
  begun: Beginning,
): Promise<Value | Reconciled> {
  const { queue } = ground.options
  const { job, token, idempotency } = started
  switch (begun.is) {
    case 'settled':
      return finish<Value>(begun.outcome)
    case 'stale':
      throw signals.waiting()
    case 'stopped':
      await pauseRun(ground)
      await job.moveToWait(token)
      throw signals.waiting()
    case 'held':
      await queue.rateLimit(begun.restMs)
      throw signals.limited()
    case 'begun':
      return attempt(ground, started, begun.tries, 0)
    case 'lost': {
      const { tries, lost } = begun
      if (idempotency !== 'once' && lost < ground.retrying.policy.maxAttempts) {
        return attempt(ground, started, tries, lost)
      }
      return conclude(ground, started, {
        fault: interrupted(lost),
        attempts: tries?.attempts.length ?? 0,
        counts: false,
      })
    }
  }
}
