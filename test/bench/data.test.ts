import { describe, expect, test } from 'vitest'
import { countElements, withoutDeclarations } from '../../bench/data.ts'
import { eventSubjects } from '../../bench/subjects/events.ts'
import { dataOf } from '../../bench/subjects/fast-xml-parser.ts'
import { xml2js } from '../../bench/subjects/xml2js.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('the form of the data', () => {
  test.each([
    ['text is a string, whatever it looks like', '<a><b>007</b></a>', { a: { b: '007' } }],
    ['white space at the ends of a text is layout', '<a>\n  <b> x </b>\n</a>', { a: { b: 'x' } }],
    ['an element without anything is an empty text', '<a><b/></a>', { a: { b: '' } }],
    ['an attribute makes an object', '<a b="1"/>', { a: { '@b': '1' } }],
    ['text beside an attribute has a name', '<a b="1">x</a>', { a: { '@b': '1', '#text': 'x' } }],
    ['what occurs twice is a list', '<a><b/><b>x</b></a>', { a: { b: ['', 'x'] } }],
    ['references are decoded', '<a b="&lt;">&amp;&quot;</a>', { a: { '@b': '<', '#text': '&"' } }],
    ['declaration and comments are gone', '<?xml version="1.0"?><!-- x --><a><!-- y -->z</a>', { a: 'z' }],
    ['prefixes and declarations stay', '<p:a xmlns:p="urn:p"/>', { 'p:a': { '@xmlns:p': 'urn:p' } }],
  ])('%s', (_, xml, data) => {
    const everyone = [{ read: dataOf }, ...eventSubjects, xml2js].map(subject => subject.read(bytes(xml)))
    expect(everyone.map(found => ({ ...Object(found) }))).toEqual(everyone.map(() => data))
  })

  test.each([
    ['those of an element with children', { a: { '@xmlns': 'urn:a', '@xmlns:b': 'urn:b', c: 'x' } }, { a: { c: 'x' } }],
    ['those of an element with text', { a: { '@xmlns': 'urn:a', '#text': 'x' } }, { a: 'x' }],
    ['those of an empty element', { a: [{ '@xmlns': 'urn:a' }, ''] }, { a: ['', ''] }],
    [
      'but no attribute that is called alike',
      { a: { '@xmlnsx': '1', '@b': '2' } },
      { a: { '@xmlnsx': '1', '@b': '2' } },
    ],
  ])('declarations can be taken out: %s', (_, data, rest) => {
    expect(withoutDeclarations(data)).toEqual(rest)
  })

  test.each([
    ['a root alone', { a: 'x' }, 1],
    ['attributes and text are none', { a: { '@b': '1', '#text': 'x' } }, 1],
    ['each of a list', { a: { b: ['', { c: '' }, 'x'] } }, 5],
  ])('elements are counted: %s', (_, data, count) => {
    expect(countElements(data)).toBe(count)
  })

  test('an event parser reads one document after another', () => {
    for (const { read } of eventSubjects) {
      const all = ['<a><b/></a>', '<c d="1"/>'].map(xml => read(bytes(xml)))
      expect(all).toEqual([{ a: { b: '' } }, { c: { '@d': '1' } }])
    }
  })
})
