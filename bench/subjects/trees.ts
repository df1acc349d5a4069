import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlText } from 'libxml2-wasm'
import { parse, type TNode } from 'txml/txml'
import { addTo, type Data, elementValue, type Growing } from '../data.ts'
import { type Subject, textOf } from '../subject.ts'

/** Parsers that keep a tree of their own. It is compared by a conversion that is not timed. */
export const treeSubjects: readonly Subject[] = [
  {
    name: 'txml',
    package: 'txml',
    note: 'keeps its own tree; does not check the well-formedness',
    read: body => readTxml(body),
    found: body => txmlData({ tagName: '', attributes: {}, children: readTxml(body) }),
  },
  {
    name: 'libxml2-wasm',
    package: 'libxml2-wasm',
    detaches: true,
    note: 'keeps its tree outside of JavaScript; freeing it is part of the time; measured after the others',
    read: body => readLibxml(body, () => undefined),
    found: body => readLibxml(body, ({ root }) => ({ [qualified(root)]: libxmlData(root) })),
  },
]

function readTxml(body: Uint8Array): (TNode | string)[] {
  return parse(textOf(body), { decodeEntities: true, skipXmlDeclaration: true, selfClosingTags: [] })
}

function txmlData({ attributes, children }: TNode): Data {
  const parts = attributeParts(Object.entries(attributes).map(([name, value]) => [name, value ?? '']))
  return elementOf(parts, children, child => (typeof child === 'string' ? child : [child.tagName, txmlData(child)]))
}

function readLibxml<Product>(body: Uint8Array, use: (document: XmlDocument) => Product): Product {
  const document = XmlDocument.fromBuffer(body, { option: ParseOption.XML_PARSE_HUGE })
  try {
    return use(document)
  } finally {
    document.dispose()
  }
}

function libxmlData(element: XmlElement): Data {
  const declared = Object.entries(element.nsDeclarations).map(([prefix, uri]): [string, string] => [
    prefix === '' ? 'xmlns' : `xmlns:${prefix}`,
    uri,
  ])
  const own = element.attrs.map((attribute): [string, string] => [qualified(attribute), attribute.value])
  const children = []
  for (let child = element.firstChild; child !== null; child = child.next) children.push(child)
  return elementOf(attributeParts([...declared, ...own]), children, child => {
    if (child instanceof XmlElement) return [qualified(child), libxmlData(child)]
    return child instanceof XmlText || child instanceof XmlCData ? child.content : ''
  })
}

function qualified({ prefix, name }: { readonly prefix: string; readonly name: string }): string {
  return prefix === '' ? name : `${prefix}:${name}`
}

function attributeParts(attributes: readonly (readonly [string, string])[]): Growing | undefined {
  return attributes.length === 0
    ? undefined
    : Object.fromEntries(attributes.map(([name, value]) => [`@${name}`, value]))
}

/** An element's value, from its attributes and its children, each of which is text or a name with a value. */
function elementOf<Child>(
  attributes: Growing | undefined,
  children: readonly Child[],
  read: (child: Child) => string | readonly [string, Data],
): Data {
  let parts = attributes
  let text = ''
  for (const child of children.map(read)) {
    if (typeof child === 'string') text += child
    else {
      parts ??= {}
      addTo(parts, child[0], child[1])
    }
  }
  return elementValue(parts, text)
}
