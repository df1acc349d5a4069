import { BANG, GREATER, LESS, QUESTION } from './characters.ts'

const HYPHEN = 0x2d
const COMMENT_END = [HYPHEN, HYPHEN, GREATER]
const INSTRUCTION_END = [QUESTION, GREATER]
const DECLARATION_END = [GREATER]

/**
 * Where the root element begins in the first bytes of a document, behind declaration, comments, instructions and
 * document type; -1 where it has not come yet. Judges nothing.
 */
export function rootIn(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LESS, from); at !== -1; at = bytes.indexOf(LESS, at)) {
    const next = bytes[at + 1]
    if (next === undefined) return -1
    if (next !== BANG && next !== QUESTION) return at
    const isComment = next === BANG && bytes[at + 2] === HYPHEN
    at = behind(bytes, at + 2, next === QUESTION ? INSTRUCTION_END : isComment ? COMMENT_END : DECLARATION_END)
    if (at === -1) return -1
  }
  return -1
}

/** The place behind the first of these sequences from a place on; -1 for none. */
function behind(bytes: Uint8Array, from: number, sequence: readonly number[]): number {
  const [first = 0] = sequence
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (sequence.every((byte, index) => bytes[at + index] === byte)) return at + sequence.length
  }
  return -1
}
