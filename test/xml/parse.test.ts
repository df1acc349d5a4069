import { describe, expect, test } from 'vitest'
import type { XmlProblem } from '../../src/core/fault.ts'
import { toData } from '../../src/xml/data.ts'
import { type ParseOptions, parse } from '../../src/xml/parse.ts'

const root = (text: string, options?: ParseOptions) => parse(text, options)._unsafeUnwrap().root
const problem = (text: string, options?: ParseOptions) => parse(text, options)._unsafeUnwrapErr()

describe('the tree', () => {
  test('has names, attributes, children and text where they stood', () => {
    const element = root(
      '<list kind="short"> one <item id="1">first</item><note/> two <item id="2">second</item></list>',
    )
    expect(toData(element)).toEqual({
      name: 'list',
      attributes: { kind: 'short' },
      text: ' one  two ',
      children: [
        { name: 'item', attributes: { id: '1' }, text: 'first' },
        { name: 'note' },
        { name: 'item', attributes: { id: '2' }, text: 'second' },
      ],
    })
    expect(element.child('item')?.text).toBe('first')
    expect(element.all('item').map(({ text }) => text)).toEqual(['first', 'second'])
    expect(element.child('none')).toBeUndefined()
    expect(element.all('none')).toEqual([])
  })

  test.each<[claim: string, text: string, read: string]>([
    ['joins text across comments, instructions and CDATA', '<a>1<!-- x -->2<?y z?>3<![CDATA[4]]>5</a>', '12345'],
    ['keeps white space', '<a> \n\t x </a>', ' \n\t x '],
    ['keeps what looks like markup in CDATA', '<a><![CDATA[<b>&amp;]]]]></a>', '<b>&amp;]]'],
    ['reads an empty CDATA section', '<a><![CDATA[]]></a>', ''],
    ['makes one LF of CR LF and of CR', '<a>1\r\n2\r3\n4\r\r\n5<![CDATA[\r\n6\r]]></a>', '1\n2\n3\n4\n\n5\n6\n'],
    ['keeps a CR that came as a reference', '<a>&#13;&#xD;\n</a>', '\r\r\n'],
    ['knows the five entities', '<a>&lt;&gt;&amp;&apos;&quot;</a>', `<>&'"`],
    ['does not read twice what a reference gave', '<a>&amp;lt;&#38;lt;</a>', '&lt;&lt;'],
    ['reads decimal and hexadecimal references', '<a>&#65;&#x41;&#x1F600;&#0065;</a>', 'AA😀A'],
    ['takes what a reference gives as text, never as markup', '<a>&#60;b>&#93;]></a>', '<b>]]>'],
    ['accepts a lone > and quotes', `<a>]> "' ></a>`, `]> "' >`],
    [
      'accepts the characters at the edges of what is allowed',
      '<a>\u0085\uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}</a>',
      '\u0085\uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}',
    ],
    ['keeps a byte order mark inside', '<a>\uFEFF</a>', '\uFEFF'],
  ])('%s', (_claim, text, read) => {
    expect(root(text).text).toBe(read)
  })

  test.each<[claim: string, text: string, read: string]>([
    ['makes a space of each line end and tab', '<a b="1\n2\t3\r\n4\r5"/>', '1 2 3 4 5'],
    ['keeps those that came as references', '<a b="&#10;&#9;&#13;"/>', '\n\t\r'],
    ['keeps spaces', '<a b="  x  "/>', '  x  '],
    ['takes the other quote and > as text', `<a b='">'/>`, '">'],
    ['decodes references', '<a b="&lt;&quot;&#x20AC;"/>', '<"€'],
    ['allows white space around =', '<a\n b\t=\r\n"x"\n/>', 'x'],
  ])('in attributes %s', (_claim, text, read) => {
    expect(root(text).attribute('b')).toBe(read)
  })

  test('has names of every script, with and without prefix', () => {
    expect(root('<été:élément xmlns:été="u" 名="値" _-.9="x"/>').localName).toBe('élément')
    expect(root('<𐀀 a·="x"/>').attribute('a·')).toBe('x')
  })

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'])(
    'takes %s for a name like any other',
    name => {
      const element = root(`<${name} ${name}="1"><${name}>2</${name}></${name}>`)
      expect(element.name).toBe(name)
      expect(element.attribute(name)).toBe('1')
      expect(element.child(name)?.text).toBe('2')
      expect(element.attribute('isPrototypeOf')).toBeUndefined()
      expect(root('<a/>').attribute(name)).toBeUndefined()
      expect(root('<a/>').child(name)).toBeUndefined()
      expect(root('<a/>').resolve(name)).toBeUndefined()
    },
  )
})

