/** The same shape without `undefined`: a key that may be undefined becomes one that may be absent. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/**
 * Leaves out the keys whose value is undefined, so that data compares and serializes the same whether a
 * field was absent or never filled.
 */
export function present<T extends object>(value: T): Present<T> {
  const keys = Object.keys(value) as (keyof T & string)[]
  if (keys.every(key => value[key] !== undefined)) return value as Present<T>
  const kept: Record<string, unknown> = {}
  for (const key of keys) if (value[key] !== undefined) kept[key] = value[key]
  return kept as Present<T>
}
