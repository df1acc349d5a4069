import type { Checks } from '../checks.ts'
import type { Hooks } from './hooks.ts'

const NAMES = ['onRequest', 'onReply'] as const satisfies readonly (keyof Hooks)[]

/**
 * Checks what is to observe the traffic: under a misspelled name nobody would be told of anything.
 *
 * @throws TypeError that names the hook
 */
export function checkHooks(checks: Checks, hooks: unknown): Hooks | undefined {
  if (hooks === undefined) return undefined
  if (typeof hooks !== 'object' || hooks === null) throw checks.wrong('hooks', 'is not an object')
  for (const [name, hook] of Object.entries(hooks)) {
    if (!NAMES.some(known => known === name)) throw checks.wrong(`hooks.${name}`, `is none of ${NAMES.join(', ')}`)
    if (hook !== undefined && typeof hook !== 'function') throw checks.wrong(`hooks.${name}`, 'is not a function')
  }
  return hooks
}
