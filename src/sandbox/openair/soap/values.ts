import type { XmlNode } from '../../../xml/node.ts'
import { pick, shuffle } from '../../chance.ts'
import type { Style } from './style.ts'

/** A text with its type; an empty one is sometimes nil or left out. */
export function value(name: string, text: string, style: Style): readonly XmlNode[] {
  if (text !== '') return [typed(name, text, style)]
  return pick([[typed(name, '', style)], [nil(name, style)], []], style.luck) ?? []
}

/** A date that was never set: nil, and sometimes empty or left out. */
export function unset(name: string, style: Style): readonly XmlNode[] {
  return pick([[nil(name, style)], [typed(name, '', style)], []], style.luck) ?? []
}

/** A list without items: nil, and sometimes empty or left out. */
export function none(name: string, style: Style): readonly XmlNode[] {
  const { encoding } = style
  const attributes = { [`${encoding}:arrayType`]: 'xsd:anyType[0]', 'xsi:type': `${encoding}:Array` }
  return pick([[nil(name, style)], [{ name, attributes }], []], style.luck) ?? []
}

/** An element that says it has no value. */
export function nil(name: string, { luck }: Style): XmlNode {
  return { name, attributes: { 'xsi:nil': luck() < 0.5 ? 'true' : '1' } }
}

/** An object of one of the API's types, its members in any order. */
export function object(name: string, type: string, members: readonly XmlNode[], { types, chance }: Style): XmlNode {
  const children = chance === undefined ? members : shuffle(members, chance)
  return { name, attributes: { 'xsi:type': `${types}:${type}` }, children }
}

/** An array of one type. */
export function list(name: string, type: string, items: readonly XmlNode[], style: Style): XmlNode {
  const { encoding, types, luck } = style
  const attributes = {
    [`${encoding}:arrayType`]: `${types}:${type}[${items.length}]`,
    ...(luck() >= 0.5 && { 'xsi:type': `${encoding}:Array` }),
  }
  return { name, attributes, children: items }
}

/** SOAP::Lite guesses types from how a text looks: a number may be an int in one reply and a string in the next. */
function typed(name: string, text: string, { luck }: Style): XmlNode {
  const type = luck() < 0.5 ? 'string' : (GUESSES.find(([, looks]) => looks.test(text))?.[0] ?? 'string')
  const written = type === 'base64Binary' ? Buffer.from(text, 'utf8').toString('base64') : text
  return { name, attributes: { 'xsi:type': `xsd:${type}` }, children: [written] }
}

const GUESSES = [
  ['int', /^-?(0|[1-9]\d{0,8})$/],
  ['float', /^-?(0|[1-9]\d*)\.\d+$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['base64Binary', /[^\t\n\r -~]/],
] as const
