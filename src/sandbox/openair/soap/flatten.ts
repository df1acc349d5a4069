import type { XmlNode } from '../../../xml/node.ts'
import { flatDateOf } from '../dates.ts'
import { prefixOf } from './flat-names.ts'
import { childrenOf, textIn } from './node.ts'
import type { Style } from './style.ts'
import { list, object, unset, value } from './values.ts'

/**
 * Makes SOAP's flat fields of a record of the XML API: what `nestRecord` does, read backwards.
 *
 * @param keeps tells which of the flat names were asked for
 */
export function flattenRecord(
  record: XmlNode,
  style: Style,
  keeps: (name: string) => boolean = () => true,
): readonly XmlNode[] {
  const fields = childrenOf(record)
  const flags = fields.filter(({ name }) => name === 'flags').flatMap(childrenOf)
  const flat = fields.filter(({ name }) => name !== 'flags').flatMap(field => flatten(field, style))
  const all =
    flags.length === 0
      ? flat
      : [
          ...flat,
          list(
            'flags',
            'oaSwitch',
            flags.map(flag => item(flag, style)),
            style,
          ),
        ]
  return all.filter(({ name }) => keeps(name))
}

function flatten(field: XmlNode, style: Style): readonly XmlNode[] {
  const prefix = prefixOf(field.name)
  const [inner] = childrenOf(field)
  if (prefix !== undefined)
    return childrenOf(inner).flatMap(member => value(prefix + member.name, textIn(member), style))
  if (inner === undefined) return value(field.name, textIn(field), style)
  if (inner.name !== 'Date') return [field]
  const date = flatDateOf(Object.fromEntries(childrenOf(inner).map(part => [part.name, textIn(part)])))
  return date === undefined ? unset(field.name, style) : value(field.name, date, style)
}

function item(flag: XmlNode, style: Style): XmlNode {
  const members = childrenOf(flag).flatMap(member => value(member.name, textIn(member), style))
  return object('item', 'oaSwitch', members, style)
}
