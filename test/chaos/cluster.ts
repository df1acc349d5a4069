import { setTimeout as sleep } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { type JobOutcome, statusOf } from 'faultline/bullmq'
import { type RedisServer, startRedis } from '../peers/redis-server.ts'
import { type Gate, gateOf } from './batch/gate.ts'
import { idempotencyOf } from './batch/rows.ts'
import { type RowService, startRowService } from './batch/service.ts'
import { disagreements, endingsOf } from './cluster/endings.ts'
import { enqueue } from './cluster/enqueue.ts'
import { startWorkers } from './cluster/workers.ts'
import type { Order, Scenario } from './scenario.ts'
import type { Knock, Story } from './story.ts'

const WORKERS = 4
const CONCURRENCY = 12
const MOST_UNDER_WAY = WORKERS * CONCURRENCY
const WINDOW = { calls: 700, windowMs: 1_000 }
/** One worker is killed for each so many rows: every few seconds. */
const ROWS_PER_KILL = 1_500
const LEAST_KILLS = 3
const ACCEPTED = 50

/**
 * Many rows on four workers that share a queue: one of them is killed again and again, Redis once, and all of them together
 * must keep to the service's window. After that a run of rows that are all refused, which must end by itself.
 */
export const clusterScenario: Scenario = {
  name: 'cluster',
  mostCalls: 100_000,
  play: async (order, { hear } = {}) => {
    const redis = (await startRedis())._unsafeUnwrap()
    try {
      const stories = await playRows(order, redis)
      await playRefusals(order, redis)
      return stories.map(story => ({ ...story, told: hear?.(story.told) ?? story.told }))
    } finally {
      await redis.stop()
    }
  },
}

async function playRows({ seed, calls: rows }: Order, redis: RedisServer): Promise<readonly Story[]> {
  const gate = gateOf(WINDOW)
  const service = await startRowService(seed, { gate })
  const { queue, reconcile, close } = queues('rows', redis)
  await enqueue(queue, rows)
  const workers = startWorkers(WORKERS, [
    service.url,
    String(redis.port),
    'rows',
    String(seed),
    String(CONCURRENCY),
    '-1',
  ])
  try {
    const kills = Math.max(LEAST_KILLS, Math.floor(rows / ROWS_PER_KILL))
    for (let kill = 1; kill <= kills; kill += 1) {
      void service.reached(Math.floor((rows * kill) / (kills + 1))).then(workers.replaceOne)
    }
    await service.reached(Math.floor(rows / 2))
    await redis.restart()
    for (;;) {
      const { successful, failed, toReconcile } = await statusOf(queue)
      const { completed = 0, failed: failedJobs = 0 } = await queue.getJobCounts('completed', 'failed')
      if (successful + failed + toReconcile > rows) throw new Error('more rows ended than there are')
      if (successful + failed + toReconcile === rows && completed + failedJobs === rows) break
      await sleep(100)
    }
    const endings = await endingsOf(queue)
    const wrong = [...(await disagreements(queue, reconcile, endings)), ...overruns(gate)]
    if (wrong.length > 0) throw new Error(wrong.slice(0, 10).join('\n'))
    return Array.from({ length: rows }, (_, row) => storyOf(row, seed, endings.get(row), service))
  } finally {
    await workers.stop()
    await close()
    await service.close()
  }
}

/** Once the service has said that it is closed, only those calls may come that were under way by then. */
function overruns({ overruns: each }: Gate): readonly string[] {
  const most = Math.max(0, ...each)
  console.log(`the window closed ${each.length} times; at most ${most} of ${MOST_UNDER_WAY} calls came while it was`)
  return most <= MOST_UNDER_WAY ? [] : [`${most} calls came while the service was closed`]
}

const KILLED: Knock = {
  trouble: 'killed',
  failed: true,
  clear: false,
  final: false,
  worked: false,
  tookMs: 0,
  pauseMs: 0,
}

function storyOf(row: number, seed: number, outcome: JobOutcome | undefined, { knocks, done }: RowService): Story {
  if (outcome === undefined) throw new Error(`row ${row} never ended`)
  const wasLost = outcome.kind === 'reconcile' && outcome.fault.stopped === undefined
  const tries = [...(knocks.get(row) ?? []), ...(wasLost ? [KILLED] : [])]
  return {
    call: `row ${row}`,
    operation: 'rows',
    idempotency: idempotencyOf(seed, row),
    told: outcome.kind === 'success' ? { done: true } : { done: false, fault: outcome.fault },
    attempts: tries.map(knock => ({ knocks: [knock] })),
    found: done.get(row) ?? 0,
    agrees: true,
  }
}

/** Every row is refused: the workers must stop by themselves, and soon. */
async function playRefusals({ seed }: Order, redis: RedisServer): Promise<void> {
  const service = await startRowService(seed, { strikes: () => 'refused' })
  const { queue, close } = queues('refusals', redis)
  await enqueue(queue, 20 * ACCEPTED)
  const args = [service.url, String(redis.port), 'refusals', String(seed), String(CONCURRENCY), String(ACCEPTED)]
  const workers = startWorkers(WORKERS, args)
  try {
    while (!(await queue.isPaused()) || (await queue.getActiveCount()) > 0) await sleep(50)
    const { failed, functional, stopped } = await statusOf(queue)
    const calls = [...service.knocks.values()].flat().length
    console.log(`${ACCEPTED} errors accepted: the run ended after ${failed}, of ${calls} calls`)
    const isRight =
      stopped?.because === 'too-many-errors' &&
      failed === functional &&
      failed === calls &&
      failed > ACCEPTED &&
      failed <= ACCEPTED + MOST_UNDER_WAY
    if (!isRight)
      throw new Error(`the run did not end as it should: ${JSON.stringify({ failed, functional, stopped, calls })}`)
  } finally {
    await workers.stop()
    await close()
    await service.close()
  }
}

function queues(name: string, { port }: RedisServer) {
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null, retryStrategy: () => 50 }
  const queue = new Queue(name, { connection })
  const reconcile = new Queue(`${name}-reconcile`, { connection })
  for (const one of [queue, reconcile]) one.on('error', () => {})
  return {
    queue,
    reconcile,
    close: async () => {
      await queue.close()
      await reconcile.close()
    },
  }
}
