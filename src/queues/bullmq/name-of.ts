import type { BullJob } from './engine.ts'
import type { Start } from './ledger.ts'

/**
 * Names a start of a job for the ledger, and its call for the service.
 *
 * An id that the program gave names its row for good. One that the engine counted up is every queue's, and comes again once
 * the queue was obliterated: with the time at which the job was added it is nobody else's.
 */
export function nameOf(
  queue: string,
  { id, timestamp, attemptsStarted: number }: BullJob<unknown>,
): { readonly at: Start; readonly key: string } {
  if (id === undefined) throw new Error('the job has no id')
  if (!Number.isInteger(number)) throw new TypeError('the job does not say how often it was begun with')
  if (!COUNTED.test(id)) return { at: { id, number }, key: id }
  return { at: { id: `${id}:${timestamp}`, number }, key: `${queue}-${id}-${timestamp}` }
}

const COUNTED = /^\d+$/

/** The job's id in the engine, by its name in the ledger. No id that a program gives has one colon. */
export function jobIdOf(name: string): string {
  return /^(\d+):\d+$/.exec(name)?.[1] ?? name
}
