import { err, ok, type Result } from 'neverthrow'
import type { Dialect } from '../dialects/contract.ts'
import type { Headers } from '../wire/http.ts'

/** How a recorded body came: what the file itself does not tell. */
export interface Circumstances {
  readonly status: number
  readonly headers: Headers
  /** The dialect to read in; undefined lets the reply tell. */
  readonly dialect: Dialect | undefined
}

/** A recorded reply: where its body is, and how it came. */
export interface Recording extends Circumstances {
  /** A path from the current folder; `-` is standard input. */
  readonly file: string
}

/** Something that was to be explained and could not be read. */
export interface Unreadable {
  readonly file: string
  readonly error: string
}

/** What a parser makes of a value that was given, or else the fallback. */
export function parseGiven<Value, Wanted>(
  value: Value | undefined,
  parse: (value: Value) => Result<Wanted, string>,
  fallback: Wanted,
): Result<Wanted, string> {
  return value === undefined ? ok(fallback) : parse(value)
}

/** An HTTP status: three digits. */
export function parseStatus(text: string): Result<number, string> {
  return /^[1-9]\d\d$/.test(text) ? ok(Number(text)) : err('a status is a number from 100 to 999')
}

/**
 * Headers as `Name: value`; a name that comes several times makes a list. What is wrong is told without the
 * value, for it may be a credential.
 *
 * @see RFC 9110 section 5.6.2 for the characters of a name
 */
export function parseHeaders(lines: readonly string[]): Result<Headers, string> {
  const headers = new Map<string, readonly string[]>()
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^`|~\w-]+):(.*)$/s.exec(line) ?? []
    if (name === undefined || value === undefined) return err("a header is written 'Name: value'")
    const key = name.toLowerCase()
    headers.set(key, [...(headers.get(key) ?? []), value.trim()])
  }
  return ok(Object.fromEntries(headers))
}
