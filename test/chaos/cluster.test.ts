import { Queue, Worker } from 'bullmq'
import { err, ok } from 'neverthrow'
import { afterAll, describe, expect, test } from 'vitest'
import type { JobOutcome, ProcessorOptions } from '../../src/bullmq.ts'
import { networkFault } from '../../src/core/network-fault.ts'
import { bullProcessor } from '../../src/queues/bullmq/processor.ts'
import { statusOf } from '../../src/queues/bullmq/run-status.ts'
import { workerOptions } from '../../src/queues/bullmq/worker-options.ts'
import { constant } from '../../src/retry/backoff.ts'
import { startRedis } from '../peers/redis-server.ts'
import { rowCaller } from './batch/row-caller.ts'
import { idempotencyOf } from './batch/rows.ts'
import { startRowService } from './batch/service.ts'
import { accountOf, type Played, type Refused, refusalsWrong } from './cluster/account.ts'
import { enqueue } from './cluster/enqueue.ts'
import { remainsOf } from './cluster/remains.ts'
import type { Knock } from './story.ts'
import { complaints, tally } from './tally.ts'

const SEED = 3
const ONCE = [0, 1, 2, 3, 4, 5, 6, 7].find(row => idempotencyOf(SEED, row) === 'once') ?? 0
const cut = networkFault({ problem: 'reset', phase: 'headers' })
const done: JobOutcome = { kind: 'success', value: {}, attempts: 1 }
const doubtful: JobOutcome = { kind: 'reconcile', fault: cut, attempts: 0 }
const failed: JobOutcome = { kind: 'failure', fault: { ...cut, applied: 'no' }, attempts: 1 }
const worked: Knock = {
  trouble: 'none',
  failed: false,
  clear: false,
  final: false,
  worked: true,
  tookMs: 0,
  pauseMs: 0,
}

/** A run of one row more than `ONCE`, that all went well, but for what is said. */
function played(row: JobOutcome | undefined, times: number, more: Partial<Played['remains']> = {}): Played {
  const rows = Array.from({ length: ONCE + 1 }, (_, index) => index)
  const others = rows.slice(0, -1)
  const ends = row === undefined ? others : rows
  const calls = Array<Knock>(times).fill(worked)
  return {
    seed: SEED,
    rows: rows.length,
    mostUnderWay: 4,
    overruns: [4],
    service: {
      knocks: new Map(rows.map(index => [index, index === ONCE ? calls : [worked]])),
      done: new Map(rows.map(index => [index, index === ONCE ? times : 1])),
    },
    remains: {
      endings: new Map(ends.map(index => [index, index === ONCE && row !== undefined ? row : done])),
      failed: row?.kind === 'failure' ? [ONCE] : [],
      completed: row === undefined || row.kind === 'failure' ? others : rows,
      entries: row?.kind === 'reconcile' ? [ONCE] : [],
      ...more,
    },
  }
}

function verdict(run: Played): readonly string[] {
  const { wrong, stories } = accountOf(run)
  return [...wrong, ...complaints(tally('cluster', { seed: run.seed, calls: run.rows }, stories))]
}

describe('the account of a cluster', () => {
  test.each<[string, Played, readonly string[]]>([
    ['has nothing against a row that is done', played(done, 1), []],
    ['nor against one whose worker died after the call', played(doubtful, 1), []],
    ['nor against one whose worker died before it', played(doubtful, 0), []],
    ['sees a once row that was repeated', played(done, 2), ['doubled is 1']],
    ['sees it also where somebody is to look at it', played(doubtful, 2), ['doubled is 1']],
    ['sees a failure that is called a success', played(done, 0), ['lost is 1']],
    ['sees that a failure says no of what was done', played(failed, 1), ['falseNo is 1', 'needlessStops is 1']],
    ['sees a row that never ended', played(undefined, 1), [`row ${ONCE} never ended`]],
    [
      'sees a row that the engine lost',
      played(done, 1, { completed: [] }),
      Array.from({ length: ONCE + 1 }, (_, row) => `row ${row} ended as success, and the engine says otherwise`),
    ],
    [
      'sees a failure that the engine calls done',
      played(failed, 0, { failed: [], completed: Array.from({ length: ONCE + 1 }, (_, row) => row) }),
      [`row ${ONCE} ended as failure, and the engine says otherwise`, 'needlessStops is 1'],
    ],
    [
      'sees a row that nobody is told to look at',
      played(doubtful, 1, { entries: [] }),
      [`row ${ONCE} ended as reconcile, and the engine says otherwise`],
    ],
    [
      'sees a row that two are told to look at',
      played(doubtful, 1, { entries: [ONCE, ONCE] }),
      ['1 rows are to be reconciled twice'],
    ],
    [
      'sees that more came while the service was closed than were under way',
      { ...played(done, 1), overruns: [0, 5] },
      ['5 calls came while the service was closed'],
    ],
  ])('%s', (_, run, wrong) => {
    expect(verdict(run)).toEqual(wrong)
  })

  const ended: Refused = {
    status: { failed: 12, functional: 12, stopped: { because: 'too-many-errors', fault: cut } },
    calls: 12,
    accepted: 10,
    mostUnderWay: 4,
  }
  test.each<[string, Refused, readonly string[]]>([
    ['is right where those under way end as well', ended, []],
    [
      'is not where more were called',
      { ...ended, status: { ...ended.status, failed: 15, functional: 15 }, calls: 15 },
      ['it stopped only after 15 errors, of 10 accepted'],
    ],
    [
      'is not where one was counted twice',
      { ...ended, status: { ...ended.status, functional: 13 } },
      ['12 failed, and 13 were counted'],
    ],
    ['is not where a row was called twice', { ...ended, calls: 13 }, ['12 failed, of 13 calls']],
    [
      'is not where fewer failed than are accepted',
      { ...ended, accepted: 12 },
      ['it stopped after 12 errors, and 12 are accepted'],
    ],
    [
      'is not for another reason',
      { ...ended, status: { ...ended.status, stopped: { because: 'technical', fault: cut } } },
      ['the run did not stop for its errors'],
    ],
  ])('the end of a run of refusals %s', (_, run, wrong) => {
    expect(refusalsWrong(run)).toEqual(wrong)
  })
})

