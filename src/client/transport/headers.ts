import { type Headers, headerPairs } from '../../wire/http.ts'

/** Headers by their names in lower case, whichever way they came: one that came several times is a list. */
export function byName(headers: Headers): Readonly<Record<string, string | readonly string[]>> {
  const named = new Map<string, readonly string[]>()
  for (const [name, value] of headerPairs(headers)) {
    const values = (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
    const key = name.toLowerCase()
    if (values.length > 0) named.set(key, [...(named.get(key) ?? []), ...values])
  }
  const one = (values: readonly string[]) => (values.length === 1 ? (values[0] ?? '') : values)
  return Object.fromEntries([...named].map(([name, values]) => [name, one(values)]))
}

/** The headers of a reply whose body is read unpacked: those that describe the packed one are gone. */
export function withoutPacking(headers: Headers): Headers {
  const { 'content-encoding': _, 'content-length': __, ...rest } = byName(headers)
  return rest
}

/** Whether a header can carry a text. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text)
}
