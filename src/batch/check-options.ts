import { idempotencies } from '../core/operation.ts'
import { checkRetry } from '../retry/check-options.ts'
import type { Rows } from './contract.ts'
import { busy } from './journal/busy.ts'
import type { InvokeBatchesOptions } from './options.ts'

/** Those of `invokeAll` are among them. */
type Options = Partial<InvokeBatchesOptions<never, never>>

const KINDS: readonly string[] = ['success', 'failure', 'reconcile']
const GENERATIONS: readonly unknown[] = ['current', 'before-S17.6.2-rest', 'before-S17.6.2-soap']

const KNOWN: Readonly<Record<keyof Options, true>> = {
  idempotency: true,
  rowId: true,
  key: true,
  repetitionKey: true,
  errorAcceptanceNumber: true,
  acceptTechnical: true,
  stopWhen: true,
  generation: true,
  delayBetweenInvocationsMs: true,
  retryNumber: true,
  retryDelayMs: true,
  retry: true,
  concurrency: true,
  rateLimit: true,
  signal: true,
  sinks: true,
  route: true,
  onProgress: true,
  progressEveryMs: true,
  journal: true,
  total: true,
  clock: true,
  random: true,
  size: true,
  call: true,
}

/**
 * Checks the options of a run.
 *
 * @throws TypeError that names what cannot be used
 */
export function checkBatch(of: 'invokeAll' | 'invokeBatches', rows: Rows<unknown>, given: unknown): void {
  const wrong = (name: string, what: string) => new TypeError(`${of}: \`${name}\` ${what}`)
  if (!isIterable(rows)) throw wrong('rows', 'cannot be iterated over')
  if (typeof given !== 'object' || given === null) throw wrong('options', 'is not an object')
  const unknown = Object.keys(given).find(
    name => !Object.hasOwn(KNOWN, name) || (of === 'invokeAll' && name === 'size'),
  )
  if (unknown !== undefined) throw wrong(unknown, 'is no option')
  const options = given as Options
  checkFunctions(options, wrong)
  checkNumbers(of, options, wrong)
  checkRules(options, wrong)
}

type Wrong = (name: string, what: string) => TypeError

function checkFunctions(options: Options, wrong: Wrong): void {
  if (typeof options.call !== 'function') throw wrong('call', 'is not a function')
  for (const name of ['rowId', 'key', 'repetitionKey', 'route', 'onProgress', 'random'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') throw wrong(name, 'is not a function')
  }
  const { sinks, signal, journal, clock } = options
  if (sinks !== undefined) {
    if (typeof sinks !== 'object' || sinks === null) throw wrong('sinks', 'is not an object')
    const odd = Object.entries(sinks).find(([, sink]) => sink !== undefined && typeof sink !== 'function')
    if (odd !== undefined) throw wrong(`sinks.${odd[0]}`, 'is not a function')
    const idle = Object.keys(sinks).find(name => options.route === undefined && !KINDS.includes(name))
    if (idle !== undefined)
      throw wrong(`sinks.${idle}`, 'is none of success, failure, reconcile, and no route leads to it')
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') throw wrong('signal', 'is no AbortSignal')
  if (journal !== undefined && typeof journal?.settle !== 'function') throw wrong('journal', 'is no journal')
  if (journal !== undefined && busy.has(journal)) throw wrong('journal', 'is that of a run that is under way')
  if (clock !== undefined && (typeof clock?.after !== 'function' || typeof clock.now !== 'function'))
    throw wrong('clock', 'is no clock')
}

function checkNumbers(of: 'invokeAll' | 'invokeBatches', options: Options, wrong: Wrong): void {
  const whole = (name: 'concurrency' | 'size' | 'retryNumber' | 'total', least: number) => {
    const value = options[name]
    if (value === undefined) return
    if (!(Number.isInteger(value) && value >= least)) throw wrong(name, `is not a whole number from ${least} on`)
  }
  whole('concurrency', 1)
  whole('retryNumber', 0)
  whole('total', 0)
  whole('size', 1)
  if (of === 'invokeBatches' && options.size === undefined) throw wrong('size', 'is missing')
  for (const name of ['delayBetweenInvocationsMs', 'retryDelayMs', 'progressEveryMs'] as const) {
    const value = options[name]
    const least = name === 'progressEveryMs' ? 1 : 0
    if (value === undefined) continue
    if (!(Number.isFinite(value) && value >= least)) throw wrong(name, `is not a number from ${least} on`)
  }
  for (const name of ['errorAcceptanceNumber', 'acceptTechnical'] as const) {
    const value = options[name]
    if (value === undefined) continue
    if (!(Number.isInteger(value) && value >= -1)) throw wrong(name, 'is neither -1 nor a whole number from 0 on')
    if (value === 0 && options.stopWhen === 'reached') throw wrong(name, '0 is reached before anything has failed')
  }
  const { rateLimit } = options
  if (rateLimit === undefined) return
  if (!(Number.isInteger(rateLimit?.calls) && rateLimit.calls >= 1)) {
    throw wrong('rateLimit.calls', 'is not a whole number from 1 on')
  }
  if (!(rateLimit.windowMs > 0 && Number.isFinite(rateLimit.windowMs))) {
    throw wrong('rateLimit.windowMs', 'is not a positive number')
  }
}

function checkRules({ idempotency, stopWhen, generation, retry, ...options }: Options, wrong: Wrong): void {
  if (typeof idempotency !== 'function' && !idempotencies.some(one => one === idempotency)) {
    throw wrong('idempotency', `is none of ${idempotencies.join(', ')}`)
  }
  if (stopWhen !== undefined && stopWhen !== 'exceeded' && stopWhen !== 'reached') {
    throw wrong('stopWhen', 'is neither exceeded nor reached')
  }
  if (generation !== undefined && !GENERATIONS.includes(generation)) {
    throw wrong('generation', `is none of ${GENERATIONS.join(', ')}`)
  }
  checkRetry(retry, wrong)
  if (options.retryNumber === undefined) {
    if (options.retryDelayMs !== undefined) throw wrong('retryDelayMs', 'needs retryNumber')
    return
  }
  const doubled =
    typeof retry === 'object' ? (['maxAttempts', 'backoff'] as const).find(name => name in retry) : undefined
  if (doubled !== undefined) throw wrong(`retry.${doubled}`, 'is what retryNumber and retryDelayMs say')
  if (retry === false) throw wrong('retry', 'is false beside retryNumber')
}

function isIterable(value: unknown): boolean {
  if (typeof value === 'string' || value === null || value === undefined) return false
  return Symbol.iterator in Object(value) || Symbol.asyncIterator in Object(value)
}
