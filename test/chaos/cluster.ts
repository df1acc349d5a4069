import { setTimeout as sleep } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { statusOf } from 'faultline/bullmq'
import { type RedisServer, startRedis } from '../peers/redis-server.ts'
import { gateOf } from './batch/gate.ts'
import { startRowService } from './batch/service.ts'
import { accountOf, refusalsWrong } from './cluster/account.ts'
import { enqueue } from './cluster/enqueue.ts'
import { remainsOf } from './cluster/remains.ts'
import { startWorkers } from './cluster/workers.ts'
import type { Order, Scenario } from './scenario.ts'
import type { Story } from './story.ts'

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
    await untilOver(queue, rows)
    const { overruns } = gate
    const remains = await remainsOf(queue, reconcile)
    console.log(
      `the window closed ${overruns.length} times; at most ${Math.max(0, ...overruns)} of ${MOST_UNDER_WAY} calls came while it was`,
    )
    const { wrong, stories } = accountOf({ seed, rows, remains, service, overruns, mostUnderWay: MOST_UNDER_WAY })
    if (wrong.length > 0) throw new Error(wrong.slice(0, 10).join('\n'))
    return stories
  } finally {
    await workers.stop()
    await close()
    await service.close()
  }
}

const STANDSTILL_MS = 60_000

/** Waits until every row has ended and the engine knows it, or none has for so long that none will. */
async function untilOver(queue: Queue, rows: number): Promise<void> {
  let best = 0
  let since = performance.now()
  for (;;) {
    const { successful, failed, toReconcile } = await statusOf(queue)
    const counts = await queue.getJobCounts('completed', 'failed')
    const ended = Math.min(successful + failed + toReconcile, (counts.completed ?? 0) + (counts.failed ?? 0))
    if (ended >= rows) return
    if (ended > best) since = performance.now()
    if (performance.now() - since > STANDSTILL_MS)
      throw new Error(`${ended} of ${rows} rows have ended, and no more do`)
    best = ended
    await sleep(100)
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
    const status = await statusOf(queue)
    const calls = [...service.knocks.values()].flat().length
    console.log(`${ACCEPTED} errors accepted: the run ended after ${status.failed}, of ${calls} calls`)
    const wrong = refusalsWrong({ status, calls, accepted: ACCEPTED, mostUnderWay: MOST_UNDER_WAY })
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
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
