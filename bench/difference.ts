/**
 * Where two values of plain data first differ, as a path and the two values; undefined if they are equal. The order
 * of members and the prototypes of objects do not count.
 */
export function difference(found: unknown, expected: unknown, path = ''): string | undefined {
  if (Object.is(found, expected)) return undefined
  if (!isObject(found) || !isObject(expected) || Array.isArray(found) !== Array.isArray(expected)) {
    return `${path === '' ? 'the whole' : path}: ${shown(found)} instead of ${shown(expected)}`
  }
  const keys = Object.keys(expected)
  for (const key of keys) {
    const deeper = difference(found[key], expected[key], `${path}/${key}`)
    if (deeper !== undefined) return deeper
  }
  if (Object.keys(found).length === keys.length) return undefined
  const extra = Object.keys(found).find(key => !(key in expected))
  return `${path}/${extra}: ${shown(found[extra ?? ''])} instead of nothing`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length <= 80 ? text : `${text.slice(0, 80)}...`
}
