import { expect, test } from 'vitest'
import { bullProcessor } from '../../src/queues/bullmq/processor.ts'
import { statusOf } from '../../src/queues/bullmq/run-status.ts'

const queue = { name: 'q', getBackend: () => ({}), add: () => {} }
const right = { queue, reconcile: { ...queue, name: 'r' }, idempotency: 'once', call: () => {} }

test.each([
  [{ queue: undefined }, '`queue` is no queue of BullMQ 6'],
  [{ reconcile: {} }, '`reconcile` is no queue of BullMQ 6'],
  [{ reconcile: queue }, '`reconcile` is the same queue'],
  [{ call: 3 }, '`call` is not a function'],
  [{ idempotency: 'twice' }, '`idempotency` is none of'],
  [{ stopWhen: 'never' }, '`stopWhen` is neither'],
  [{ errorAcceptanceNumber: 1.5 }, '`errorAcceptanceNumber` is neither'],
  [{ acceptTechnical: 0, stopWhen: 'reached' }, '`acceptTechnical` 0 is reached'],
  [{ run: 'a:b' }, '`run` is not a name'],
  [{ retry: { attempts: 3 } }, '`retry.attempts` is none of'],
  [{ onTrouble: 'log' }, '`onTrouble` is not a function'],
  [{ clock: {} }, '`clock` is no clock'],
  [{ concurrency: 3 }, '`concurrency` is no option'],
])('refuses %j', (wrong, said) => {
  const make = () => bullProcessor({ ...right, ...wrong } as never)
  expect(make).toThrow(TypeError)
  expect(make).toThrow(said)
})

test('takes a signal, which BullMQ gives to a function of three parameters only', () => {
  expect(bullProcessor(right as never).length).toBe(3)
})

test('names the option that is wrong where a run is asked about', async () => {
  await expect(statusOf(queue as never, { run: '' })).rejects.toThrow('statusOf: `run` is not a name')
})
