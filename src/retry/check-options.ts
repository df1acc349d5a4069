import type { RetryChoice, RetryOptions } from './options.ts'

const NUMBERS = ['maxAttempts', 'deadlineMs', 'attemptMs'] as const
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
    const least = name === 'maxAttempts' ? 1 : 0
    if (value !== undefined && !(value >= least)) throw wrong(`retry.${name}`, `is not a number from ${least} on`)
  }
  const { backoff, budget, rules = [], observers = [] } = choice
  if (backoff !== undefined && typeof backoff !== 'function') throw wrong('retry.backoff', 'is not a function')
  if (budget !== undefined && typeof budget?.take !== 'function') throw wrong('retry.budget', 'is no budget')
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
