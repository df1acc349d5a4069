import type { Result } from 'neverthrow'
import type { Fault } from '../core/fault.ts'
import { appliedValues, categories, kinds, remedies } from '../core/vocabulary.ts'

/**
 * Checks what a call gave, which the types of a program may have promised in vain. What is no fault says nothing of what was
 * done, and must not be taken for one that says that nothing was.
 *
 * @throws TypeError that says what it is not
 */
export function checkAnswer(answer: Result<readonly Result<unknown, Fault>[], Fault>, rows: number): void {
  if (checkResult(answer) === 'err') return
  const results: unknown = answer._unsafeUnwrap()
  if (!Array.isArray(results)) throw new TypeError('the call gave no list of Results')
  if (results.length !== rows) throw new TypeError(`the call gave ${results.length} results for ${rows} rows`)
  // A list may have holes, which most ways to go through it leave out.
  for (let index = 0; index < rows; index += 1) checkResult(results[index])
}

/** Tells which of both a Result is, whose error is a fault. */
export function checkResult(result: unknown): 'ok' | 'err' {
  const { isErr, error } = Object(result) as { readonly isErr?: unknown; readonly error?: unknown }
  if (typeof isErr !== 'function') throw new TypeError('the call gave something that is no Result')
  if (isErr.call(result) !== true) return 'ok'
  if (!isFault(error)) throw new TypeError('the call gave an error that is no fault')
  return 'err'
}

function isFault(error: unknown): error is Fault {
  const { kind, category, applied, remedy } = Object(error) as Partial<Fault>
  return (
    isOneOf(kinds, kind) &&
    isOneOf(categories, category) &&
    isOneOf(appliedValues, applied) &&
    isOneOf(remedies, remedy)
  )
}

function isOneOf(words: readonly string[], word: unknown): boolean {
  return words.some(one => one === word)
}
