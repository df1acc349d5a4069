/** Strings this short are never slices of a longer one. */
const ALWAYS_COPIED = 12

/**
 * Gives the same text in memory of its own. An engine cuts a longer text out of another by pointing into it, and
 * whoever keeps the piece keeps the whole: a name of a record would keep a reply of megabytes alive.
 */
export function copied(text: string): string {
  if (text.length <= ALWAYS_COPIED) return text
  // Joining makes a new text; what is cut from that points into the new one, which is one character longer.
  return ` ${text}`.slice(1)
}
