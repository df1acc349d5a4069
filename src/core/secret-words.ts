import type { SecretWord } from './secret-tree.ts'

/** Shorter ones are masked only where they stand alone, or every text would fall apart. */
const LONG = 4
/** Fewer characters of base64 stand in any text. */
const LONG_IN_BASE64 = 6

/** What to look for, for each secret: it as it may come back, whatever its characters are spelled like. */
export function wordsOf(secrets: readonly string[]): readonly SecretWord[] {
  const variants = [...new Set(secrets.flatMap(variantsOf))]
  return variants.flatMap((text): readonly SecretWord[] => {
    if (text.length < LONG) return [{ text, isAlone: true }]
    return [text, ...base64(text)].map(one => ({ text: one, isAlone: false }))
  })
}

/** As given, without white space around (a token read from a file ends in a line end), composed, decomposed, and as
 * somebody shows it who takes UTF-8 for Latin-1. */
function variantsOf(secret: string): string[] {
  const bare = secret.trim()
  const misread = binary(new TextEncoder().encode(bare))
  const variants = [secret, bare, bare.normalize('NFC'), bare.normalize('NFD'), misread]
  return variants.filter(variant => variant.trim() !== '')
}

/** In any of the three places that a text may have among the bytes that were encoded; the edges depend on its neighbors. */
function base64(text: string): string[] {
  const bytes = new TextEncoder().encode(text)
  return [0, 1, 2].flatMap(offset => {
    const padded = new Uint8Array(offset + bytes.length)
    padded.set(bytes, offset)
    const whole = btoa(binary(padded)).replace(/=+$/, '')
    const own = whole.slice([0, 2, 3][offset], padded.length % 3 === 0 ? undefined : -1)
    return own.length < LONG_IN_BASE64 ? [] : [...new Set([own, own.replaceAll('+', '-').replaceAll('/', '_')])]
  })
}

/** A character for each byte; arguments of a call are limited. */
function binary(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096))
  return text
}
