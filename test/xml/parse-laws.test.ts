import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toData } from '../../src/xml/data.ts'
import { parse } from '../../src/xml/parse.ts'
import { write } from '../../src/xml/write.ts'
import { documents, mutatedDocuments, nodes, saidByElement, saidByNode } from './documents.ts'

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'<>&;/="\'![]-?x:# \n'), maxLength: 40 }),
  mutatedDocuments,
)

describe('parse', () => {
  test('answers every text, with a place inside it', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (text, strict) => {
        const result = parse(text, { strict })
        if (result.isOk()) return
        const { line, column, excerpt, message } = result.error
        const lines = text.split(/\r\n|\r|\n/)
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(lines.length)
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2)
        expect(excerpt.length).toBeLessThanOrEqual(60)
        expect(message.length).toBeLessThanOrEqual(160)
      }),
      { numRuns: 1_000 },
    )
  })

  test('reads every document that is well formed', () => {
    fc.assert(
      fc.property(documents, document => parse(document, { strict: true }).isOk()),
      { numRuns: 300 },
    )
  })

  test('takes no beginning of a document for the whole', () => {
    fc.assert(
      fc.property(documents, fc.double({ min: 0, max: 1, noNaN: true }), (document, share) => {
        const end = document.lastIndexOf('</root')
        const cut = parse(document.slice(0, Math.floor(share * end)))
        expect(cut.isErr()).toBe(true)
        expect(['truncated', 'root']).toContain(cut._unsafeUnwrapErr().problem)
      }),
      { numRuns: 300 },
    )
  })

  test('accepts nothing in strict mode that it refuses otherwise, and reads it the same', () => {
    fc.assert(
      fc.property(mutatedDocuments, text => {
        const strict = parse(text, { strict: true })
        if (strict.isErr()) return
        expect(toData(parse(text)._unsafeUnwrap().root)).toEqual(toData(strict.value.root))
      }),
      { numRuns: 500 },
    )
  })

  test('gives back the tree that was written', () => {
    fc.assert(
      fc.property(nodes, fc.boolean(), (node, declaration) => {
        const text = write(node, { declaration })._unsafeUnwrap()
        expect(saidByElement(parse(text)._unsafeUnwrap().root)).toEqual(saidByNode(node))
      }),
      { numRuns: 500 },
    )
  })
})
