import { type Job, Queue, Worker, type WorkerOptions } from 'bullmq'
import { afterAll } from 'vitest'
import type { BullQueue, BullReconcile } from '../../src/queues/bullmq/engine.ts'
import type { ProcessorOptions } from '../../src/queues/bullmq/options.ts'
import type { ToReconcile } from '../../src/queues/bullmq/outcome.ts'
import { bullProcessor } from '../../src/queues/bullmq/processor.ts'
import { workerOptions } from '../../src/queues/bullmq/worker-options.ts'
import { startRedis } from '../peers/redis-server.ts'

/** A row, and how its tries end: see `endOf`. */
export interface Row {
  readonly script: string
}

/** A queue, the queue for those that somebody must look at, and their workers. */
export interface Ground {
  /** Both queues, as a processor takes them. */
  readonly own: { readonly queue: BullQueue; readonly reconcile: BullReconcile }
  readonly queue: Queue
  readonly reconcile: Queue
  readonly add: (rows: Readonly<Record<string, string>>) => Promise<void>
  readonly work: (
    options: Omit<ProcessorOptions<Row, string>, 'queue' | 'reconcile'>,
    worker?: Partial<WorkerOptions>,
  ) => Worker
  /** Waits until so many jobs are done or have failed, or the queue is paused with none under way. */
  readonly quiet: (jobs: number) => Promise<void>
  readonly job: (id: string) => Promise<Job>
  /** What is in the queue for reconciliation. */
  readonly toReconcile: () => Promise<readonly ToReconcile[]>
  readonly close: () => Promise<void>
}

/** The queues of a file's tests, on a Redis of their own that ends with them. */
export interface Grounds {
  readonly open: () => Ground
  /** Why there is no Redis; empty where there is one. */
  readonly missing: string
}

export async function startGrounds(): Promise<Grounds> {
  const started = await startRedis()
  const opened: Ground[] = []
  afterAll(async () => {
    await Promise.all(opened.map(one => one.close()))
    if (started.isOk()) await started.value.stop()
  })
  return {
    missing: started.isErr() ? started.error : '',
    open: () => {
      const one = ground(started._unsafeUnwrap().port)
      opened.push(one)
      return one
    },
  }
}

let number = 0

/** Makes queues of names that nobody else has. */
function ground(port: number): Ground {
  number += 1
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null }
  const queue = new Queue(`rows-${process.pid}-${number}`, { connection })
  const reconcile = new Queue(`${queue.name}-reconcile`, { connection })
  const workers: Worker[] = []
  return {
    own: { queue, reconcile },
    queue,
    reconcile,
    add: async rows => {
      const jobs = Object.entries(rows).map(([jobId, script]) => ({
        name: 'row',
        data: { script },
        opts: { jobId, attempts: 3 },
      }))
      await queue.addBulk(jobs)
    },
    work: (options, more = {}) => {
      const processor = bullProcessor<Row, string>({ queue, reconcile, ...options })
      const worker = new Worker(queue.name, processor, { connection, ...workerOptions, drainDelay: 1, ...more })
      worker.on('error', () => {})
      workers.push(worker)
      return worker
    },
    quiet: async jobs => {
      for (;;) {
        const counts = await queue.getJobCounts('completed', 'failed', 'active')
        const { completed = 0, failed = 0, active = 0 } = counts
        if (completed + failed >= jobs || ((await queue.isPaused()) && active === 0)) return
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    },
    job: async id => {
      const job = await queue.getJob(id)
      if (job === undefined) throw new Error(`there is no job ${id}`)
      return job
    },
    toReconcile: async () => (await reconcile.getWaiting()).map(({ data }) => data as ToReconcile),
    close: async () => {
      await Promise.all(workers.map(worker => worker.close(true)))
      await queue.close()
      await reconcile.close()
    },
  }
}

/** What the processor uses of a job; a start that its worker did not survive has no more. */
export function jobOf(id: string, attemptsStarted: number, script = 'S', timestamp = 1) {
  const never = () => Promise.reject(new Error('not moved'))
  return { id, name: 'row', data: { script }, timestamp, attemptsStarted, moveToDelayed: never, moveToWait: never }
}