describe('namespaces', () => {
  const NS = 'urn:one'

  test('are resolved for elements and attributes, and reach inward', () => {
    const element = root(`<p:a xmlns:p="${NS}" xmlns="urn:two" p:x="1" x="2"><b><p:c/></b></p:a>`)
    expect(element).toMatchObject({ name: 'p:a', prefix: 'p', localName: 'a', namespace: NS })
    expect(element.attributes).toEqual([
      { name: 'p:x', localName: 'x', namespace: NS, value: '1' },
      { name: 'x', localName: 'x', value: '2' },
    ])
    expect(element.child('b')?.namespace).toBe('urn:two')
    expect(element.child('b')?.child('c')?.namespace).toBe(NS)
  })

  test('end with the element that declares them', () => {
    const element = root('<a xmlns="o"><b xmlns="i" xmlns:p="x"/><c/><p:d/><e xmlns=""><f/></e><g/></a>')
    expect(element.children.map(({ namespace }) => namespace)).toEqual(['i', 'o', undefined, undefined, 'o'])
    expect(element.child('e')?.child('f')?.namespace).toBeUndefined()
  })

  test('can be looked up by prefix, where the element stands', () => {
    const inner = root('<a xmlns="o" xmlns:p="u"><b xmlns:p="v" xmlns=""/></a>').child('b')
    expect(inner?.resolve('p')).toBe('v')
    expect(inner?.resolve('')).toBeUndefined()
    expect(inner?.resolve('q')).toBeUndefined()
    expect(inner?.resolve('xml')).toBe('http://www.w3.org/XML/1998/namespace')
    expect(root('<a xmlns="o"><b/></a>').child('b')?.resolve('')).toBe('o')
  })

  test('declare without being attributes', () => {
    const element = root('<a xmlns="o" xmlns:status="u" xml:lang="en"/>')
    expect(element.attributes.map(({ name }) => name)).toEqual(['xml:lang'])
    expect(element.attribute('status')).toBeUndefined()
    expect(element.attribute('lang')).toBe('en')
  })

  test('an attribute without a prefix goes before one with it', () => {
    expect(root('<a xmlns:p="u" p:status="1" status="0"/>').attribute('status')).toBe('0')
    expect(root('<a xmlns:p="u" p:status="1"/>').attribute('status')).toBe('1')
    expect(root('<a q:status="1" r:status="2"/>').attribute('status')).toBe('1')
  })

  test('a prefix that nobody bound gives a name without namespace', () => {
    expect(root('<q:a q:b="1"/>')).toMatchObject({ name: 'q:a', localName: 'a', namespace: undefined })
    expect(root('<q:a q:b="1" r:b="2"/>').attributes).toHaveLength(2)
    expect(problem('<q:a/>', { strict: true })).toMatchObject({ problem: 'namespace', line: 1, column: 1 })
    expect(problem('<a q:b="1"/>', { strict: true })).toMatchObject({ problem: 'namespace', column: 4 })
  })
})

describe('around the root', () => {
  test.each<[claim: string, text: string]>([
    ['an XML declaration', '<?xml version="1.0" encoding="utf-8" standalone=\'yes\'?><a/>'],
    ['a later version, read as 1.0', '<?xml version="1.1"?><a/>'],
    [
      'comments, instructions and white space on both sides',
      '<?x?><!--c-->\n<?xml-stylesheet a?><a/>\n<!--c--><?x y?>\n',
    ],
    ['white space before a root without declaration', ' \r\n\t<a/>'],
  ])('%s is allowed', (_claim, text) => {
    expect(parse(text, { strict: true }).isOk()).toBe(true)
  })

  test.each<[claim: string, text: string]>([
    ['white space before the declaration', '\r\n <?xml version="1.0"?><a/>'],
    ['a byte order mark', '\uFEFF<?xml version="1.0"?><a/>'],
    ['marks and white space in any order', ' \uFEFF\n\uFEFF <?xml version="1.0"?><a/>'],
  ])('%s is tolerated, unless strict', (_claim, text) => {
    expect(parse(text).isOk()).toBe(true)
    expect(parse(text, { strict: true }).isErr()).toBe(true)
  })

  test.each<[text: string, doctype: boolean]>([
    ['<a/>', false],
    ['<!DOCTYPE a><a/>', true],
    ['<?xml version="1.0"?>\n<!--c--><!DOCTYPE\ta SYSTEM "a[>.dtd" ><?p?><a/>', true],
    [`<!DOCTYPE a PUBLIC "-//X//Y" 'y.dtd'><a/>`, true],
  ])('%s is read, and a document type is noted', (text, doctype) => {
    expect(parse(text)._unsafeUnwrap().doctype).toBe(doctype)
  })
})

