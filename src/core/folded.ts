/**
 * One unit of a text without its case, so that two spellings of a word are equal. A no-break space is a space. Letters
 * that have no other case of the same length stay as they are.
 */
export function folded(unit: number): number {
  const known = FOLDED[unit] ?? 0
  if (known !== 0) return known - 1
  const fold = unit === NO_BREAK_SPACE ? SPACE : foldOf(String.fromCharCode(unit))
  FOLDED[unit] = fold + 1
  return fold
}

const NO_BREAK_SPACE = 0xa0
const SPACE = 0x20

/** Each one more than the unit is folded to; 0 where nobody asked so far. */
const FOLDED = new Uint32Array(0x10000)

/** By way of the upper case: both lower cases of sigma have the same. */
function foldOf(character: string): number {
  const upper = character.toUpperCase()
  const lower = (upper.length === 1 ? upper : character).toLowerCase()
  return (lower.length === 1 ? lower : character).charCodeAt(0)
}
