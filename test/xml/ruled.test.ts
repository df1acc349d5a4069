import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { XmlElement } from '../../src/xml/element.ts'
import { parse } from '../../src/xml/parse.ts'
import type { AttributeRule, RuledData } from '../../src/xml/ruled.ts'

const rule: AttributeRule = (localName, namespace, prefix) => {
  if (namespace === 'urn:i' || prefix === 'i')
    return localName === 'nil' ? value => (/^\s*(?:true|1)\s*$/.test(value) ? 'nil' : 'nothing') : 'nothing'
  return namespace === 'urn:e' && localName === 'list' ? 'list' : 'data'
}

const ruled = (text: string) => parse(text)._unsafeUnwrap().root.toRuled(rule)

/** The same, spelled out over the views. */
function spelledOut(element: XmlElement): RuledData {
  const asked = element.attributes.map(({ name, localName, namespace, value }) => {
    const answer = rule(localName, namespace, name.slice(0, -localName.length).replace(':', ''))
    return { name, value, says: typeof answer === 'string' ? answer : answer(value) }
  })
  if (asked.some(({ says }) => says === 'nil')) return null
  if (asked.some(({ says }) => says === 'list')) return element.children.map(spelledOut)
  const data = asked.filter(({ says }) => says === 'data')
  if (data.length === 0 && element.children.length === 0) return element.text
  const bare = element.text.trim()
  const text = element.children.length === 0 && bare !== '' ? element.text : bare
  const names = [...new Set(element.children.map(child => child.localName))]
  const members = names.map((name): [string, RuledData] => {
    const found = element.all(name).map(spelledOut)
    return [name, found.length === 1 ? (found[0] ?? null) : found]
  })
  const attributes = Object.fromEntries(data.map(({ name, value }) => [name, value]))
  return Object.fromEntries<RuledData>([
    ...members,
    ...(text === '' ? [] : [['$value', text] as const]),
    ...(data.length === 0 ? [] : [[names.includes('attributes') ? '$attributes' : 'attributes', attributes] as const]),
  ])
}

describe('toRuled', () => {
  test.each<[string, string, unknown]>([
    ['text', '<a> b </a>', ' b '],
    ['white space alone', '<a> \n</a>', ' \n'],
    ['text between children, without white space around it', '<a> b <c/> </a>', { c: '', $value: 'b' }],
    ['nothing', '<a/>', ''],
    ['an attribute that says nothing', '<a xmlns:i="urn:i" i:type="x">b</a>', 'b'],
    [
      'nil, whatever is in it',
      '<a xmlns:i="urn:i"><b i:nil=" 1 "><c/></b><b i:nil="false">d</b></a>',
      { b: [null, 'd'] },
    ],
    ['nil itself', '<a xmlns:i="urn:i" i:nil="true"/>', null],
    ['a list', '<a xmlns:e="urn:e" e:list=""><b>1</b>x<c>2</c></a>', ['1', '2']],
    ['an empty list', '<a xmlns:e="urn:e" e:list=""> x </a>', []],
    ['lists side by side', '<a xmlns:e="urn:e"><b e:list=""><c/></b><b e:list=""><c/></b></a>', { b: [[''], ['']] }],
    ['a list of lists', '<a xmlns:e="urn:e" e:list=""><b e:list=""><c>1</c></b></a>', [['1']]],
    ['attributes', '<a k="v"/>', { attributes: { k: 'v' } }],
    ['attributes and text', '<a k="v"> b</a>', { attributes: { k: 'v' }, $value: ' b' }],
    ['a child called attributes', '<a k="v"><attributes/></a>', { attributes: '', $attributes: { k: 'v' } }],
    [
      'names of everything',
      '<a><toString>1</toString><constructor>2</constructor></a>',
      JSON.parse('{"toString":"1","constructor":"2"}'),
    ],
    [
      '__proto__',
      '<a __proto__="k"><__proto__>1</__proto__><__proto__>2</__proto__></a>',
      JSON.parse('{"attributes":{"__proto__":"k"},"__proto__":["1","2"]}'),
    ],
    [
      'a prefix that means something else farther in',
      '<a xmlns:p="urn:i" p:k="1"><b xmlns:p="urn:x" p:k="2">c</b></a>',
      { b: { attributes: { 'p:k': '2' }, $value: 'c' } },
    ],
    ['two prefixes of one local name', '<a xmlns:p="p" xmlns:q="q"><p:b>1</p:b><q:b>2</q:b></a>', { b: ['1', '2'] }],
  ])('gives %s', (_, text, expected) => {
    expect(ruled(text)).toEqual(expected)
  })

  const name = fc.constantFrom('b', 'attributes', 'toString', 'p:b', 'q:c', '__proto__')
  const attribute = fc.constantFrom(
    '',
    ' k="v"',
    ' i:nil="true"',
    ' i:nil="0"',
    ' i:type="t"',
    ' e:list=""',
    ' xmlns:e="urn:x"',
    ' p:k="v"',
  )
  const { element } = fc.letrec<{ element: string; content: string }>(tie => ({
    content: fc.oneof(fc.constantFrom('', ' ', 't', ' t ', '<![CDATA[x]]>', '&amp;'), tie('element')),
    element: fc
      .tuple(name, attribute, fc.array(tie('content'), { maxLength: 4 }))
      .map(([tag, more, inner]) => `<${tag}${more}>${inner.join('')}</${tag}>`),
  }))

  test('is what the views spell out, for every document', () => {
    fc.assert(
      fc.property(element, inner => {
        const text = `<a xmlns:i="urn:i" xmlns:e="urn:e" xmlns:p="p" xmlns:q="q">${inner}</a>`
        const { root } = parse(text)._unsafeUnwrap()
        expect(root.toRuled(rule)).toEqual(spelledOut(root))
      }),
      { numRuns: 500 },
    )
  })

  test('does not recurse: 100,000 levels are read', () => {
    const text = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`
    let data = parse(text, { maxDepth: 200_000 })._unsafeUnwrap().root.toRuled(rule)
    let levels = 0
    while (typeof data === 'object' && data !== null && !Array.isArray(data)) {
      data = (data as Record<string, RuledData>).a ?? ''
      levels += 1
    }
    expect(levels).toBe(99_999)
  })
})
