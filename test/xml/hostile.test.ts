import { describe, expect, test } from 'vitest'
import { toData } from '../../src/xml/data.ts'
import { parse } from '../../src/xml/parse.ts'
import { sniff } from '../../src/xml/sniff.ts'

const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join('')

/** Documents by their size; what becomes of each is written beside it. */
const shapes: [shape: string, outcome: string, make: (size: number) => string][] = [
  ['nested elements', 'too-deep', size => '<a>'.repeat(size) + '</a>'.repeat(size)],
  ['nested elements of different names', 'too-deep', size => many(size, at => `<a${at}>`)],
  ['start tags without end', 'too-deep', size => '<a>'.repeat(size)],
  ['siblings', 'ok', size => `<r>${'<a/>'.repeat(size)}</r>`],
  ['siblings of different names', 'ok', size => `<r>${many(size, at => `<n${at}/>`)}</r>`],
  ['attributes in one tag', 'ok', size => `<r ${many(size, at => `a${at}="" `)}/>`],
  [
    'attributes in one tag, the last repeated',
    'duplicate-attribute',
    size => `<r ${many(size, at => `a${at}="" `)}a7=""/>`,
  ],
  ['attributes of one namespace', 'ok', size => `<r xmlns:p="u" ${many(size, at => `p:a${at}="" `)}/>`],
  ['attributes of many namespaces', 'ok', size => `<r ${many(size / 2, at => `xmlns:p${at}="u${at}" p${at}:a="" `)}/>`],
  ['declarations in one tag', 'ok', size => `<r ${many(size, at => `xmlns:p${at}="u" `)}/>`],
  ['declarations in siblings', 'ok', size => `<r>${many(size, () => '<p:a xmlns:p="u"/>')}</r>`],
  [
    'declarations below deep scopes',
    'ok',
    size => `${many(500, at => `<a xmlns:p${at}="u">`)}${'<p0:b xmlns:q="v"/>'.repeat(size)}${'</a>'.repeat(500)}`,
  ],
  [
    'prefixes that nobody bound, below deep scopes',
    'ok',
    size => `${many(500, at => `<a xmlns:p${at}="u">`)}${'<z:b/>'.repeat(size)}${'</a>'.repeat(500)}`,
  ],
  ['text', 'ok', size => `<r>${'0123456789'.repeat(size)}</r>`],
  ['text in an attribute', 'ok', size => `<r a="${'0123456789'.repeat(size)}"/>`],
  ['references', 'ok', size => `<r>${'&amp;&#65;'.repeat(size)}</r>`],
  ['references in an attribute', 'ok', size => `<r a="${'&amp;&#65;'.repeat(size)}"/>`],
  ['CDATA sections', 'ok', size => `<r>${'<![CDATA[x]]>'.repeat(size)}</r>`],
  ['brackets', 'ok', size => `<r>${']'.repeat(size * 10)}</r>`],
  ['brackets in CDATA', 'ok', size => `<r><![CDATA[${']'.repeat(size * 10)}]]></r>`],
  ['ends of CDATA in text', 'markup', size => `<r>${']]>'.repeat(size)}</r>`],
  ['returns', 'ok', size => `<r>${'\r'.repeat(size * 10)}</r>`],
  ['pieces of text with a return, no reference after them', 'ok', size => `<r>${'\r<a/>'.repeat(size)}</r>`],
  ['spaces in a tag', 'ok', size => `<r ${' '.repeat(size * 10)}/>`],
  ['spaces in an end tag', 'ok', size => `<r></r${' '.repeat(size * 10)}>`],
  ['spaces before the declaration', 'ok', size => `${' '.repeat(size * 10)}<?xml version="1.0"?><r/>`],
  ['byte order marks', 'ok', size => `${'\uFEFF '.repeat(size)}<r/>`],
  ['comments', 'ok', size => `<r>${'<!-- - -->'.repeat(size)}</r>`],
  ['comments without end', 'markup', size => `<r>${'<!-- '.repeat(size)}</r>`],
  ['a comment without end', 'truncated', size => `<r><!-- ${'- >'.repeat(size)}</r>`],
  ['instructions', 'ok', size => `${'<?p ?? > ?>'.repeat(size)}<r/>`],
  ['instructions without end', 'truncated', size => `<r>${'<?p '.repeat(size)}</r>`],
  ['CDATA without end', 'truncated', size => `<r>${'<![CDATA['.repeat(size)}</r>`],
  ['a flood of <', 'markup', size => `<r>${'<'.repeat(size * 10)}`],
  ['a flood of &', 'entity', size => `<r>${'&'.repeat(size * 10)}</r>`],
  ['a flood of quotes', 'markup', size => `<r ${'"'.repeat(size * 10)}/>`],
  ['a reference without end', 'entity', size => `<r>&${'a'.repeat(size * 10)}</r>`],
  ['a number without end', 'entity', size => `<r>&#${'1'.repeat(size * 10)}</r>`],
  ['a name without end', 'name', size => `<${'a'.repeat(size * 10)}/>`],
  ['an attribute without end', 'truncated', size => `<r a="${'b'.repeat(size * 10)}`],
  ['document types', 'doctype', size => '<!DOCTYPE a>'.repeat(size)],
  [
    'entities that contain each other',
    'doctype',
    size => `<!DOCTYPE a [${many(size, at => `<!ENTITY e${at + 1} "&e${at};&e${at};">`)}]><a>&e9;</a>`,
  ],
  ['a long XML declaration', 'markup', size => `<?xml version="1.0"${' \t'.repeat(size)}x?><a/>`],
  ['lines before a problem', 'entity', size => `<r>${'\r\n\n'.repeat(size)}&x;</r>`],
  [
    'credentials around a problem',
    'entity',
    size => `<r>${'<password>'.repeat(400)}${'<a key="b"/>'.repeat(size)}&x;</r>`,
  ],
  ['names of members of every object', 'ok', size => `<r>${'<__proto__ constructor="x"/>'.repeat(size)}</r>`],
]

function outcome(text: string): string {
  const result = parse(text)
  return result.isOk() ? 'ok' : result.error.problem
}

describe('a hostile document', () => {
  // At this size work that grows with the square takes minutes, and the runner gives up after seconds.
  test.each(shapes)('of 100,000 %s is answered with %s', (_shape, expected, make) => {
    expect(outcome(make(100_000))).toBe(expected)
  })

  test('of any depth can be read and copied when the caller allows it', () => {
    const depth = 100_000
    const { root } = parse('<a>'.repeat(depth) + '</a>'.repeat(depth), { maxDepth: depth })._unsafeUnwrap()
    let levels = 1
    for (let element = root.child('a'); element !== undefined; element = element.child('a')) levels++
    expect(levels).toBe(depth)
    expect(toData(root, { maxNodes: 10 }).name).toBe('a')
  })

  test.each([
    ['comments', '<!-- c -->'],
    ['comments without end', '<!-- '],
    ['instructions', '<?p?>'],
    ['document types', '<!DOCTYPE a>'],
    ['white space', ' \n'],
    ['brackets', '['],
    ['braces', '{ '],
  ])('of a million %s is sniffed', (_shape, piece) => {
    expect(['xml', 'json', 'empty', 'text']).toContain(sniff(piece.repeat(1_000_000)))
  })
})
