/**
 * Throws a `TypeError` for a code that a program without types gave as a number (`0042` has lost its zeros by then),
 * and for 0, which would be an answer of success to a command that was never carried out.
 */
export function checkCode(code: string): void {
  if (typeof code !== 'string') throw new TypeError(`a code is a string, such as '556', not ${String(code)}`)
  if (code.trim() === '0') throw new TypeError('the code 0 says success: nobody is refused with it')
}
