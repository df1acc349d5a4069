import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { XmlData } from '../../src/core/fault.ts'
import { toData } from '../../src/xml/data.ts'
import { parse } from '../../src/xml/parse.ts'
import { documents } from './documents.ts'

const data = (text: string, maxNodes?: number) =>
  toData(parse(text)._unsafeUnwrap().root, maxNodes === undefined ? {} : { maxNodes })

/** Elements, attributes and marks. */
function size({ name, attributes, children }: XmlData): number {
  const own = name === '…' ? 0 : 1 + Object.keys(attributes ?? {}).length
  return (children ?? []).reduce((sum, child) => sum + size(child), own)
}

describe('toData', () => {
  test('keeps names, namespaces, attributes, text and order', () => {
    expect(data('<s:a xmlns:s="urn:s" x="1" s:y="2">\n  <b> t </b>\n  <c/>\n</s:a>')).toEqual({
      name: 's:a',
      namespace: 'urn:s',
      attributes: { x: '1', 's:y': '2' },
      children: [{ name: 'b', text: ' t ' }, { name: 'c' }],
    })
  })

  test('leaves out white space between children only', () => {
    expect(data('<a> </a>')).toEqual({ name: 'a', text: ' ' })
    expect(data('<a> x <b/> </a>')).toEqual({ name: 'a', text: ' x  ', children: [{ name: 'b' }] })
  })

  test('takes awkward names for names', () => {
    const copy = data('<__proto__ __proto__="1" constructor="2"/>')
    expect(JSON.stringify(copy)).toBe('{"name":"__proto__","attributes":{"__proto__":"1","constructor":"2"}}')
  })

  test('keeps the outer levels of what is too large, and marks what is missing', () => {
    expect(data('<a><b><c/></b><d><e/></d></a>', 3)).toEqual({
      name: 'a',
      children: [
        { name: 'b', children: [{ name: '…' }] },
        { name: 'd', children: [{ name: '…' }] },
      ],
    })
    expect(data('<a><b/><b/><b/></a>', 2)).toEqual({ name: 'a', children: [{ name: 'b' }, { name: '…' }] })
    expect(data('<a x="1" y="2" z="3"/>', 3)).toEqual({
      name: 'a',
      attributes: { x: '1', y: '2' },
      children: [{ name: '…' }],
    })
    expect(data('<a x="1"><b/></a>', 0)).toEqual({ name: 'a', children: [{ name: '…' }] })
  })

  test('has 1,000 elements and attributes unless told otherwise', () => {
    const copy = data(`<a>${'<b c="1"/>'.repeat(2_000)}</a>`)
    expect(size(copy)).toBe(1_000)
    expect(copy.children?.at(-1)).toEqual({ name: '…' })
  })

  test('survives JSON, and is never larger than allowed', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 20 }), (document, maxNodes) => {
        const copy = data(document, maxNodes)
        expect(JSON.parse(JSON.stringify(copy))).toEqual(copy)
        expect(size(copy)).toBeLessThanOrEqual(maxNodes)
        expect(size(data(document))).toBeGreaterThanOrEqual(size(copy))
      }),
    )
  })
})
