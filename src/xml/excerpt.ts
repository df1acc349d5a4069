import { isSecretName, MASK, masker } from '../core/secrets.ts'
import { withoutForbidden } from './characters.ts'

/** A place in a text; both count from 1, the column in UTF-16 code units. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Turns an index into line and column. A line ends with LF, CR LF, or CR alone. */
export function placeOf(text: string, at: number): Place {
  let line = 1
  let start = 0
  const breaks = /\r\n?|\n/g
  for (let found = breaks.exec(text); found !== null && breaks.lastIndex <= at; found = breaks.exec(text)) {
    line++
    start = breaks.lastIndex
  }
  return { line, column: at - start + 1 }
}

const WIDTH = 60

/** How far around the place credentials are looked for: much farther than is shown. */
const REACH = 4_096

/**
 * Cuts out at most 60 characters around a place, with credentials masked: first masked in a wide window, then
 * cut, so that the cut cannot lose the name that gives a credential away.
 *
 * It does not know what surrounds the window: whoever knows that the place itself is inside a credential must
 * not call this.
 *
 * @param mask hides what the caller knows to be secret; by default what stands where credentials usually stand
 */
export function excerptAt(text: string, at: number, mask: (text: string) => string = masker()): string {
  const start = windowStart(text, at)
  const hide = (part: string) => mask(hideElements(hideValues(part)))
  const whole = hide(text.slice(start, at + REACH))
  const place = commonStart(whole, hide(text.slice(start, at)))
  const from = Math.max(0, Math.min(place - WIDTH / 2, whole.length - WIDTH))
  return withoutForbidden(whole.slice(from, from + WIDTH).replace(/[\t\n\r]/g, ' '))
}

/** A window that begins inside a value would show it without its name: it begins at a tag wherever there is one. */
function windowStart(text: string, at: number): number {
  const edge = at - REACH
  if (edge <= 0) return 0
  const tag = text.indexOf('<', edge)
  return tag === -1 || tag >= at ? edge : tag
}

function commonStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}

/**
 * Hides attributes that hold credentials, in the shapes that no attribute of XML has and that are a reason to
 * be cutting an excerpt: without quotes, with a quote inside, without white space before the name.
 */
function hideValues(text: string): string {
  return text.replace(misshapen, (all: string, name: string, equals: string) =>
    isSecretName(name) || name.toLowerCase() === 'key' ? `${name}${equals}"${MASK}"` : all,
  )
}

const misshapen = /(?<![\w.-])([\w.-]+)(\s*=\s*)(?:"[^"]*"?[^\s/>?]*|'[^']*'?[^\s/>?]*|[^\s"'<>=][^\s<>]*)/g

/**
 * Hides the whole content of elements that hold credentials: also CDATA, comments and elements inside, and also
 * where the window shows only their end.
 */
function hideElements(text: string): string {
  const tag = /<(\/?)((?:[\w.-]+:)?([\w.-]+))([^<>]*)>?/g
  let shown = ''
  let from = 0
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    const [all, slash, name = '', localName = '', rest = ''] = found
    if (!isSecretName(localName) || rest.endsWith('/')) continue
    if (slash === '/') shown = MASK
    else {
      shown += text.slice(from, found.index) + all + MASK
      const close = text.indexOf(`</${name}`, tag.lastIndex)
      if (close === -1) return shown
      tag.lastIndex = close + name.length + 2
      from = close
      continue
    }
    from = found.index
  }
  return shown + text.slice(from)
}
