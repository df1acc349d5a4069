import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseElementPath, parseName, parsePath } from '../../src/dialects/path.ts'
import { hasName, select, valuesAt } from '../../src/dialects/path-values.ts'
import { parse } from '../../src/xml/parse.ts'

const root = parse(`
<o:Batch xmlns:o="urn:o" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" state="part">
  <Item ref="a"><Note level="I" no="1">fine</Note></Item>
  <Item ref="b"><Note level="E" no=" 0042 ">bad</Note><Note level="W" no="7"/></Item>
  <o:Item o:ref="c" xsi:type="o:Special"><Note level="E">null</Note><Deep><Note level="X">inner</Note></Deep></o:Item>
  <Extra><kind>green</kind></Extra>
</o:Batch>`)._unsafeUnwrap().root

describe('valuesAt', () => {
  test.each<[string, readonly string[]]>([
    ['@state', ['part']],
    ['#name', ['Batch']],
    ['Item/@ref', ['a', 'b', 'c']],
    ['Item*/Note/@level', ['I', 'E', 'W', 'E']],
    ['Item/Note', ['fine', 'bad']],
    ['{urn:o}Item/@ref', ['c']],
    ['{}Item/@ref', ['a', 'b']],
    ['{urn:o}Item/@{urn:o}ref', ['c']],
    ['Item/@{}ref', ['a', 'b']],
    ['*/#name', ['Item', 'Item', 'Item', 'Extra']],
    ['*tem/@ref', ['a', 'b', 'c']],
    ['Item/#type', ['Special']],
    ['**/Note/@level', ['I', 'E', 'W', 'E', 'X']],
    ['Item/**/Note[@level=X]', ['inner']],
    ['Item[@ref=b]/Note/@no', [' 0042 ', '7']],
    ['Item[@ref!=b]/@ref', ['a', 'c']],
    ['Item[Deep]/@ref', []],
    ['Item[Deep/Note]/@ref', ['c']],
    ['Extra[kind=green]/#name', ['Extra']],
    ["Extra[kind='green']/#name", ['Extra']],
    ['Item/Note[@level=E][@no=0042]', ['bad']],
    ['Item/Note[.=fine]/@no', ['1']],
    ['.[@state=part]/@state', ['part']],
    ['.[@state=whole]/@state', []],
    ['./Extra/./kind', ['green']],
    ['Nothing/@x', []],
  ])('%s finds %j', (path, expected) => {
    expect(valuesAt(parsePath(path), root)).toEqual(expected)
  })
})

describe('parsePath', () => {
  test.each([
    ['', 'empty'],
    ['x'.repeat(301), 'too long'],
    [Array(30).fill('x').join('/'), 'too many steps'],
    ['a//b', 'where a local name belongs'],
    ['/a', 'where a local name belongs'],
    ['a/', 'where a local name belongs'],
    ['soap:Body', 'where a local name belongs'],
    ['a[b', 'lacks a ]'],
    ['{urn:x', 'lacks a }'],
    ['a]b', 'where a local name belongs'],
    ['a[b]c', 'has a step'],
    ['a[]', 'has a condition'],
    ['a[**/b=c]', 'has a condition'],
    ['**/a/**/b', 'more than once'],
    ['a/**', 'ends in'],
    ['@*', 'names no attribute'],
    ['@a/b', 'where a local name belongs'],
    ['#text', 'where a local name belongs'],
    ['a b', 'where a local name belongs'],
  ])('refuses `%s`', (path, why) => {
    expect(() => parsePath(path)).toThrow(TypeError)
    expect(() => parsePath(path)).toThrow(why)
  })

  test('refuses a value where elements are wanted', () => {
    expect(() => parseElementPath('a/@b')).toThrow('must lead to elements')
  })

  test('throws nothing but TypeError, whatever is written', () => {
    const piece = fc.constantFrom('a', '*', '**', '/', '[', ']', '{', '}', '@', '#name', '=', '!', '.', ':', ' ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        try {
          valuesAt(parsePath(pieces.join('')), root)
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
        }
      }),
    )
  })
})

test.each([
  ['Batch', true],
  ['{urn:o}Batch', true],
  ['{}Batch', false],
  ['*', true],
  ['*tch', true],
  ['*Item', false],
  ['batch', false],
])('the name %s fits <o:Batch>: %s', (name, expected) => {
  expect(hasName(root, parseName(name))).toBe(expected)
})

test('any depth is reached in document order, each element once, however deep it goes', () => {
  const depth = 500
  const chain = parse('<a>'.repeat(depth) + '</a>'.repeat(depth))._unsafeUnwrap().root
  expect(select(parseElementPath('**/a'), chain)).toHaveLength(depth - 1)
})

test('a wide document costs linear time', () => {
  const count = 50_000
  const wide = parse(`<a>${'<b><c/></b>'.repeat(count)}</a>`)._unsafeUnwrap().root
  expect(select(parseElementPath('b/c'), wide)).toHaveLength(count)
  expect(select(parseElementPath('**/c'), wide)).toHaveLength(count)
})
