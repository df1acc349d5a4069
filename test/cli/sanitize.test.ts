import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sanitize, writeJson } from '../../src/cli/sanitize.ts'
import { columnsOf, pad, wrap } from '../../src/cli/wrap.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

describe('visible', () => {
  test.each<[name: string, text: string, shown: string]>([
    ['plain words stay', 'Pier 9, Größe 4 - 船', 'Pier 9, Größe 4 - 船'],
    ['an escape sequence is spelled out', '\x1b[2Jgone', '\\x1b[2Jgone'],
    ['an 8-bit control sequence is spelled out', '\u009b31mred', '\\x9b31mred'],
    ['a title sequence is spelled out', '\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
    ['a backspace is spelled out', 'a\bb', 'a\\x08b'],
    ['a direction override is spelled out', 'a\u202eb', 'a\\u202eb'],
    ['characters without width are spelled out', 'a\u200bb\u00ad', 'a\\u200bb\\xad'],
    ['half a surrogate pair is spelled out', 'a\ud800', 'a\\ud800'],
    ['line breaks and tabs become blanks', 'a\r\n\t b\n', 'a b'],
  ])('%s', (_, text, shown) => {
    expect(sanitize(text)).toBe(shown)
  })

  test('nothing in what is shown acts on a terminal', () => {
    fc.assert(
      fc.property(anyText, text => !/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u.test(sanitize(text))),
    )
  })
})

describe('jsonLine', () => {
  test('a line parses to the value, has one line feed and nothing that acts on a terminal', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), value => {
        const line = writeJson(value)
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(line.indexOf('\n')).toBe(line.length - 1)
        expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
      }),
    )
  })
})

describe('wrap', () => {
  test('the lines are the text, none wider than asked unless it is one word', () => {
    const words = fc.array(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }).filter(word => !/\s/.test(word)),
    )
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 80 }), (list, width) => {
        const lines = wrap(list.join(' '), width)
        expect(lines.join(' ')).toBe(list.join(' '))
        for (const line of lines) expect(columnsOf(line) <= width || !line.includes(' ')).toBe(true)
      }),
    )
  })

  test('a width without room counts as 20, none at all as one line', () => {
    expect(wrap('twelve berths and thirteen ships', -5)).toEqual(['twelve berths and', 'thirteen ships'])
    expect(wrap('twelve berths and thirteen ships', Number.POSITIVE_INFINITY)).toHaveLength(1)
  })

  test('wide characters take two columns and marks none', () => {
    expect(columnsOf('船')).toBe(2)
    expect(columnsOf('e\u0301')).toBe(1)
    expect(pad('船', 4)).toBe('船  ')
  })
})
