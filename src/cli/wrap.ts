const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u
const WITHOUT_WIDTH = /\p{M}/u

/**
 * Breaks text at blanks into lines of at most `width` columns. A word longer than that stays whole, so that
 * it can be copied; a width that leaves no room counts as 20.
 */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(width, 20)
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    const size = columnsOf(word)
    if (line !== '' && used + 1 + size > room) {
      lines.push(line)
      line = ''
      used = 0
    }
    used += line === '' ? size : size + 1
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** How many columns of a terminal a text takes, without control characters in it. */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += WITHOUT_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return columns
}

/** Fills up with blanks to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}
