import { checkCallOptions } from '../call/check-call-options.ts'
import type { SubmitOptions } from './api.ts'

/**
 * Checks what is to be sent in one request. What no compiler would have let through is a bug in the program, and told at
 * once.
 *
 * @throws TypeError that names what is wrong
 */
export function checkFunctions(method: string, functions: unknown): void {
  if (!Array.isArray(functions)) throw new TypeError(`${method}: the functions are not a list`)
  const ids = new Set<string>()
  for (const [index, one] of functions.entries()) {
    if (typeof one?.write !== 'function' || typeof one.read !== 'function') {
      throw new TypeError(`${method}: functions[${index}] is none; make it with api.functions`)
    }
    const { id } = one.asked
    if (id !== undefined && ids.size === ids.add(id).size) {
      throw new TypeError(`${method}: functions[${index}] has the control ID of another`)
    }
  }
}

/**
 * Checks what is to be queued, and how.
 *
 * @throws TypeError that names what is wrong
 */
export function checkSubmit(functions: readonly unknown[], options: SubmitOptions | undefined): void {
  checkFunctions('submit', functions)
  if (functions.length === 0) throw new TypeError('submit: the functions are none')
  checkCallOptions(options)
  const policyId: unknown = options?.policyId
  if (typeof policyId !== 'string' || policyId.trim() === '') throw new TypeError('submit: `policyId` is missing')
}
