/** Throws a `TypeError` for a code that a program without types gave as a number: `0042` has lost its zeros by then. */
export function checkCode(code: string): void {
  if (typeof code !== 'string') throw new TypeError(`a code is a string, such as '556', not ${String(code)}`)
}
