import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { XmlNode } from '../../src/xml/node.ts'
import { parse } from '../../src/xml/parse.ts'
import { type WriteProblem, write } from '../../src/xml/write.ts'
import { nodes } from './documents.ts'

const text = (node: XmlNode) => write(node)._unsafeUnwrap()

function nested(depth: number): XmlNode {
  let node: XmlNode = { name: 'a' }
  for (let level = 1; level < depth; level++) node = { name: 'a', children: [node] }
  return node
}

describe('write', () => {
  test.each<[written: string, node: XmlNode]>([
    ['<a/>', { name: 'a' }],
    ['<a/>', { name: 'a', attributes: {}, children: [] }],
    ['<a/>', { name: 'a', children: [''] }],
    ['<p:a x="1" p:y=""/>', { name: 'p:a', attributes: { x: '1', 'p:y': '' } }],
    [
      '<a>1<b>2</b>3<c/>45</a>',
      { name: 'a', children: ['1', { name: 'b', children: ['2'] }, '3', { name: 'c' }, '4', '5'] },
    ],
    ['<a> &lt;b&gt; &amp;amp; "it\'s" ]]&gt; </a>', { name: 'a', children: [' <b> &amp; "it\'s" ]]> '] }],
    ['<a b="&lt;&gt;&amp;&quot;&apos;"/>', { name: 'a', attributes: { b: `<>&"'` } }],
    ['<a b="&#9;&#10;&#13;">\t\n&#13;</a>', { name: 'a', attributes: { b: '\t\n\r' }, children: ['\t\n\r'] }],
    [
      '<a>&lt;!-- x --&gt;&lt;![CDATA[y]]&gt;&lt;?z?&gt;</a>',
      { name: 'a', children: ['<!-- x --><![CDATA[y]]><?z?>'] },
    ],
    ['<a>0042</a>', { name: 'a', children: ['0042'] }],
    ['<été 名="😀"/>', { name: 'été', attributes: { 名: '😀' } }],
  ])('gives %s', (written, node) => {
    expect(text(node)).toBe(written)
  })

  test('begins with a declaration when asked to', () => {
    expect(write({ name: 'a' }, { declaration: true })._unsafeUnwrap()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><a/>',
    )
  })

  test('takes awkward names for names', () => {
    const attributes = Object.fromEntries([
      ['__proto__', '1'],
      ['hasOwnProperty', '2'],
    ])
    const node = { name: '__proto__', attributes, children: [{ name: 'constructor' }, { name: '__proto__' }] }
    expect(text(node)).toBe('<__proto__ __proto__="1" hasOwnProperty="2"><constructor/><__proto__/></__proto__>')
    expect(Object.keys({})).toEqual([])
  })

  const within = (child: XmlNode | string): XmlNode => ({ name: 'r', children: [{ name: 'a' }, child] })

  test.each<[path: WriteProblem['path'], node: XmlNode]>([
    [[''], { name: '' }],
    [['1a'], { name: '1a' }],
    [['a b'], { name: 'a b' }],
    [['a><b'], { name: 'a><b' }],
    [['a:b:c'], { name: 'a:b:c' }],
    [[':a'], { name: ':a' }],
    [['a:'], { name: 'a:' }],
    [['!--'], { name: '!--' }],
    [['?xml'], { name: '?xml' }],
    [['#text'], { name: '#text' }],
    [[':@'], { name: ':@' }],
    [['a', '@x y'], { name: 'a', attributes: { 'x y': '1' } }],
    [['a', '@'], { name: 'a', attributes: { '': '1' } }],
    [['a', '@x'], { name: 'a', attributes: { y: '1', x: '\u0000' } }],
    [['a'], { name: 'a', children: ['\uFFFF'] }],
    [['r', 'b'], within({ name: 'b', children: ['\uD800'] })],
    [['r', 'a', 1], within({ name: 'a', children: ['\u000B'] })],
    [['r', 'a', 1, 'c', '@d'], within({ name: 'a', children: [{ name: 'c', attributes: { d: '\u001B' } }] })],
  ])('refuses what XML cannot say, and tells where: %j', (path, node) => {
    expect(write(node)._unsafeUnwrapErr().path).toEqual(path)
  })

  test('finds the first of several problems', () => {
    const node = { name: 'r', children: [{ name: 'x', children: [{ name: '1' }] }, { name: '2' }] }
    expect(write(node)._unsafeUnwrapErr().path).toEqual(['r', 'x', '1'])
  })

  test('refuses what is no text, for callers without a compiler', () => {
    const wrong = JSON.parse(
      '[{"name":"a","children":[1]},{"name":"a","attributes":{"b":null}},{"name":"a","children":[null]},{"name":7}]',
    )
    expect(wrong.map((node: XmlNode) => write(node)._unsafeUnwrapErr().message)).toEqual([
      'The value is not a text',
      'The value is not a text',
      'The value is not a text',
      'The name is not a name of XML',
    ])
  })

  test('never repeats a value in its problem', () => {
    const problem = write({ name: 'password', children: ['hunter2\u0000'] })._unsafeUnwrapErr()
    expect(JSON.stringify(problem)).not.toContain('hunter2')
  })

  test('goes 512 levels deep, as far as the reader', () => {
    expect(parse(text(nested(512))).isOk()).toBe(true)
    expect(write(nested(513))._unsafeUnwrapErr().message).toBe('Elements are nested more than 512 levels deep')
    expect(write(nested(100_000)).isErr()).toBe(true)
  })

  test('writes many elements and long texts', () => {
    const children = Array.from({ length: 20_000 }, () => ({ name: 'b', attributes: { c: '&' }, children: ['x'] }))
    const node = { name: 'a', children: [...children, '&<'.repeat(100_000)] }
    expect(parse(text(node))._unsafeUnwrap().root.children).toHaveLength(20_000)
  })

  test('leaves the tree as it is', () => {
    fc.assert(
      fc.property(nodes, node => {
        const before = JSON.stringify(node)
        expect(write(node).isOk()).toBe(true)
        expect(JSON.stringify(node)).toBe(before)
      }),
    )
  })
})
