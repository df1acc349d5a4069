import { copied } from '../core/copied.ts'

const LENGTH = 2_000

/**
 * Makes a text fit to be kept in a fault: at most 2,000 characters, for a faultstring can hold a whole page, and
 * copied out of the reply.
 *
 * Takes masked text only: half of a credential is not recognized.
 */
export function keepable(text: string): string {
  return text.length > LENGTH ? `${copied(text.slice(0, LENGTH - 1))}…` : copied(text)
}
