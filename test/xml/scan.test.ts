import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forbiddenCharacter } from '../../src/xml/characters.ts'
import { Grammar } from '../../src/xml/grammar.ts'
import { scan } from '../../src/xml/scan.ts'
import { Source } from '../../src/xml/source.ts'
import { documents, mutatedDocuments } from './documents.ts'

const limits = { maxDepth: 6, maxNodes: 40, strict: false }
const folder = new URL('../../fixtures/', import.meta.url).pathname
const recordings = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.xml'))
  .map(file => readFileSync(join(folder, file), 'utf8'))

/** What the scanner makes of a text whose root element begins at once; undefined where the grammar has none there. */
function verdicts(text: string, strict: boolean): { scanner: boolean; grammar: boolean } | undefined {
  const options = { ...limits, strict }
  const start = new Grammar(text, options).prolog()
  if (start === undefined) return undefined
  const prolog = new TextEncoder().encode(text.slice(0, start.at))
  const source = Source.ofText(text)
  const end = scan(source, { at: prolog.length, surplus: prolog.length - start.at }, options)?.end ?? -1
  const scanner = end !== -1 && isEpilog(source, end) && forbiddenCharacter(text) === -1
  const grammar = forbiddenCharacter(text) === -1 && new Grammar(text, options).document() === undefined
  return { scanner, grammar }
}

function isEpilog({ bytes }: Source, end: number): boolean {
  return new Grammar(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(end)), {}).isEpilog(0)
}

const edits = fc.array(
  fc.record({
    where: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(3),
    insert: fc.constantFrom(
      ...[
        '',
        '<',
        '>',
        '/',
        '"',
        "'",
        '&',
        '&amp;',
        '&#',
        '&#x41;',
        ';',
        ']]>',
        '--',
        '<!--',
        '-->',
        '<![CDATA[',
        '?>',
        '<?p ',
        '=',
      ],
      ...[
        ' ',
        '\r',
        '\n',
        'xmlns:a=""',
        ' a="" a=""',
        ' xmlns:p="u"',
        ' p:a="" q:a=""',
        ':',
        '\u0000',
        '\ud800',
        '\ufffe',
        'é',
        '😀',
      ],
    ),
  }),
  { minLength: 1, maxLength: 4 },
)

describe('the scanner accepts exactly what the grammar has no problem with', () => {
  test.each([false, true])('in documents as they are, strict: %s', strict => {
    fc.assert(
      fc.property(documents, text => {
        const said = verdicts(text, strict)
        expect(said?.scanner).toBe(said?.grammar)
      }),
      { numRuns: 300 },
    )
  })

  test.each([false, true])('in documents that were tampered with, strict: %s', strict => {
    fc.assert(
      fc.property(fc.oneof(mutatedDocuments, fc.constantFrom(...recordings)), edits, (text, changes) => {
        const changed = changes.reduce((now, { where, length, insert }) => {
          const at = Math.floor(now.length * where)
          return now.slice(0, at) + insert + now.slice(at + length)
        }, text)
        const said = verdicts(changed, strict)
        expect(said?.scanner).toBe(said?.grammar)
      }),
      { numRuns: 2_000 },
    )
  })

  test('in bytes that need not be UTF-8', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ min: 0x80, max: 0xff, minLength: 1, maxLength: 6 }),
      fc.constantFrom([0xed, 0xa0, 0x80], [0xef, 0xbf, 0xbe], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]),
      fc.string({ unit: 'grapheme', maxLength: 3 }).map(text => new TextEncoder().encode(text)),
    )
    const places = fc.constantFrom('<r>', '<r a="', '<r><!--', '<r><![CDATA[', '<r><?p ', '<r', '<', '<r></r')
    const ends = ['</r>', '"/>', '--></r>', ']]></r>', '?></r>', '/>', '/>', '>']
    fc.assert(
      fc.property(places, fc.array(bytes, { maxLength: 4 }), (start, parts) => {
        const end = ends[['<r>', '<r a="', '<r><!--', '<r><![CDATA[', '<r><?p ', '<r', '<', '<r></r'].indexOf(start)]
        const body = Uint8Array.from([
          ...Buffer.from(start),
          ...parts.flatMap(part => [...part]),
          ...Buffer.from(end ?? ''),
        ])
        const isValid = isUtf8(body)
        const text = new TextDecoder().decode(body)
        const said = isValid && verdicts(text, false)?.grammar === true
        const scanned = scan(Source.ofBytes(body), { at: 0, surplus: 0 }, { ...limits, strict: false })
        expect(scanned !== undefined).toBe(said)
      }),
      { numRuns: 3_000 },
    )
  })

  test('in recordings, wherever they are cut off', () => {
    for (const text of recordings.slice(0, 40)) {
      for (let length = 0; length <= text.length; length += 7) {
        const said = verdicts(text.slice(0, length), false)
        expect(said?.scanner).toBe(said?.grammar)
      }
    }
  })
})
