/** Numbers in [0, 1) that belong to these parts: the same parts give the same numbers, whatever was drawn before. */
export function chanceOf(...parts: readonly (string | number)[]): () => number {
  let state = 0x811c9dc5
  for (const character of parts.join('\u0000')) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of several things, each as likely as its weight says. */
export function weighted<Thing extends string>(weights: Readonly<Record<Thing, number>>, chance: () => number): Thing {
  const entries = Object.entries(weights) as [Thing, number][]
  let rest = chance() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  const found = entries.find(([, weight]) => {
    rest -= weight
    return rest < 0
  })
  const [thing] = found ?? entries[0] ?? []
  if (thing === undefined) throw new TypeError('there is nothing to draw from')
  return thing
}
