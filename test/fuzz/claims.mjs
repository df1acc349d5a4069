import { normalize } from '../../dist/index.js'
import { forbiddenCharacter } from '../../dist/xml/characters.js'
import { Grammar } from '../../dist/xml/grammar.js'
import { parse } from '../../dist/xml/parse.js'
import { scan } from '../../dist/xml/scan.js'
import { Sieve } from '../../dist/xml/sieve.js'
import { Source } from '../../dist/xml/source.js'

const limits = { maxDepth: 64, maxNodes: 100_000 }

/**
 * Holds what must be true of any text against one; gives the claims that fail, in words. An exception is the
 * failure of every claim.
 */
export function brokenClaims(text) {
  try {
    return [
      ...scannerAgainstGrammar(text, false),
      ...scannerAgainstGrammar(text, true),
      ...sifted(text),
      ...normalized(text),
    ]
  } catch (error) {
    return [`threw ${error instanceof Error ? error.stack : String(error)}`]
  }
}

function scannerAgainstGrammar(text, strict) {
  const options = { ...limits, strict }
  const isClean = forbiddenCharacter(text) === -1
  const grammar = isClean && new Grammar(text, options).document() === undefined
  const start = new Grammar(text, options).prolog()
  const source = Source.ofText(text)
  const at = start === undefined ? 0 : new TextEncoder().encode(text.slice(0, start.at)).length
  const end = start === undefined ? -1 : (scan(source, { at, surplus: at - start.at }, options)?.end ?? -1)
  const rest = new TextDecoder('utf-8', { ignoreBOM: true }).decode(source.bytes.subarray(Math.max(0, end)))
  const scanner = end !== -1 && isClean && new Grammar(rest, options).isEpilog(0)
  const parsed = parse(text, options).isOk()
  const claims = []
  if (scanner !== grammar) claims.push(`strict ${strict}: the scanner says ${scanner}, the grammar ${grammar}`)
  if (parsed !== grammar) claims.push(`strict ${strict}: parse says ${parsed}, the grammar ${grammar}`)
  return claims
}

/** What remains of a document without its records is well formed if and only if the document is. */
function sifted(text) {
  if (/\p{Surrogate}/u.test(text)) return [] // has no form in bytes
  const whole = parse(text)
  const bytes = new TextEncoder().encode(text)
  return ['*/*', '*/*/*'].flatMap(records => {
    const sieve = new Sieve({ records })
    const size = 1 + (text.length % 37)
    for (let at = 0; at < bytes.length; at += size) sieve.push(bytes.subarray(at, at + size))
    const remainder = parse(Source.ofBytes(sieve.end().remainder))
    return remainder.isOk() === whole.isOk()
      ? []
      : [`sifting ${records} says ${remainder.isOk()}, reading ${whole.isOk()}`]
  })
}

function normalized(text) {
  const claims = []
  for (const status of [200, 500]) {
    const result = normalize({ status, headers: {}, body: text })
    const faults = result.isErr()
      ? [result.error]
      : result.value.outcomes.flatMap(one => (one.result.isErr() ? [one.result.error] : []))
    if (status === 500 && result.isOk() && result.value.outcomes.some(one => one.result.isOk())) {
      claims.push('a success under 500')
    }
    for (const fault of faults) {
      if (!fault.category || !fault.applied || !fault.remedy || !fault.message) claims.push('a fault that is not whole')
      if (JSON.stringify(fault).length > 100_000) claims.push('a fault that is too large')
    }
  }
  return claims
}
