import { err, ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Idempotency } from '../../src/core/operation.ts'
import { faultOf } from '../../src/queues/bullmq/fault-of.ts'
import type { JobContext, ProcessorOptions } from '../../src/queues/bullmq/options.ts'
import { bullProcessor } from '../../src/queues/bullmq/processor.ts'
import { forgetRun, outcomesOf, resumeRun, statusOf } from '../../src/queues/bullmq/run-status.ts'
import { constant } from '../../src/retry/backoff.ts'
import { endOf } from '../batch/scripted.ts'
import * as faults from '../retry/faults.ts'
import { type Ground, jobOf, type Row, startGrounds } from './ground.ts'

const required = process.env.FAULTLINE_PEERS === 'required'
const { open, missing } = await startGrounds()

test.skipIf(missing !== '' && !required)(
  missing === '' || required ? 'Redis is here' : `Redis is not here, its tests are skipped: ${missing}`,
  () => expect(missing).toBe(''),
)

const fast = { backoff: constant(10) }

/** Calls as the row's script says, and remembers each call. */
function scripted(idempotency: Idempotency, calls: JobContext[] = []) {
  const call: ProcessorOptions<Row, string>['call'] = async ({ script }, context) => {
    calls.push(context)
    return endOf(script, context.attempt, idempotency)
  }
  return { idempotency, call, retry: fast } as const
}

async function outcomes(at: Ground) {
  const found: Record<string, string> = {}
  for await (const { jobId, kind, attempts } of outcomesOf(at.queue)) found[jobId] = `${kind} ${attempts}`
  return found
}

