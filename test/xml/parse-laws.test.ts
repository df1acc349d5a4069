import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toData } from '../../src/xml/data.ts'
import { parse } from '../../src/xml/parse.ts'
import { Source } from '../../src/xml/source.ts'
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

  test('reads the same from bytes as from text, in one window or many', () => {
    const long = fc.constantFrom('', 'x', 'é', '値', '😀').map(text => `<long>${text.repeat(3_000)}</long>`)
    fc.assert(
      fc.property(documents, long, fc.constantFrom('a', 'é', '値'), (document, filler, name) => {
        const text = `<${name} ${name}="${name}">${filler}${document.slice(document.indexOf('<root'))}${filler}<b>&lt;ü</b></${name}>`
        const fromText = parse(text)._unsafeUnwrap().root
        const fromBytes = parse(Source.ofBytes(new TextEncoder().encode(text)))._unsafeUnwrap().root
        expect(saidByElement(fromBytes)).toEqual(saidByElement(fromText))
        const fromTheEnd = parse(Source.ofBytes(new TextEncoder().encode(text)))._unsafeUnwrap().root
        expect([...fromTheEnd.children].reverse().map(saidByElement)).toEqual(
          [...fromText.children].reverse().map(saidByElement),
        )
      }),
      { numRuns: 200 },
    )
  })

  test('reads a document again whose tape another has replaced', () => {
    const [one, other] = ['<a><b>1</b><c d="2"/></a>', '<z>longer than the first</z>'].map(text => parse(text))
    expect(other?._unsafeUnwrap().root.text).toBe('longer than the first')
    expect(one?._unsafeUnwrap().root.toPlain()).toEqual({ b: '1', c: { '@d': '2' } })
  })

  test('says so where a program changes the bytes that it still reads', () => {
    const bytes = new TextEncoder().encode('<a><b>1</b></a>')
    const { root } = parse(Source.ofBytes(bytes))._unsafeUnwrap()
    parse('<other/>')
    bytes.fill(0x20)
    expect(() => root.children).toThrow(TypeError)
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
