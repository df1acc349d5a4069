import type { RetryBudget } from './budget.ts'
import type { RetryChoice, RetryOptions } from './options.ts'

/** A try that may take no time at all would never reach the service. */
const LEAST = { maxAttempts: 1, deadlineMs: 0, attemptMs: 1 } as const satisfies {
  [Name in keyof RetryOptions]?: number
}
const NUMBERS = Object.keys(LEAST) as readonly (keyof typeof LEAST)[]
const METHODS = ['left', 'take', 'give'] as const satisfies readonly (keyof RetryBudget)[]
const OPTIONS: ReadonlySet<string> = new Set<keyof RetryOptions>([
  ...NUMBERS,
  'backoff',
  'budget',
  'rules',
  'observers',
])

/**
 * Checks the option `retry` of a client or of a call.
 *
 * @throws what `wrong` makes, with the name of what cannot be used
 */
export function checkRetry(
  choice: RetryChoice | undefined,
  wrong: (name: string, what: string) => Error,
): RetryChoice | undefined {
  if (choice === undefined || choice === false) return choice
  if (typeof choice !== 'object' || choice === null) throw wrong('retry', 'is neither an object nor false')
  const unknown = Object.keys(choice).find(name => !OPTIONS.has(name))
  if (unknown !== undefined) throw wrong(`retry.${unknown}`, `is none of ${[...OPTIONS].join(', ')}`)
  for (const name of NUMBERS) {
    const value = choice[name]
    const least = LEAST[name]
    if (value === undefined || (typeof value === 'number' && value >= least)) continue
    throw wrong(`retry.${name}`, `is not a number from ${least} on`)
  }
  const { backoff, budget, rules = [], observers = [] } = choice
  if (backoff !== undefined && typeof backoff !== 'function') throw wrong('retry.backoff', 'is not a function')
  if (budget !== undefined && !METHODS.every(method => typeof budget?.[method] === 'function'))
    throw wrong('retry.budget', 'is no budget')
  if (!isListOf('function', rules)) throw wrong('retry.rules', 'is not a list of functions')
  if (!isListOf('object', observers)) throw wrong('retry.observers', 'is not a list of observers')
  return choice
}

function isListOf(type: 'function' | 'object', value: unknown): boolean {
  const isOne = type === 'function' ? (one: unknown) => typeof one === 'function' : isObject
  return Array.isArray(value) && value.every(isOne)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
