import process from 'node:process'
import { Queue, Worker } from 'bullmq'
import { constant } from 'faultline'
import { bullProcessor, workerOptions } from 'faultline/bullmq'
import { rowCaller } from '../batch/row-caller.ts'
import { idempotencyOf } from '../batch/rows.ts'

/**
 * One of the workers that are killed: takes jobs of a queue and calls the service for each. Arguments: the address, the port
 * of Redis, the queue, the seed, how many calls are under way at once, how many errors are accepted. Ends with its input.
 */
const [, , url = '', port = '', name = '', seed = '', concurrency = '', accepted = ''] = process.argv

const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null, retryStrategy: () => 50 }
const queue = new Queue(name, { connection })
const reconcile = new Queue(`${name}-reconcile`, { connection })
const caller = rowCaller(url)

const call = bullProcessor<{ readonly row: number }, unknown>({
  queue,
  reconcile,
  idempotency: ({ row }) => idempotencyOf(Number(seed), row),
  call: ({ row }, context) => caller.call(row, context),
  errorAcceptanceNumber: Number(accepted),
  acceptTechnical: -1,
  retry: { backoff: constant(20) },
  onTrouble: error => console.error(error),
})
const worker = new Worker(name, call, {
  connection,
  ...workerOptions,
  concurrency: Number(concurrency),
  // A worker that was killed is missed soon.
  lockDuration: 3_000,
  stalledInterval: 1_000,
  runRetryDelay: 200,
})
// Redis is restarted in the middle of it, and the clients say so.
for (const one of [queue, reconcile]) one.on('error', () => {})
worker.on('error', () => {})

// Whoever started it is gone: nothing is left to be ended in order.
process.stdin.on('end', () => process.exit()).resume()
