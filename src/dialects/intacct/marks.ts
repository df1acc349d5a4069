/** A text of the service, and the marks for its support that stood at its end. */
export interface Marked {
  readonly text: string
  readonly supportId?: string
  readonly requestId?: string
}

/**
 * Takes `[Support ID: ...]` and `[Request ID: ...]` off the end of a text, for with them no two texts are alike.
 *
 * Linear in the text: it looks at its end only.
 */
export function takeMarks(words: string): Marked {
  let text = words.trim()
  const marks: { supportId?: string; requestId?: string } = {}
  for (;;) {
    const start = text.endsWith(']') ? text.lastIndexOf('[') : -1
    const mark = start === -1 ? undefined : MARK.exec(text.slice(start + 1, -1))
    if (mark === null || mark === undefined) return { text, ...marks }
    const [, kind = '', value = ''] = mark
    const key = kind.toLowerCase() === 'support' ? 'supportId' : 'requestId'
    if (value.trim() !== '') marks[key] ??= decodeMark(value)
    text = text.slice(0, start).trimEnd()
  }
}

const MARK = /^(Support|Request) ID:(.*)$/is

/** A mark is percent-encoded; one that is not stays as it is. */
export function decodeMark(value: string): string {
  try {
    return decodeURIComponent(value.trim())
  } catch {
    return value.trim()
  }
}
