import type { XmlElement } from '../../../xml/element.ts'
import type { XmlNode } from '../../../xml/node.ts'
import type { PlainData } from '../../../xml/plain.ts'

/** Shows a node as if it had been parsed: a command made from a SOAP object is read like one of the XML API. */
export function viewOf(node: XmlNode): XmlElement {
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => ({ name, localName: name, value }))
  const content = node.children ?? []
  const children = content.filter(child => typeof child !== 'string').map(viewOf)
  const text = content.filter(child => typeof child === 'string').join('')
  const attribute = (name: string) => attributes.find(one => one.name === name)?.value
  return {
    name: node.name,
    localName: node.name,
    prefix: '',
    namespace: undefined,
    attributes,
    children,
    text,
    attribute,
    attributeNamed: attribute,
    child: name => children.find(child => child.localName === name),
    hasChild: names => children.some(child => names.has(child.localName)),
    all: name => children.filter(child => child.localName === name),
    resolve: () => undefined,
    toPlain: () => plain(text, children),
  }
}

/** Without attributes, and without lists: no command asks for it. */
function plain(text: string, children: readonly XmlElement[]): PlainData {
  if (children.length === 0) return text.trim()
  return Object.fromEntries(children.map(child => [child.localName, child.toPlain()]))
}
