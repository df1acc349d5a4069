const LENGTH = 2_000

/** Strings this short are no slices of a longer one. */
const ALWAYS_COPIED = 12

/**
 * Makes a text fit to be kept in a fault: at most 2,000 characters, for a faultstring can hold a whole page, and
 * copied, for a piece of a reply would keep all of it in memory as long as the fault lives.
 *
 * Takes masked text only: half of a credential is not recognized.
 */
export function keepable(text: string): string {
  if (text.length <= ALWAYS_COPIED) return text
  const short = text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text
  return JSON.parse(JSON.stringify(short)) as string
}
