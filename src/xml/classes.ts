/** Bits that say what a byte of UTF-8 may be. One look into a table instead of a chain of comparisons. */
export const TEXT_STOP = 1
export const VALUE_STOP = 2
export const NAME = 4
export const SPACE = 8
/** Forbidden everywhere (production 2), or the first byte of several that make a character. */
export const ODD = 16

/**
 * What each byte may be. Those beyond ASCII pass for characters of names; `splitName` judges each different name
 * once.
 */
export const classes: Uint8Array = makeClasses()

function makeClasses(): Uint8Array {
  const table = new Uint8Array(0x100)
  table.fill(NAME | TEXT_STOP | VALUE_STOP | ODD, 0x80)
  for (const name of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_-.') add(table, name, NAME)
  table.fill(TEXT_STOP | VALUE_STOP | ODD, 0, 0x20)
  for (const space of ' \t\n\r') table[space.charCodeAt(0)] = SPACE
  for (const stop of '<&]\r') add(table, stop, TEXT_STOP)
  for (const stop of '<&"\'\t\n\r') add(table, stop, VALUE_STOP)
  return table
}

function add(table: Uint8Array, character: string, bit: number): void {
  const byte = character.charCodeAt(0)
  table[byte] = (table[byte] ?? 0) | bit
}
