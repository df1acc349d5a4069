import type { XmlNode } from '../../../xml/node.ts'
import type { CommandElement } from '../command-element.ts'

/** Shows a node as if it had been parsed: a command made from a SOAP object is read like one of the XML API. */
export function viewOf({ name, attributes = {}, children: content = [] }: XmlNode): CommandElement {
  const values = new Map(Object.entries(attributes))
  const children = content.filter(child => typeof child !== 'string').map(viewOf)
  return {
    localName: name,
    children,
    text: content.filter(child => typeof child === 'string').join(''),
    attribute: name => values.get(name),
    child: name => children.find(child => child.localName === name),
    all: name => children.filter(child => child.localName === name),
  }
}
