import fc from 'fast-check'
import type { XmlElement } from '../../src/xml/element.ts'
import type { XmlNode } from '../../src/xml/node.ts'

/** Names that are names, the awkward ones among them. Prefixes are declared nowhere unless a document does. */
export const names = fc.oneof(
  fc.constantFrom('a', 'b', 'status', 'Read', 'p:a', 'q:b', '_', 'é', '値', 'a-b.c', 'x1', '__proto__', 'constructor'),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,11}$/).filter(name => name !== 'xmlns'),
)

/** Any text that XML allows, with much of what needs care. */
export const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '&',
        '<',
        '>',
        '"',
        "'",
        '\r',
        '\n',
        '\t',
        '\r\n',
        ' ',
        ']]>',
        '-->',
        '&amp;',
        '😀',
        '\u0085',
        '\u2028',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 10 }),
    ),
    { maxLength: 4 },
  )
  .map(parts => parts.join('').replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?'))

const attributes = fc
  .array(fc.tuple(names, texts), { maxLength: 4 })
  .map(entries => Object.fromEntries(entries) as Readonly<Record<string, string>>)

/** Trees as a caller may want them written. */
export const nodes = fc.letrec<{ node: XmlNode; children: (XmlNode | string)[] }>(tie => ({
  node: fc.record({ name: names, attributes, children: tie('children') }),
  children: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(texts, { maxLength: 2 }),
    fc.array(fc.oneof(texts, tie('node')), { maxLength: 4 }),
  ),
})).node

/** What a tree says, however its text is split: for comparing. */
export interface Said {
  readonly name: string
  readonly attributes: readonly (readonly [string, string])[]
  readonly text: string
  readonly children: readonly Said[]
}

export function saidByNode(node: XmlNode): Said {
  const children = node.children ?? []
  return {
    name: node.name,
    attributes: Object.entries(node.attributes ?? {}),
    text: children.filter(child => typeof child === 'string').join(''),
    children: children.flatMap(child => (typeof child === 'string' ? [] : [saidByNode(child)])),
  }
}

export function saidByElement(element: XmlElement): Said {
  return {
    name: element.name,
    attributes: element.attributes.map(({ name, value }) => [name, value]),
    text: element.text,
    children: element.children.map(saidByElement),
  }
}

const spaces = fc.constantFrom('', ' ', '\n', '\t ', '\r\n')

const data = fc
  .array(
    fc.constantFrom('x', ' ', '0042', '&lt;', '&amp;', '&#65;', '&#x20AC;', '\r\n', '\n', '>', 'é', '😀', "'", '"'),
    { maxLength: 5 },
  )
  .map(parts => parts.join(''))

const misc = fc.constantFrom('<!-- c -->', '<?pi?>', '<?pi data?>', '<![CDATA[<&]]]>', '<![CDATA[]]>')

const elementNames = fc.constantFrom('a', 'b', 'p:c', 'q:d', 'item', '_.-')

const declarations = fc.constantFrom('', ' xmlns="urn:d"', ' xmlns:r="urn:r"', ' xmlns:p="urn:other"')

const written = fc.letrec<{ element: string; content: string }>(tie => ({
  element: fc
    .record({
      name: elementNames,
      declaration: declarations,
      attributes: fc.uniqueArray(fc.tuple(fc.constantFrom('x', 'y', 'p:x', 'q:y', 'xml:lang'), data, spaces), {
        maxLength: 3,
        selector: ([name]) => name,
      }),
      space: spaces,
      content: fc.option(tie('content'), { nil: undefined }),
    })
    .map(({ name, declaration, attributes, space, content }) => {
      const inside = attributes.map(([name, value, space]) => ` ${name}${space}=${space}"${value.replaceAll('"', '')}"`)
      const tag = `<${name}${declaration}${inside.join('')}${space}`
      return content === undefined ? `${tag}/>` : `${tag}>${content}</${name}${space}>`
    }),
  content: fc
    .array(fc.oneof({ depthSize: 'small' }, data, misc, tie('element')), { maxLength: 4 })
    .map(parts => parts.join('')),
}))

/** Documents as text, well formed, in spellings that no writer would choose. Every prefix is bound. */
export const documents = fc
  .record({
    prolog: fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n<!-- c -->\n', '\n'),
    inside: written.content,
    epilog: fc.constantFrom('', '\n', '<!-- end -->', '<?pi?>\n'),
  })
  .map(({ prolog, inside, epilog }) => `${prolog}<root xmlns:p="urn:p" xmlns:q="urn:q">${inside}</root>${epilog}`)

const snippets = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    ' ',
    '\n',
    ']]>',
    '--',
    '-->',
    '<!--',
    '<![CDATA[',
    '<?',
    '?>',
    '</',
    '/>',
    '&#',
    ';',
  ],
  ...[
    '<a>',
    '</a>',
    '</root>',
    'x',
    ' x="1"',
    ' x="2"',
    ':',
    'xmlns',
    'xmlns:p=""',
    '&lt;',
    '&nbsp;',
    '&#0;',
    '\u0001',
    '\uD800',
  ],
  ...['<?xml version="1.0"?>', '<!DOCTYPE a>', '\uFEFF', '1', '\u00A0', 'p:', 'z:'],
)

/** Documents with a few things cut out, put in or swapped: most are not well formed, in ways that occur. */
export const mutatedDocuments = fc
  .tuple(
    documents,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.option(snippets, { nil: '' })), { minLength: 1, maxLength: 3 }),
  )
  .map(([document, edits]) =>
    edits.reduce((text, [place, length, snippet]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + snippet + text.slice(at + length)
    }, document),
  )
