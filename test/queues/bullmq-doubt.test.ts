import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/core/fault.ts'
import { faultOf } from '../../src/queues/bullmq/fault-of.ts'
import type { JobContext } from '../../src/queues/bullmq/options.ts'
import { bullProcessor } from '../../src/queues/bullmq/processor.ts'
import { outcomesOf, resumeRun, statusOf } from '../../src/queues/bullmq/run-status.ts'
import { constant } from '../../src/retry/backoff.ts'
import * as faults from '../retry/faults.ts'
import { jobOf, type Row, startGrounds } from './ground.ts'

const { open, missing } = await startGrounds()

const retry = { backoff: constant(10) }
const dead = () => new Promise<never>(() => {})

/** Answers in turn, and remembers what it was told. */
function answering(...answers: readonly Result<string, Fault>[]) {
  const calls: JobContext[] = []
  const call = async (_: Row, context: JobContext) => {
    calls.push(context)
    return answers[calls.length - 1] ?? ok('S')
  }
  return { calls, call }
}

const repeats = (calls: readonly JobContext[]) => calls.map(({ options }) => options.repeat)

describe.skipIf(missing !== '')('what a call may have done', { timeout: 20_000 }, () => {
  test('stays known beyond the next try, where its worker died: a refusal of the third said that nothing was done', async () => {
    const at = open()
    const { calls, call } = answering(err(faults.busy), err(faults.refused()))
    const dying = bullProcessor<Row, string>({ ...at.own, idempotency: 'keyed', call: dead })
    const process = bullProcessor<Row, string>({ ...at.own, idempotency: 'keyed', call, retry })
    dying(jobOf('row', 1)).catch(() => {})
    await expect.poll(async () => (await statusOf(at.queue)).begun).toBe(1)
    const moved = { ...jobOf('row', 2), moveToDelayed: async () => {} }
    await expect(process(moved)).rejects.toMatchObject({ name: 'DelayedError' })
    const error = await process(jobOf('row', 3)).catch(reason => reason)
    expect(calls.map(({ attempt }) => attempt)).toEqual([2, 3])
    expect(repeats(calls)).toEqual([true, true])
    const fault = faultOf(error.message)
    expect(fault?.applied).toBe('maybe')
    expect(fault?.attempts?.map(({ applied }) => applied)).toEqual(['maybe', 'no', 'no'])
  })

  test('stays known while the run has ended: a keyed row was called anew as if it had never been', async () => {
    const at = open()
    const cut = err(faults.reset)
    const { calls, call } = answering(cut, cut)
    at.work({ idempotency: 'keyed', call, retry: { ...retry, maxAttempts: 2 } })
    await at.add({ row: 'S' })
    await at.quiet(1)
    expect(await statusOf(at.queue)).toMatchObject({ stopped: { because: 'technical' }, begun: 1 })
    await resumeRun(at.queue)
    await at.quiet(1)
    expect(repeats(calls)).toEqual([false, true, true])
    expect(await statusOf(at.queue)).toMatchObject({ successful: 1, begun: 0 })
  })

  test('is done once where its value is no JSON: a keyed row was called until its tries ran out', async () => {
    const at = open()
    const troubles: unknown[] = []
    const { calls, call } = answering()
    const process = bullProcessor<Row, unknown>({
      ...at.own,
      idempotency: 'keyed',
      call: async (row, context) => (await call(row, context)).map(() => 1n),
      onTrouble: error => troubles.push(error),
    })
    expect(await process(jobOf('row', 1))).toBeUndefined()
    expect(await process(jobOf('row', 2))).toBeUndefined()
    expect([calls.length, troubles]).toEqual([1, [expect.any(TypeError)]])
    expect(await statusOf(at.queue)).toMatchObject({ successful: 1, begun: 0 })
  })
})

describe.skipIf(missing !== '')('rows of one id', { timeout: 20_000 }, () => {
  test('of two queues and of two runs are each in the queue for reconciliation, which they share', async () => {
    const [at, other] = [open(), open()]
    const call = async () => err(faults.reset)
    const own = { reconcile: at.reconcile, idempotency: 'once', call, acceptTechnical: -1 } as const
    await bullProcessor<Row, string>({ queue: at.queue, ...own })(jobOf('row', 1))
    await bullProcessor<Row, string>({ queue: at.queue, ...own, run: 'other' })(jobOf('row', 1))
    await bullProcessor<Row, string>({ queue: other.queue, ...own })(jobOf('row', 1))
    const entries = (await at.toReconcile()).map(({ queue, run, jobId }) => [queue, run, jobId])
    expect(entries.sort()).toEqual(
      [
        [at.queue.name, 'other', 'row'],
        [at.queue.name, 'run', 'row'],
        [other.queue.name, 'run', 'row'],
      ].sort(),
    )
  })

  test('that the engine counted anew after the queue was obliterated are others: the second was called a success uncalled', async () => {
    const at = open()
    const { calls, call } = answering(ok('first'), ok('second'))
    at.work({ idempotency: 'once', call })
    const values: unknown[] = []
    for (const script of ['S', 'S']) {
      const { id = '' } = await at.queue.add('row', { script })
      await at.quiet(1)
      expect(id).toBe('1')
      values.push((await at.job(id)).returnvalue)
      await at.queue.obliterate()
      await at.queue.resume()
    }
    expect(values).toEqual(['first', 'second'])
    expect(new Set(calls.map(({ key }) => key)).size).toBe(2)
    expect(calls.map(({ jobId }) => jobId)).toEqual(['1', '1'])
    const ids: string[] = []
    for await (const { jobId } of outcomesOf(at.queue)) ids.push(jobId)
    expect(ids).toEqual(['1', '1'])
  })
})

describe.skipIf(missing !== '')('a run that is resumed', { timeout: 20_000 }, () => {
  test('while a worker ends it is not left paused by that worker', async () => {
    const at = open()
    let isResumed = false
    const pause = async () => {
      // Somebody resumes between the note that the run has ended and the pause.
      if (!isResumed) await resumeRun(at.queue)
      isResumed = true
      await at.queue.pause()
    }
    const { name, toKey, getBackend, resume, rateLimit } = at.queue
    const of = <Args extends readonly unknown[], Value>(method: (...args: Args) => Value) => method.bind(at.queue)
    const queue = {
      name,
      toKey: of(toKey),
      getBackend: of(getBackend),
      resume: of(resume),
      rateLimit: of(rateLimit),
      pause,
    }
    const { call } = answering(err(faults.refused()))
    const process = bullProcessor<Row, string>({
      ...at.own,
      queue,
      idempotency: 'once',
      call,
      errorAcceptanceNumber: 0,
    })
    await process(jobOf('row', 1)).catch(() => {})
    expect(isResumed).toBe(true)
    expect(await at.queue.isPaused()).toBe(false)
  })
})
