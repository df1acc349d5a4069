/** The way to a value, from the inside out; undefined for the outermost. */
export type Trail = { readonly step: string | number; readonly before: Trail } | undefined

/** The way to a value: names of members and indexes of arrays, outermost first. */
export function pathOf(trail: Trail): readonly (string | number)[] {
  const path: (string | number)[] = []
  for (let here = trail; here !== undefined; here = here.before) path.push(here.step)
  return path.reverse()
}
