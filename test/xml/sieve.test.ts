import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { XmlElement } from '../../src/xml/element.ts'
import { parse } from '../../src/xml/parse.ts'
import { Sieve, type SieveOptions } from '../../src/xml/sieve.ts'
import { write } from '../../src/xml/write.ts'
import { documents, mutatedDocuments, nodes, saidByElement } from './documents.ts'

/** Pushes a document through a sieve, cut into pieces of so many bytes. */
function sifted(document: string | Uint8Array, records: string, size = 7, options: Partial<SieveOptions> = {}) {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
  const sieve = new Sieve({ records, ...options })
  const taken: XmlElement[] = []
  for (let at = 0; at < bytes.length; at += size) taken.push(...sieve.push(bytes.subarray(at, at + size)))
  const { records: last, remainder } = sieve.end()
  return { taken: [...taken, ...last], remainder: new TextDecoder().decode(remainder), sieve }
}

const names = (elements: readonly XmlElement[]) => elements.map(one => `${one.name}:${one.text}`).join(' ')

describe('a sieve', () => {
  const reply = '<?xml version="1.0"?>\n<r a="1"><h>x</h><l status="0">\n <i>1</i>\n <i>é</i>\n <o/> <i/>\n</l></r>\n'

  test.each([1, 2, 3, 5, 8, 13, 1000])('takes the records out of pieces of %i bytes', size => {
    const { taken, remainder } = sifted(reply, 'r/l/i', size)
    expect(names(taken)).toBe('i:1 i:é i:')
    expect(remainder).toBe('<?xml version="1.0"?>\n<r a="1"><h>x</h><l status="0">\n <i/><o/></l></r>\n')
  })

  test.each<[claim: string, records: string, taken: string]>([
    ['by the whole path', 'r/h/i', ''],
    ['with any name', 'r/l/*', 'i:1 i:é o: i:'],
    ['below any name', 'r/*/i', 'i:1 i:é i:'],
    ['of the root itself', 'r', 'r:'],
    ['at one depth only', 'r/i', ''],
  ])('finds records %s', (_claim, records, expected) => {
    expect(names(sifted(reply, records).taken)).toBe(expected)
  })

  test.each<[claim: string, document: string, taken: string]>([
    ['in a comment', '<r><!-- <i>0</i> --><i>1</i></r>', 'i:1'],
    ['in CDATA', '<r><![CDATA[<i>0</i>]]><i>1</i></r>', 'i:1'],
    ['in an instruction', '<r><?p <i>0</i> ?><i>1</i></r>', 'i:1'],
    ['in an attribute', `<r a="/&gt;'" b='>'><i>1</i></r>`, 'i:1'],
    ['deeper than records stand', '<r><x><i>0</i></x><i>1</i></r>', 'i:1'],
    ['before the root', '<!-- <r><i>0</i></r> --><!DOCTYPE r><r><i>1</i></r>', 'i:1'],
  ])('is not taken in by what stands %s', (_claim, document, expected) => {
    for (const size of [1, 4, 1000]) expect(names(sifted(document, 'r/i', size).taken)).toBe(expected)
  })

  test('knows what prefixes mean around a record, also once the document has gone on', () => {
    const document = '<r xmlns="u" xmlns:p="v"><l xmlns:p="w"><p:i/></l><l><p:i xmlns="x"><j/></p:i></l></r>'
    const { taken } = sifted(document, 'r/l/i')
    expect(taken.map(one => one.namespace)).toEqual(['w', 'v'])
    expect(taken[1]?.children[0]?.namespace).toBe('x')
    expect(taken.map(one => one.resolve(''))).toEqual(['u', 'x'])
  })

  test('leaves the namespaces of a record alone whatever comes behind it', () => {
    const document =
      '<r><l><i><o xmlns="u:1"><p/></o></i><x xmlns="u:2"><y/></x><i/></l><l xmlns:z="u:3"><i><z:o xmlns="u:4"/></i></l></r>'
    for (const size of [1, 9, 1000]) {
      const { taken } = sifted(document, 'r/l/i', size)
      expect(taken[0]?.child('o')?.child('p')?.namespace).toBe('u:1')
      expect(taken[0]?.namespace).toBeUndefined()
      expect(taken[2]?.children[0]?.namespace).toBe('u:3')
    }
  })

  test.each([
    '<!--> <r><i>0</i></r> --><r><i>1</i></r>',
    '<!DOCTYPE r SYSTEM "> <r><i>0</i></r>"><r><i>1</i></r>',
    '<?p > <r><i>0</i></r> ?><r><i>1</i></r>',
  ])('finds the root behind %s', document => {
    for (const size of [1, 5, 1000]) expect(names(sifted(document, 'r/i', size).taken)).toBe('i:1')
  })

  test.each<[claim: string, document: string, taken: string, problem: string]>([
    ['ends in a record', '<r><i>1</i><i>2</', 'i:1', 'truncated'],
    ['ends between records', '<r><i>1</i>\n', 'i:1', 'truncated'],
    ['ends in a tag', '<r><i>1</i></r', 'i:1', 'truncated'],
    ['ends in an attribute', '<r><i>1</i><i a="', 'i:1', 'truncated'],
    ['ends before its root', '<?xml version="1.0"?>', '', 'truncated'],
    ['has a spoilt record', '<r><i>1</i><i>&x;</i><i>3</i></r>', 'i:1', 'entity'],
    ['has a spoilt tag between records', '<r><i>1</i><o a=1/><i>3</i></r>', 'i:1', 'attribute'],
    ['has spoilt text between records', '<r><i>1</i>]]><i>3</i></r>', 'i:1', 'markup'],
    ['closes what is not open', '<r><l><i>1</i></r></l>', '', 'tag-mismatch'],
    ['has a second root', '<r><i>1</i></r><r><i>2</i></r>', 'i:1', 'root'],
    ['repeats an attribute of a record', '<r><i a="" a=""/><i>2</i></r>', '', 'duplicate-attribute'],
  ])('gives out nothing behind the place where a document %s', (_claim, document, expected, problem) => {
    for (const size of [1, 6, 1000]) {
      const { taken, remainder } = sifted(document, 'r/i', size)
      expect(names(taken)).toBe(expected)
      expect(parse(remainder)._unsafeUnwrapErr().problem).toBe(problem)
    }
  })

  test('sees long before the end that a document is spoilt', () => {
    const sieve = new Sieve({ records: 'r/i' })
    const bytes = (text: string) => new TextEncoder().encode(text)
    sieve.push(bytes(`<r><i>1</i><i>&x;</i>${'<i/>'.repeat(100)}`))
    let pushes = 0
    while (!sieve.isBroken && pushes < 10) {
      sieve.push(bytes('<i/>'.repeat(200)))
      pushes++
    }
    expect(pushes).toBeLessThan(3)
    expect(sieve.push(bytes('<i/>'))).toEqual([])
  })

  test('asks before the first record, with what came before it', () => {
    const heads: string[] = []
    const mayStart = (head: Uint8Array) => {
      heads.push(new TextDecoder().decode(head))
      return heads.length > 5
    }
    const { taken, remainder } = sifted('<r><l status="9"><i>1</i><i>2</i></l></r>', 'r/l/i', 4, { mayStart })
    expect(heads).toEqual(['<r><l status="9"></l></r>'])
    expect(taken).toEqual([])
    expect(remainder).toBe('<r><l status="9"><i>1</i><i>2</i></l></r>')
  })

  test.each<[claim: string, body: Uint8Array]>([
    [
      'is declared to be in Latin-1',
      Uint8Array.from([...Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><r><i>\xe9</i></r>', 'latin1')]),
    ],
    ['is in UTF-16', Uint8Array.from([0xff, 0xfe, ...Buffer.from('<r><i>é</i></r>', 'utf16le')])],
    ['is not the UTF-8 that it should be', Uint8Array.from([...Buffer.from('<r><i>\xe9</i><i/></r>', 'latin1')])],
  ])('leaves a document whole that %s', (_claim, body) => {
    for (const size of [1, 6, 1000]) {
      const sieve = new Sieve({ records: 'r/i' })
      for (let at = 0; at < body.length; at += size) expect(sieve.push(body.subarray(at, at + size))).toEqual([])
      expect([...sieve.end().remainder]).toEqual([...body])
    }
  })

  test('takes the mark of the byte order away', () => {
    expect(names(sifted(Uint8Array.from([0xef, 0xbb, 0xbf, ...Buffer.from('<r><i>1</i></r>')]), 'r/i', 1).taken)).toBe(
      'i:1',
    )
  })

  test('holds no more than a record, whatever the length of the document', () => {
    const sieve = new Sieve({ records: 'r/i' })
    const piece = new TextEncoder().encode(`<i>${'x'.repeat(90)}</i>\n`.repeat(100))
    sieve.push(new TextEncoder().encode('<r>'))
    let most = 0
    let taken = 0
    for (let pushed = 0; pushed < 500; pushed++) {
      taken += sieve.push(piece).length
      most = Math.max(most, sieve.length)
    }
    expect(taken).toBe(50_000)
    expect(most).toBeLessThan(200)
  })

  test('never makes a whole document of one that is not, nor a spoilt one of a whole', () => {
    fc.assert(
      fc.property(
        fc.oneof(documents, mutatedDocuments).filter(text => !/\p{Surrogate}/u.test(text)),
        fc.constantFrom('root/a', 'root/*', 'root/a/b', '*/*/*'),
        fc.integer({ min: 1, max: 30 }),
        (text, records, size) => {
          const whole = parse(text)
          const { taken, remainder } = sifted(text, records, size)
          expect(parse(remainder).isOk()).toBe(whole.isOk())
          if (whole.isErr()) return
          const expected = records
            .split('/')
            .slice(1)
            .reduce(
              (found, name) => found.flatMap(one => (name === '*' ? one.children : one.all(name))),
              [whole.value.root],
            )
          expect(taken.map(saidByElement)).toEqual(expected.map(saidByElement))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('gives the records of a tree, however it is cut, and leaves the rest', () => {
    fc.assert(
      fc.property(fc.array(nodes, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (records, size) => {
        const named = records.map(record => ({ ...record, name: 'i' }))
        const text = write(
          { name: 'r', children: [{ name: 'l', children: named }] },
          { declaration: true },
        )._unsafeUnwrap()
        const whole = parse(text)._unsafeUnwrap().root
        const { taken, remainder } = sifted(text, 'r/l/i', size)
        expect(taken.map(saidByElement)).toEqual(whole.child('l')?.children.map(saidByElement))
        expect(parse(remainder)._unsafeUnwrap().root.child('l')?.children.length).toBe(Math.min(1, records.length))
      }),
      { numRuns: 300 },
    )
  })
})