describe.skipIf(missing !== '')('the processor of a BullMQ worker', { timeout: 20_000 }, () => {
  test('gives each row its outcome, in the words of the engine and beside them', async () => {
    const at = open()
    await at.add({ done: 'S', refused: 'F', late: 'TTS', doubtful: 'R' })
    at.work({ ...scripted('once'), acceptTechnical: -1 }, { concurrency: 4 })
    await at.quiet(4)
    expect(await outcomes(at)).toEqual({
      done: 'success 1',
      refused: 'failure 1',
      late: 'success 3',
      doubtful: 'reconcile 1',
    })
    expect((await at.job('done')).returnvalue).toBe('S')
    const { failedReason, attemptsMade } = await at.job('refused')
    expect(faultOf(failedReason)).toMatchObject({ ...faults.refused(), stopped: { because: 'final' } })
    expect(attemptsMade).toBe(1)
    expect((await at.job('doubtful')).returnvalue).toMatchObject({
      faultline: 'reconcile',
      fault: { applied: 'maybe' },
    })
    const [entry] = await at.toReconcile()
    expect(entry).toMatchObject({
      queue: at.queue.name,
      jobId: 'doubtful',
      data: { script: 'R' },
      fault: { stopped: { because: 'unsafe' } },
    })
    expect(await at.reconcile.getJobCountByTypes('waiting')).toBe(1)
  })

  test('keeps every try in the fault, over the starts of a job', async () => {
    const at = open()
    await at.add({ row: 'TTF' })
    at.work(scripted('once'))
    await at.quiet(1)
    const { attempts } = faultOf((await at.job('row')).failedReason) ?? {}
    expect(attempts?.map(({ category, delayMs }) => [category, delayMs])).toEqual([
      ['unavailable', 0],
      ['unavailable', 10],
      ['validation', 10],
    ])
  })

  test('tells a repeat that an earlier try may have been done, under the same key', async () => {
    const at = open()
    const calls: JobContext[] = []
    await at.add({ row: 'RS' })
    at.work(scripted('keyed', calls))
    await at.quiet(1)
    expect(calls.map(({ key, attempt, options }) => [key, attempt, options.repeat, options.retry])).toEqual([
      ['row', 1, false, false],
      ['row', 2, true, false],
    ])
  })

  test('holds every worker while the service asks for a pause', async () => {
    const at = open()
    const times: number[] = []
    const pauseMs = 400
    const call: ProcessorOptions<Row, string>['call'] = async (_, { attempt }) => {
      times.push(Date.now())
      const isFirst = times.length === 1 && attempt === 1
      return isFirst ? err({ ...faults.limited, retryAfterMs: pauseMs }) : ok('S')
    }
    const rows = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`row-${index}`, 'S']))
    const one = at.work({ call, idempotency: 'once', retry: fast })
    await one.waitUntilReady()
    await at.add({ first: 'S' })
    while (times.length === 0 || (await statusOf(at.queue)).begun === 0) await new Promise(setImmediate)
    while ((await at.queue.getRateLimitTtl()) <= 0) await new Promise(setImmediate)
    at.work({ call, idempotency: 'once', retry: fast })
    // A worker that looks at no limiter is held by the ledger.
    at.work({ call, idempotency: 'once', retry: fast }, { limiter: undefined as never, concurrency: 5 })
    await at.add(rows)
    await at.quiet(21)
    const [first = 0, ...rest] = times
    expect(rest.length).toBe(21)
    expect(Math.min(...rest) - first).toBeGreaterThanOrEqual(pauseMs)
    expect(await statusOf(at.queue)).toMatchObject({ successful: 21, begun: 0 })
  })

  test('pauses the queue at a technical failure, and the job is done once it is resumed', async () => {
    const at = open()
    let isUp = false
    const calls: string[] = []
    at.work({
      idempotency: 'once',
      retry: { ...fast, maxAttempts: 2 },
      call: async (_, { jobId }) => {
        calls.push(jobId)
        return isUp ? ok('S') : err(faults.refusedConnection)
      },
    })
    await at.add({ a: 'S', b: 'S', c: 'S' })
    await at.quiet(3)
    const status = await statusOf(at.queue)
    expect(status).toMatchObject({ successful: 0, failed: 0, stopped: { because: 'technical' } })
    expect(status.stopped?.fault.kind).toBe('network')
    const before = calls.length
    isUp = true
    await resumeRun(at.queue)
    await at.quiet(3)
    expect(calls.length).toBe(before + 3)
    expect(await statusOf(at.queue)).toMatchObject({ successful: 3, failed: 0, technical: 0, begun: 0 })
  })

  test.each([
    ['exceeded', 2, 3],
    ['reached', 2, 2],
  ] as const)('ends the run when %s: %i accepted, %i failed', async (stopWhen, errorAcceptanceNumber, failed) => {
    const at = open()
    const options = { ...scripted('once'), errorAcceptanceNumber, stopWhen }
    await at.add(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`row-${index}`, 'F'])))
    at.work(options)
    await at.quiet(12)
    expect(await statusOf(at.queue)).toMatchObject({
      failed,
      functional: failed,
      stopped: { because: 'too-many-errors' },
    })
    // Whoever resumes the queue by hand calls nothing: the run has ended.
    await at.queue.resume()
    await at.quiet(12)
    expect(await statusOf(at.queue)).toMatchObject({ failed })
    await resumeRun(at.queue)
    await at.quiet(12)
    expect(await statusOf(at.queue)).toMatchObject({ failed: 2 * failed })
  })

  test.each([
    ['once', 1, 'reconcile 0'],
    ['keyed', 2, 'success 2'],
  ] as const)('a %s call whose worker dies is made %i times in all', async (idempotency, times, outcome) => {
    const at = open()
    const calls: JobContext[] = []
    const quick = { lockDuration: 300, stalledInterval: 100 }
    const dying = at.work(
      {
        idempotency,
        call: (_, context) => {
          calls.push(context)
          return new Promise(() => {})
        },
      },
      { ...quick, skipLockRenewal: true },
    )
    await at.add({ row: 'S' })
    while (calls.length === 0) await new Promise(setImmediate)
    await dying.close(true)
    at.work(scripted(idempotency, calls), quick)
    await at.quiet(1)
    expect(calls.length).toBe(times)
    expect(calls.map(({ key }) => key)).toEqual(calls.map(() => 'row'))
    expect(calls.slice(1).map(({ options }) => options.repeat)).toEqual(calls.slice(1).map(() => true))
    expect(await outcomes(at)).toEqual({ row: outcome })
    expect(await statusOf(at.queue)).toMatchObject({ functional: 0, technical: 0, begun: 0 })
    expect((await at.toReconcile()).length).toBe(idempotency === 'once' ? 1 : 0)
  })

  test('a row whose worker dies each time is looked at by somebody in the end', async () => {
    const at = open()
    const dead = () => new Promise<never>(() => {})
    const process = bullProcessor<Row, string>({ ...at.own, idempotency: 'repeatable', call: dead })
    for (const start of [1, 2, 3, 4]) process(jobOf('row', start)).catch(() => {})
    await expect.poll(() => statusOf(at.queue)).toMatchObject({ begun: 1 })
    expect(await at.toReconcile()).toEqual([])
    expect(await process(jobOf('row', 5))).toMatchObject({ faultline: 'reconcile' })
    expect(await at.toReconcile()).toMatchObject([{ jobId: 'row', key: 'row' }])
    expect(await statusOf(at.queue)).toMatchObject({ toReconcile: 1, technical: 0, begun: 0 })
  })

  test('a worker that died before it could tell the engine counts once, and the job ends as it had ended', async () => {
    const at = open()
    const calls: JobContext[] = []
    const process = bullProcessor<Row, string>({ ...at.own, ...scripted('once', calls), errorAcceptanceNumber: 5 })
    for (const start of [1, 2, 3]) {
      const error = await process(jobOf('row', start, 'F')).catch(reason => reason)
      expect(error).toMatchObject({ name: 'UnrecoverableError' })
      expect(faultOf(error.message)).toMatchObject({ category: 'validation' })
    }
    expect(calls.length).toBe(1)
    expect(await statusOf(at.queue)).toMatchObject({ failed: 1, functional: 1 })
  })

  test('a worker that was taken for dead changes nothing when it comes back', async () => {
    const at = open()
    let answer = (_: string) => {}
    const late = new Promise<string>(resolve => {
      answer = resolve
    })
    const process = bullProcessor<Row, string>({ ...at.own, idempotency: 'once', call: async () => ok(await late) })
    const zombie = process(jobOf('row', 1)).catch(reason => reason)
    await expect.poll(async () => (await statusOf(at.queue)).begun).toBe(1)
    expect(await process(jobOf('row', 2))).toMatchObject({ faultline: 'reconcile' })
    answer('S')
    expect(await zombie).toMatchObject({ faultline: 'reconcile' })
    expect(await statusOf(at.queue)).toMatchObject({ successful: 0, toReconcile: 1 })
  })

  test('of two that call for one keyed row, the one that was taken for dead does not say how it ended', async () => {
    const at = open()
    const answers: ((fault: boolean) => void)[] = []
    const process = bullProcessor<Row, string>({
      ...at.own,
      idempotency: 'keyed',
      call: () =>
        new Promise(resolve => {
          answers.push(isFault => resolve(isFault ? err(faults.refused()) : ok('S')))
        }),
    })
    const zombie = process(jobOf('row', 1)).catch(reason => reason)
    await expect.poll(() => answers.length).toBe(1)
    const last = process(jobOf('row', 2))
    await expect.poll(() => answers.length).toBe(2)
    answers[0]?.(true)
    expect(await zombie).toMatchObject({ name: 'WaitingError' })
    answers[1]?.(false)
    expect(await last).toBe('S')
    expect(await statusOf(at.queue)).toMatchObject({ successful: 1, failed: 0, functional: 0, begun: 0 })
  })

  test('a call that throws is none that may be made again, and ends the run', async () => {
    const at = open()
    const troubles: unknown[] = []
    const bug = new Error('a bug')
    at.work({
      idempotency: 'once',
      onTrouble: error => troubles.push(error),
      call: () => {
        throw bug
      },
    })
    await at.add({ row: 'S' })
    await at.quiet(1)
    expect(troubles).toEqual([bug])
    expect(await outcomes(at)).toEqual({ row: 'reconcile 1' })
    expect(await statusOf(at.queue)).toMatchObject({ stopped: { because: 'technical' } })
  })

  test.each<[string, unknown]>([
    ['no Result', 'done'],
    ['an error that is no fault', err(new Error('lost'))],
    ['half a fault, which says that nothing was done', err({ kind: 'network', applied: 'no' })],
  ])('a call that gives %s is none that may be made again: it was a failure, or a success', async (_, given) => {
    const at = open()
    const call = (async () => given) as ProcessorOptions<Row, string>['call']
    const troubles: unknown[] = []
    const process = bullProcessor<Row, string>({
      ...at.own,
      idempotency: 'once',
      onTrouble: error => troubles.push(error),
      call,
    })
    await process(jobOf('row', 1))
    expect([await outcomes(at), troubles]).toEqual([{ row: 'reconcile 1' }, [expect.any(TypeError)]])
  })

  test('a job whose idempotency is misspelled is not called: it was taken for harmless', async () => {
    const at = open()
    const calls: JobContext[] = []
    const troubles: unknown[] = []
    const idempotency = () => 'onse' as Idempotency
    const scripts = { ...scripted('once', calls), idempotency, onTrouble: (error: unknown) => troubles.push(error) }
    const process = bullProcessor<Row, string>({ ...at.own, ...scripts })
    await expect(process(jobOf('row', 1))).rejects.toMatchObject({ name: 'WaitingError' })
    expect([calls, troubles]).toEqual([[], [expect.any(TypeError)]])
  })

  test('a run is forgotten, and another one knows nothing of it', async () => {
    const at = open()
    const process = bullProcessor<Row, string>({ ...at.own, ...scripted('once') })
    const other = bullProcessor<Row, string>({ ...at.own, ...scripted('once'), run: 'other' })
    await process(jobOf('row', 1))
    expect(await other(jobOf('row', 1))).toBe('S')
    await forgetRun(at.queue)
    expect(await statusOf(at.queue)).toMatchObject({ successful: 0 })
    expect(await statusOf(at.queue, { run: 'other' })).toMatchObject({ successful: 1 })
  })
})
