/** What a text holds as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The member of an object by its name; undefined of anything else, and of what an object merely inherits. */
export function member(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined
  return (data as Readonly<Record<string, unknown>>)[name]
}

/** The most that is kept of one text. */
const MOST_WORDS = 500

/** A text that is not blank, or a number as text: what a code or a message can be. Cut after 500 characters. */
export function words(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, MOST_WORDS) : undefined
}
