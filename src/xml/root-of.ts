import { forbiddenCharacter } from './characters.ts'
import { Grammar, type GrammarOptions } from './grammar.ts'
import { isXmlDeclaration } from './prolog.ts'
import type { Place } from './scanner.ts'
import type { Source } from './source.ts'

/** Where a root element begins. */
export interface Start extends Place {
  /** Whether a document type stands before it. */
  readonly doctype: boolean
}

/** What most documents begin with: an XML declaration or nothing. */
const plainStart = /[ \t\r\n]*(?:<\?xml[ \t\r\n][\x20-\x3b=\x40-\x7e\t\r\n]*\?>)?[ \t\r\n]*(?=<[^?!/])/y

/** Where the root element begins; undefined where none does, or what stands before it is malformed. */
export function rootOf(source: Source, options: GrammarOptions): Start | undefined {
  plainStart.lastIndex = 0
  const plain = plainStart.exec(source.head)?.[0]
  if (plain === '') return { at: 0, surplus: 0, doctype: false }
  if (plain !== undefined && options.strict !== true && isPlainProlog(plain)) {
    return { at: plain.length, surplus: 0, doctype: false }
  }
  if (!source.isValid) return undefined
  const { text } = source
  const start = new Grammar(text, options).prolog()
  if (start === undefined) return undefined
  const prolog = text.slice(0, start.at)
  if (forbiddenCharacter(prolog) !== -1) return undefined
  const at = new TextEncoder().encode(prolog).length
  return { at, surplus: at - start.at, doctype: start.doctype }
}

/** A service begins all of its documents in the same way, so the last answer is often the next one. */
function isPlainProlog(prolog: string): boolean {
  if (prolog !== last.prolog) {
    const declaration = prolog.trim()
    last = { prolog, isPlain: declaration === '' || isXmlDeclaration(declaration) }
  }
  return last.isPlain
}

let last = { prolog: '', isPlain: true }
