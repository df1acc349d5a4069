/** A stream of numbers in [0, 1) that its seed fixes. */
export type Chance = () => number

/** A 32-bit hash of a text (FNV-1a, then mixed), the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** The stream (mulberry32) that belongs to these parts: same parts, same numbers, whatever ran before. */
export function seedChance(...parts: readonly (string | number)[]): Chance {
  let state = hash(parts.join('\u0000'))
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of the items, each as likely as the others; undefined of none. */
export function pick<Item>(items: readonly Item[], chance: Chance): Item | undefined {
  return items[Math.floor(chance() * items.length)]
}

/** The items in another order. */
export function shuffle<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  const order = items.map(item => ({ item, rank: chance() }))
  return order.sort((a, b) => a.rank - b.rank).map(({ item }) => item)
}