/** One line for each way to be wrong; `|` marks the place that the problem names. */
const refused: [problem: XmlProblem['problem'], text: string][] = [
  // [1] document
  ['root', '|'],
  ['root', '  |'],
  ['root', '|text'],
  ['root', '|text<a/>'],
  ['root', '<a/>|text'],
  ['root', '<a/>\n|<b/>'],
  ['root', '<a/><?x?>|&lt;'],
  ['root', '<a/>|<![CDATA[x]]>'],
  ['root', '|<![CDATA[x]]><a/>'],
  ['root', '|</a>'],
  ['root', '<a/>|</a>'],
  ['root', '<!-- c -->|&#32;<a/>'],
  // [2] Char
  ['character', '<a>|\u0000</a>'],
  ['character', '<a>x|\u0001</a>'],
  ['character', '<a>|\u001F</a>'],
  ['character', '<a>|\uFFFE</a>'],
  ['character', '<a>|\uFFFF</a>'],
  ['character', '<a>|\uD83D</a>'],
  ['character', '<a>|\uDE00</a>'],
  ['character', '<a b="|\u0008"/>'],
  ['character', '<a><!-- |\u000B --></a>'],
  ['character', '<a><![CDATA[|\u000C]]></a>'],
  ['character', '<a><?p |\u0002?></a>'],
  ['character', '<a|\u0003/>'],
  ['character', '<a/>|\u0004'],
  // [3] S: no other white space counts
  ['name', '<|a\u00A0b="1"/>'],
  ['name', '<a>\n<|b\u2028/></a>'],
  // [4] [5] Name
  ['name', '<|1a/>'],
  ['name', '<|-a/>'],
  ['name', '<|.a/>'],
  ['name', '<|\u00D7/>'],
  ['name', '<a\u{10FFFF}/>'.replace('<', '<|')],
  ['name', '<a |2b="x"/>'],
  ['name', `<|${'n'.repeat(4097)}/>`],
  ['markup', '<| a/>'],
  ['markup', '<a>1 <| 2</a>'],
  ['markup', '<a>x <|= y</a>'],
  ['markup', '<|>'],
  // [10] AttValue
  ['attribute', '<a b=|x/>'],
  ['attribute', '<a b=|/>'],
  ['attribute', '<a b|/>'],
  ['attribute', '<a b| c="x"/>'.replace('| ', ' |')],
  ['attribute', '<a b="x|<y"/>'],
  ['attribute', '<a b="x>|</a>'],
  // [14] CharData
  ['markup', '<a>x|]]>y</a>'],
  ['markup', '<a>]|]]></a>'],
  // [15] Comment
  ['markup', '<a><!-- x |-- y --></a>'],
  ['markup', '<a><!-- x|---></a>'],
  ['markup', '<a>|<!- x --></a>'],
  // [16] [17] PI
  ['markup', '<a><?|?></a>'],
  ['markup', '<a><?| x?></a>'],
  ['markup', '<a>|<?xml version="1.0"?></a>'],
  ['markup', '<a>|<?XmL x?></a>'],
  ['markup', '<a/>|<?xml version="1.0"?>'],
  ['markup', '<!--c-->|<?xml version="1.0"?><a/>'],
  ['markup', '<a><?x|"?></a>'],
  ['name', '<a><?|1x?></a>'],
  // [18] CDSect
  ['markup', '<a>|<![cdata[x]]></a>'],
  ['markup', '<a>|<![CDATA x]]></a>'],
  ['markup', '<a>|<!ELEMENT a EMPTY></a>'],
  // [23] XMLDecl
  ['markup', '|<?xml?><a/>'],
  ['markup', '|<?xml encoding="utf-8"?><a/>'],
  ['markup', '|<?xml version="1.0" standalone="maybe"?><a/>'],
  ['markup', '|<?xml version="1.0" encoding="8bit"?><a/>'],
  ['markup', '|<?xml version="2.0"?><a/>'],
  ['markup', '|<?xml version="1.0"encoding="utf-8"?><a/>'],
  ['markup', '|<?xml standalone="yes" version="1.0"?><a/>'],
  ['markup', '|<?xml version="1.0\'?><a/>'],
  ['markup', `|<?xml version="1.0"${' '.repeat(2000)}?><a/>`],
  // [28] doctypedecl
  ['doctype', '<!DOCTYPE a |[<!ENTITY b "c">]><a>&b;</a>'],
  ['doctype', '<!DOCTYPE a SYSTEM "x" |[]><a/>'],
  ['doctype', '<!DOCTYPE|><a/>'],
  ['doctype', '<!DOCTYPE |><a/>'],
  ['doctype', '<!DOCTYPE a |x><a/>'],
  ['doctype', '<!DOCTYPE a SYSTEM|"x"><a/>'],
  ['doctype', '<!DOCTYPE a SYSTEM |x><a/>'],
  ['doctype', '<!DOCTYPE a PUBLIC "x"|><a/>'],
  ['doctype', '<!DOCTYPE a PUBLIC "{"| "y"><a/>'],
  ['doctype', '<!DOCTYPE a>|<!DOCTYPE a><a/>'],
  ['doctype', '<a>|<!DOCTYPE a></a>'],
  ['doctype', '<a/>|<!DOCTYPE a>'],
  ['markup', '|<!doctype a><a/>'],
  // [39] element
  ['tag-mismatch', '<a>|</b>'],
  ['tag-mismatch', '<a><b>|</a></b>'],
  ['tag-mismatch', '<a>|</A>'],
  ['tag-mismatch', '<ab>|</a>'],
  ['tag-mismatch', '<a>|</ab>'],
  ['tag-mismatch', '<p:a xmlns:p="u" xmlns:q="u">|</q:a>'],
  ['tag-mismatch', '<a>|</ a>'],
  // [40] STag, [41] Attribute, [42] ETag
  ['markup', '<a b="1"|c="2"/>'],
  ['markup', '<a |/ >'],
  ['markup', '<a |<b/></a>'],
  ['markup', '<a |"x"/>'],
  ['markup', '<a></a |b>'],
  ['duplicate-attribute', '<a b="1" c="2" |b="3"/>'],
  ['duplicate-attribute', `<a ${Array.from({ length: 20 }, (_, at) => `b${at}="" `).join('')}|b7=""/>`],
  // [66] [67] references
  ['entity', '<a>|&</a>'],
  ['entity', '<a>x |& y</a>'],
  ['entity', '<a>|&amp</a>'],
  ['entity', '<a>|&;</a>'],
  ['entity', '<a>|&nbsp;</a>'],
  ['entity', '<a>|&constructor;</a>'],
  ['entity', '<a>|&#;</a>'],
  ['entity', '<a>|&#x;</a>'],
  ['entity', '<a>|&#X41;</a>'],
  ['entity', '<a>|&#4a;</a>'],
  ['entity', '<a>|&#0;</a>'],
  ['entity', '<a>|&#11;</a>'],
  ['entity', '<a>|&#xD800;</a>'],
  ['entity', '<a>|&#xFFFE;</a>'],
  ['entity', '<a>|&#x110000;</a>'],
  ['entity', `<a>|&#${'9'.repeat(400)};</a>`],
  ['entity', '<a b="|&lt"/>'],
  ['entity', '<a b="x|&y;"/>'],
  // Namespaces
  ['namespace', '<|a:b:c/>'],
  ['namespace', '<|:a/>'],
  ['namespace', '<|a:/>'],
  ['namespace', '<a |:b="x"/>'],
  ['namespace', '<a>|<?p:q?></a>'],
  ['namespace', '<a |xmlns:p=""/>'],
  ['namespace', '<a |xmlns:xmlns="u"/>'],
  ['namespace', '<a |xmlns:xml="u"/>'],
  ['namespace', '<a |xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
  ['namespace', '<a |xmlns="http://www.w3.org/XML/1998/namespace"/>'],
  ['namespace', '<a |xmlns:p="http://www.w3.org/2000/xmlns/"/>'],
  ['namespace', '<a |xmlns="http://www.w3.org/2000/xmlns/"/>'],
  ['namespace', `<a |xmlns="${'u'.repeat(4097)}"/>`],
  ['namespace', '|<xmlns:a/>'],
  ['duplicate-attribute', '|<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
]

describe('a document that is not well formed', () => {
  test.each(refused)('is refused as %s: %s', (word, marked) => {
    const at = marked.indexOf('|')
    const before = marked.slice(0, at)
    const found = problem(before + marked.slice(at + 1))
    expect(found.problem).toBe(word)
    expect({ line: found.line, column: found.column }).toEqual({
      line: before.split('\n').length,
      column: at - before.lastIndexOf('\n'),
    })
    expect(found.message).toMatch(/^[A-Z].*[^.]$/)
    expect(found.excerpt.length).toBeLessThanOrEqual(60)
  })

  test('says which tags do not match', () => {
    expect(problem('<Body><Fault></Body>').message).toBe('The end tag </Body> does not match the start tag <Fault>')
  })

  test('names the first problem only', () => {
    expect(problem('<a>&x;<b></a>\u0000')).toMatchObject({ problem: 'entity', column: 4 })
    expect(problem('<a>\u0000&x;</a>')).toMatchObject({ problem: 'character', column: 4 })
  })

  test.each<[claim: string, text: string, line: number, column: number]>([
    ['LF', '<a>\n\n  &x;</a>', 3, 3],
    ['CR LF', '<a>\r\n\r\n  &x;</a>', 3, 3],
    ['CR', '<a>\r\r  &x;</a>', 3, 3],
    ['a mark before the declaration', '\uFEFF<a>&x;', 1, 5],
  ])('is located by lines that end with %s', (_claim, text, line, column) => {
    expect(problem(text)).toMatchObject({ line, column })
  })
})

describe('a document that is cut off', () => {
  const whole =
    '<?xml version="1.0" encoding="utf-8"?><!-- c --><!DOCTYPE p:a PUBLIC "x" "y"><?go on?>' +
    '<p:a xmlns:p="u" b=\'1&lt;\'>text &amp;&#x20; <![CDATA[ x ]]> <!-- c --> <?pi x?> <b/> <c d = "e" ></c > </p:a >'

  test.each(Array.from({ length: whole.length - 1 }, (_, at) => at + 1))(
    'is truncated, wherever that is: %i',
    length => {
      expect(parse(whole).isOk()).toBe(true)
      expect(problem(whole.slice(0, length))).toMatchObject({ problem: 'truncated', line: 1, column: length + 1 })
    },
  )

  test.each(['<a/><!-- c', '<a/><?pi', '<a/><', '<a/><!', '<a/><!-'])('is truncated behind the root, too: %s', text => {
    expect(problem(text).problem).toBe('truncated')
  })
})

describe('the limits', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

  test('end nesting at 512 levels, or where the caller says', () => {
    expect(parse(nested(512)).isOk()).toBe(true)
    expect(problem(nested(513))).toMatchObject({ problem: 'too-deep', column: 512 * 3 + 1 })
    expect(problem('<a><b><c/></b></a>', { maxDepth: 2 }).problem).toBe('too-deep')
    expect(parse('<a><b/><c/></a>', { maxDepth: 2 }).isOk()).toBe(true)
  })

  test('count elements and attributes', () => {
    expect(parse('<a b="1"><c/></a>', { maxNodes: 3 }).isOk()).toBe(true)
    expect(problem('<a b="1"><c/><d/></a>', { maxNodes: 3 })).toMatchObject({ problem: 'too-large', column: 14 })
    expect(problem('<a b="1" c="2"/>', { maxNodes: 2 }).problem).toBe('too-large')
  })

  test('let names have 4,096 characters', () => {
    expect(root(`<${'n'.repeat(4096)}/>`).name).toHaveLength(4096)
  })
})
