import { err, ok, type Result } from 'neverthrow'
import type { CommandElement } from '../command-element.ts'

/** A stretch of what was found. */
export interface Page {
  readonly offset: number
  readonly size: number
}

/** `limit` = `N` or `OFFSET,N`; 605 where it is missing, unreadable or above what the account allows. */
export function pageOf(command: CommandElement, most: number): Result<Page, string> {
  const match = /^\s*(?:(\d+)\s*,\s*)?(\d+)\s*$/.exec(command.attribute('limit') ?? '')
  const size = Number(match?.[2] ?? 0)
  return size < 1 || size > most ? err('605') : ok({ offset: Number(match?.[1] ?? 0), size })
}
