import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/xml/parse.ts'
import { documents, mutatedDocuments, type Said, saidByElement } from './documents.ts'

interface Building {
  readonly name: string
  readonly attributes: [string, string][]
  text: string
  readonly children: Building[]
}

/** What saxes reads; undefined where it finds the document not well formed. */
function saidBySaxes(text: string): Said | undefined {
  const parser = new SaxesParser({ xmlns: true })
  const open: Building[] = [{ name: '', attributes: [], text: '', children: [] }]
  let failed = false
  parser.on('error', () => {
    failed = true
  })
  parser.on('opentag', ({ name, attributes }) => {
    const own = Object.values(attributes).filter(({ name, prefix }) => name !== 'xmlns' && prefix !== 'xmlns')
    const element = {
      name,
      attributes: own.map(({ name, value }): [string, string] => [name, value]),
      text: '',
      children: [],
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  const append = (data: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += data
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.write(text).close()
  return failed ? undefined : open[0]?.children[0]
}

describe('saxes', () => {
  test('reads the same from documents that are well formed', () => {
    fc.assert(
      fc.property(documents, document => {
        expect(saidByElement(parse(document, { strict: true })._unsafeUnwrap().root)).toEqual(saidBySaxes(document))
      }),
      { numRuns: 500 },
    )
  })

  test('agrees on what is well formed', () => {
    const seen = { accepted: 0, refused: 0 }
    fc.assert(
      fc.property(mutatedDocuments.filter(isComparable), text => {
        const ours = parse(text, { strict: true })
        expect(ours.isOk() ? saidByElement(ours.value.root) : undefined).toEqual(saidBySaxes(text))
        if (ours.isOk()) seen.accepted++
        else seen.refused++
      }),
      { numRuns: 3_000 },
    )
    expect(seen.accepted).toBeGreaterThan(100)
    expect(seen.refused).toBeGreaterThan(100)
  })
})

/** Where saxes 6 reads otherwise, and why that is no reason to follow it. */
const saxesDiffers: readonly [why: string, where: RegExp][] = [
  ['drops a byte order mark by itself, which the strict reader leaves to decode', /^\uFEFF/],
  ['accepts half a surrogate pair (production 2)', /\p{Surrogate}/u],
  ['ends an instruction at a question mark behind its target (production 16)', /<\?[^\s?]+\?[^>]/],
  ['lets a local name begin with a digit, a dot or a hyphen (Namespaces, production 4)', /:[\d.-]/],
  ['wants no white space behind the word DOCTYPE (production 28)', /<!DOCTYPE[^\s>]/],
  [
    'takes anything for what stands behind the name of a DOCTYPE (production 28)',
    /<!DOCTYPE\s+[^\s>[]+\s+(?!SYSTEM|PUBLIC|\[|>)/,
  ],
  ['trims the name of a namespace, so that a space becomes the empty name', /=\s*(["'])\s+\1/],
]

function isComparable(text: string): boolean {
  return !saxesDiffers.some(([, where]) => where.test(text))
}

test.each(['<a>\uD83D</a>', '<a><?pi?x?></a>', '<a xmlns:1p="u"/>', '<!DOCTYPEa><a/>', '<!DOCTYPE a x="1"?><a/>'])(
  'a document that only saxes accepts is refused here: %j',
  text => {
    expect(isComparable(text)).toBe(false)
    expect(parse(text, { strict: true }).isErr()).toBe(true)
  },
)

/** The set-up in which fast-xml-parser changes least. */
const peer = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxEntityCount: 1, maxTotalExpansions: Number.POSITIVE_INFINITY },
})

/** fast-xml-parser's list of one-key objects, as a tree. It keeps the line ends of attributes, which XML does not. */
function saidByPeer(items: Record<string, unknown>[]): Said[] {
  return items.flatMap(({ ':@': attributes, ...rest }) =>
    Object.entries(rest).flatMap(([name, content]) => {
      if (name === '#text' || name.startsWith('?') || !Array.isArray(content)) return []
      return [{ name, attributes: attributesOf(attributes), text: textOf(content), children: saidByPeer(content) }]
    }),
  )
}

function textOf(content: Record<string, unknown>[]): string {
  return content.map(({ '#text': text }) => (typeof text === 'string' ? text : '')).join('')
}

function attributesOf(attributes: unknown): [string, string][] {
  return Object.entries(attributes ?? {})
    .filter(([name]) => !/^xmlns(?::|$)/.test(name))
    .map(([name, value]) => [name, String(value).replace(/\r\n|[\t\n\r]/g, ' ')])
}

describe('fast-xml-parser', () => {
  test('finds the same values in documents that are well formed', () => {
    fc.assert(
      fc.property(documents, document => {
        const ours = saidByElement(parse(document)._unsafeUnwrap().root)
        expect([ours]).toEqual(saidByPeer(peer.parse(document)))
      }),
      { numRuns: 300 },
    )
  })

  test('never refuses what this reader accepts', () => {
    fc.assert(
      fc.property(mutatedDocuments.filter(isComparable), text => {
        if (parse(text, { strict: true }).isErr()) return
        expect(XMLValidator.validate(text)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
