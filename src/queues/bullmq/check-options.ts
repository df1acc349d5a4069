import { idempotencies } from '../../core/operation.ts'
import { checkRetry } from '../../retry/check-options.ts'
import type { ProcessorOptions } from './options.ts'

const KNOWN: Readonly<Record<keyof ProcessorOptions<never, never>, true>> = {
  queue: true,
  reconcile: true,
  call: true,
  idempotency: true,
  run: true,
  retry: true,
  errorAcceptanceNumber: true,
  acceptTechnical: true,
  stopWhen: true,
  onTrouble: true,
  clock: true,
  random: true,
}

/**
 * Checks the options of a processor.
 *
 * @throws TypeError that names what cannot be used
 */
export function checkProcessor(given: unknown): void {
  const wrong = (name: string, what: string) => new TypeError(`bullProcessor: \`${name}\` ${what}`)
  if (typeof given !== 'object' || given === null) throw wrong('options', 'is not an object')
  const unknown = Object.keys(given).find(name => !Object.hasOwn(KNOWN, name))
  if (unknown !== undefined) throw wrong(unknown, 'is no option')
  const options = given as ProcessorOptions<never, never>
  const { queue, reconcile, idempotency, stopWhen, clock } = options
  if (typeof queue?.getBackend !== 'function') throw wrong('queue', 'is no queue of BullMQ 6')
  if (typeof reconcile?.add !== 'function') throw wrong('reconcile', 'is no queue of BullMQ 6')
  if (reconcile.name === queue.name) throw wrong('reconcile', 'is the same queue')
  if (typeof options.call !== 'function') throw wrong('call', 'is not a function')
  if (typeof idempotency !== 'function' && !idempotencies.some(one => one === idempotency)) {
    throw wrong('idempotency', `is none of ${idempotencies.join(', ')}`)
  }
  if (stopWhen !== undefined && stopWhen !== 'exceeded' && stopWhen !== 'reached') {
    throw wrong('stopWhen', 'is neither exceeded nor reached')
  }
  for (const name of ['errorAcceptanceNumber', 'acceptTechnical'] as const) {
    const value = options[name]
    if (value === undefined) continue
    if (!(Number.isInteger(value) && value >= -1)) throw wrong(name, 'is neither -1 nor a whole number from 0 on')
    if (value === 0 && stopWhen === 'reached') throw wrong(name, '0 is reached before anything has failed')
  }
  for (const name of ['onTrouble', 'random'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') throw wrong(name, 'is not a function')
  }
  if (clock !== undefined && typeof clock?.after !== 'function') throw wrong('clock', 'is no clock')
  checkRun(options.run, wrong)
  checkRetry(options.retry, wrong)
}

/** It becomes a part of keys. */
export function checkRun(run: unknown, wrong: (name: string, what: string) => Error): void {
  if (run !== undefined && !(typeof run === 'string' && /^[\w.-]{1,100}$/.test(run))) {
    throw wrong('run', 'is not a name of letters, digits, dots, dashes and underscores')
  }
}
