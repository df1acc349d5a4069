import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DecodeOptions, decode } from '../../src/xml/decode.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)))

const wide = (text: string, order: 'le' | 'be') => {
  const units = [...text].flatMap(character => character.split('').map(unit => unit.charCodeAt(0)))
  return units.flatMap(unit => (order === 'le' ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff]))
}

const read = (body: string | Uint8Array, options?: DecodeOptions) => {
  const { source, encoding, replaced } = decode(body, options)._unsafeUnwrap().verified()
  return { text: source.text, encoding, replaced }
}

const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`

describe('decode', () => {
  test.each<[claim: string, body: Uint8Array, charset: string | undefined, text: string, encoding: string]>([
    ['UTF-8 by default', bytes('<a>é€😀</a>'), undefined, '<a>é€😀</a>', 'utf-8'],
    ['UTF-8 by its mark, before all else', bytes([0xef, 0xbb, 0xbf], '<a>é</a>'), 'iso-8859-1', '<a>é</a>', 'utf-8'],
    ['UTF-16 LE by its mark', bytes([0xff, 0xfe], wide('<a>é😀</a>', 'le')), 'utf-8', '<a>é😀</a>', 'utf-16le'],
    ['UTF-16 BE by its mark', bytes([0xfe, 0xff], wide('<a>é😀</a>', 'be')), undefined, '<a>é😀</a>', 'utf-16be'],
    ['UTF-16 LE by its first bytes', bytes(wide('<?xml?>', 'le')), undefined, '<?xml?>', 'utf-16le'],
    ['UTF-16 BE by its first bytes', bytes(wide('<?xml?>', 'be')), 'utf-8', '<?xml?>', 'utf-16be'],
    [
      'UTF-16 BE by its first bytes, whatever the order in the label',
      bytes(wide('<a/>', 'be')),
      'utf-16',
      '<a/>',
      'utf-16be',
    ],
    ['UTF-16 by charset', bytes(wide('é', 'le')), 'utf-16le', 'é', 'utf-16le'],
    [
      'the charset before the declaration',
      bytes(declared('utf-8'), [0xe9]),
      'ISO-8859-1',
      `${declared('utf-8')}é`,
      'windows-1252',
    ],
    ['a charset in quotes', bytes([0xe9]), ' "Windows-1252" ', 'é', 'windows-1252'],
    [
      'the declaration',
      bytes(declared('iso-8859-15'), [0xa4]),
      undefined,
      `${declared('iso-8859-15')}€`,
      'iso-8859-15',
    ],
    [
      'a declaration behind white space',
      bytes('\n', declared('windows-1251'), [0xc0]),
      undefined,
      `\n${declared('windows-1251')}А`,
      'windows-1251',
    ],
    [
      'the declaration where no one knows the charset',
      bytes(declared('koi8-r'), [0xc1]),
      'x-none',
      `${declared('koi8-r')}а`,
      'koi8-r',
    ],
    ['UTF-8 where no one knows either', bytes(declared('utf-99'), 'é'), 'binary', `${declared('utf-99')}é`, 'utf-8'],
    [
      'UTF-8 for UTF-16 that is declared in single bytes',
      bytes(declared('utf-16'), 'é'),
      undefined,
      `${declared('utf-16')}é`,
      'utf-8',
    ],
    ['UTF-8 for single bytes under a charset of UTF-16', bytes('<a>é</a>'), 'utf-16', '<a>é</a>', 'utf-8'],
    ['US-ASCII as UTF-8', bytes('<a>é</a>'), 'us-ascii', '<a>é</a>', 'utf-8'],
    ['nothing at all', bytes(), undefined, '', 'utf-8'],
    ['nothing but a mark', bytes([0xef, 0xbb, 0xbf]), undefined, '', 'utf-8'],
    ['only the first mark away', bytes([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], 'x'), undefined, '\uFEFFx', 'utf-8'],
  ])('reads %s', (_claim, body, charset, text, encoding) => {
    expect(read(body, charset === undefined ? {} : { charset })).toEqual({ text, encoding, replaced: false })
  })

  test.each(['windows-1252', 'iso-8859-1', 'latin1', 'cp1252'])(
    'reads 80 to 9F of %s right in every runtime',
    charset => {
      const body = Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at)
      expect(read(body, { charset }).text).toBe('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ')
    },
  )

  test.each<[charset: string, byte: number, character: string]>([
    ['iso-8859-2', 0xb1, 'ą'],
    ['iso-8859-5', 0xb0, 'А'],
    ['iso-8859-7', 0xe1, 'α'],
    ['iso-8859-9', 0xfe, 'ş'],
    ['iso-8859-13', 0xe0, 'ą'],
    ['windows-1250', 0x8a, 'Š'],
    ['windows-1251', 0x80, 'Ђ'],
    ['windows-1253', 0x80, '€'],
    ['windows-1254', 0x80, '€'],
    ['windows-1255', 0xe0, 'א'],
    ['windows-1256', 0xc7, 'ا'],
    ['windows-1257', 0x80, '€'],
    ['windows-1258', 0xfe, '₫'],
  ])('knows %s', (charset, byte, character) => {
    expect(read(bytes([byte]), { charset })).toMatchObject({ text: character, replaced: false })
  })

  test.each<[claim: string, body: Uint8Array, charset: string | undefined, text: string, encoding: string]>([
    [
      'as windows-1252 where UTF-8 was a lie',
      bytes(declared('utf-8'), '<a>', [0xe9, 0x80], '</a>'),
      undefined,
      `${declared('utf-8')}<a>é€</a>`,
      'windows-1252',
    ],
    ['as windows-1252 where US-ASCII was a lie', bytes('caf', [0xe9]), 'us-ascii', 'café', 'windows-1252'],
    ['as windows-1252 where Shift_JIS was a lie', bytes([0x93, 0x3c]), 'shift_jis', '“<', 'windows-1252'],
    ['as UTF-8 that is cut off in a character', bytes('<a>é', [0xe2, 0x82]), undefined, '<a>é\uFFFD', 'utf-8'],
    [
      'as UTF-16 that is cut off in a character',
      bytes([0xff, 0xfe], wide('<a>', 'le'), [0x3c]),
      undefined,
      '<a>\uFFFD',
      'utf-16le',
    ],
    ['as UTF-16 with half a pair', bytes([0xfe, 0xff, 0xd8, 0x00], wide('x', 'be')), undefined, '\uFFFDx', 'utf-16be'],
  ])('reads what is invalid %s, and says so', (_claim, body, charset, text, encoding) => {
    expect(read(body, charset === undefined ? {} : { charset })).toEqual({ text, encoding, replaced: true })
  })

  test('passes a string on, without its mark', () => {
    expect(read('\uFEFF\uFEFF<a/>', { charset: 'utf-16' })).toEqual({
      text: '\uFEFF<a/>',
      encoding: 'string',
      replaced: false,
    })
  })

  test.each<[claim: string, body: string | Uint8Array]>([
    ['bytes', bytes('12345')],
    ['a string', '12345'],
  ])('refuses %s beyond the limit', (_claim, body) => {
    expect(decode(body, { maxBytes: 5 }).isOk()).toBe(true)
    expect(decode(body, { maxBytes: 4 })._unsafeUnwrapErr()).toMatchObject({
      problem: 'too-large',
      line: 1,
      column: 1,
      excerpt: '',
    })
  })

  test('takes 64 MiB unless told otherwise', () => {
    expect(decode(new Uint8Array(64 * 1024 * 1024 + 1))._unsafeUnwrapErr().problem).toBe('too-large')
  })

  test.each<[claim: string, start: number[]]>([
    ['UTF-32 BE by its mark', [0, 0, 0xfe, 0xff]],
    ['UTF-32 LE by its mark', [0xff, 0xfe, 0, 0]],
    ['UTF-32 BE', [0, 0, 0, 0x3c]],
    ['UTF-32 LE', [0x3c, 0, 0, 0]],
    ['EBCDIC', [0x4c, 0x6f, 0xa7, 0x94]],
  ])('refuses %s', (_claim, start) => {
    expect(decode(bytes(start, [1, 2, 3, 4]))._unsafeUnwrapErr().problem).toBe('encoding')
  })

  test('answers all bytes under all labels, and gives back what UTF-8 and UTF-16 wrote', () => {
    const labels = fc.constantFrom(
      'utf-8',
      'utf-16',
      'iso-8859-1',
      'us-ascii',
      'shift_jis',
      'gb18030',
      '',
      '"',
      'replacement',
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), labels, (body, charset) => {
        const result = decode(body, { charset })
        expect(result.isOk() || result.error.problem === 'encoding').toBe(true)
      }),
      { numRuns: 1_000 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('le' as const, 'be' as const), (text, order) => {
        const mark = order === 'le' ? [0xff, 0xfe] : [0xfe, 0xff]
        fc.pre(!(order === 'le' && text.startsWith('\0')))
        expect(read(bytes(mark, wide(text, order))).text).toBe(text)
        expect(read(bytes([0xef, 0xbb, 0xbf], text)).text).toBe(text)
      }),
    )
  })
})
