import type { XmlNode } from '../../../xml/node.ts'

/** The elements in a node. */
export function childrenOf(node: Pick<XmlNode, 'children'> | undefined): readonly XmlNode[] {
  return (node?.children ?? []).filter(child => typeof child !== 'string')
}

/** The text in a node. */
export function textIn(node: Pick<XmlNode, 'children'> | undefined): string {
  return (node?.children ?? []).filter(child => typeof child === 'string').join('')
}