const redis = await startRedis()
afterAll(async () => {
  if (redis.isOk()) await redis.value.stop()
})

type Options = ProcessorOptions<{ readonly row: number }, unknown>

const ROWS = 40

/** Plays rows whose first answer each is cut off after the work, with one worker whose processor is bent. */
async function play(name: string, bend: (options: Options) => Options): Promise<readonly string[]> {
  const connection = { host: '127.0.0.1', port: redis._unsafeUnwrap().port, maxRetriesPerRequest: null }
  const queue = new Queue(name, { connection })
  const reconcile = new Queue(`${name}-reconcile`, { connection })
  const service = await startRowService(SEED, { strikes: (_, call) => (call === 0 ? 'reset-after' : 'none') })
  const caller = rowCaller(service.url)
  const options: Options = {
    queue,
    reconcile,
    idempotency: ({ row }) => idempotencyOf(SEED, row),
    call: ({ row }, context) => caller.call(row, context),
    acceptTechnical: -1,
    retry: { backoff: constant(5) },
  }
  const worker = new Worker(name, bullProcessor(bend(options)), { connection, ...workerOptions, concurrency: 8 })
  try {
    await enqueue(queue, ROWS)
    await expect
      .poll(async () => (await queue.getCompletedCount()) + (await queue.getFailedCount()), { timeout: 15_000 })
      .toBe(ROWS)
    expect((await statusOf(queue)).begun).toBe(0)
    const remains = await remainsOf(queue, reconcile)
    return verdict({ seed: SEED, rows: ROWS, remains, service, overruns: [], mostUnderWay: 8 })
  } finally {
    await worker.close()
    await Promise.all([queue.close(), reconcile.close(), service.close(), caller.close()])
  }
}

const matching = (words: string) => [expect.stringContaining(words)]
const answers = (call: Options['call'], row: number, context: Parameters<Options['call']>[1]) => call({ row }, context)

describe.skipIf(redis.isErr())('a small cluster', { timeout: 30_000 }, () => {
  test('has nothing wrong with it', async () => {
    expect(await play('sound', options => options)).toEqual([])
  })

  test.each<[string, (options: Options) => Options, unknown]>([
    ['takes every row for harmless', options => ({ ...options, idempotency: 'keyed' }), matching('doubled is')],
    [
      'says of every failure that nothing was done',
      options => ({
        ...options,
        call: async ({ row }, context) =>
          (await answers(options.call, row, context)).mapErr(fault => ({ ...fault, applied: 'no' }) as typeof fault),
      }),
      expect.arrayContaining(matching('doubled is')),
    ],
    [
      'calls nothing and says that it is done',
      options => ({ ...options, call: async () => ok('done') }),
      matching('lost is'),
    ],
    [
      'calls everything a refusal',
      options => ({
        ...options,
        call: async ({ row }, context) => {
          await answers(options.call, row, context)
          return err({ ...cut, applied: 'no', category: 'validation', remedy: 'fix' })
        },
      }),
      expect.arrayContaining(matching('falseNo is')),
    ],
  ])('whose processor %s is noticed', async (name, bend, noticed) => {
    expect(await play(name.replaceAll(' ', '-'), bend)).toEqual(noticed)
  })
})
