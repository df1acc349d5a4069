import { err, ok, Result } from 'neverthrow'
import type { XmlElement } from '../../xml/element.ts'
import { array, boolean, double, int, string, structOf, type Value } from './value.ts'

/**
 * Reads a `<value>` of a request as the server does: strictly, or says what is wrong with it.
 *
 * A reader of the sandbox's own: what the library writes must not meet only what the library reads.
 */
export function readValue(value: XmlElement): Result<Value, string> {
  const [content, ...others] = value.children
  if (content === undefined) return ok(string(value.text))
  if (others.length > 0) return err(`Unexpected end tag in value: ${others[0]?.localName}`)
  if (value.text.trim() !== '') return err('Unexpected non-whitespace character data')
  switch (content.localName) {
    case 'array':
      return readArray(content)
    case 'struct':
      return readStruct(content)
    default:
      return readScalar(content)
  }
}

function readArray(content: XmlElement): Result<Value, string> {
  const [data, ...others] = content.children
  if (data?.localName !== 'data' || others.length > 0) return err('Expected data element in array')
  const stranger = data.children.find(child => child.localName !== 'value')
  if (stranger !== undefined) return err(`Expected value element, got ${stranger.localName}`)
  return Result.combine(data.children.map(readValue)).map(array)
}

function readStruct(content: XmlElement): Result<Value, string> {
  const members = new Map<string, Value>()
  for (const member of content.children) {
    const [name, value, ...others] = member.children
    if (member.localName !== 'member' || name?.localName !== 'name' || value?.localName !== 'value')
      return err('Expected name and value in member of struct')
    if (others.length > 0) return err(`Unexpected element in member of struct: ${others[0]?.localName}`)
    if (members.has(name.text)) return err(`Duplicate struct member name: ${name.text}`)
    const read = readValue(value)
    if (read.isErr()) return err(read.error)
    members.set(name.text, read.value)
  }
  return ok(structOf(members))
}

function readScalar({ localName, text, children }: XmlElement): Result<Value, string> {
  if (children.length > 0) return err(`Unexpected element in ${localName}: ${children[0]?.localName}`)
  const bare = text.trim()
  switch (localName) {
    case 'string':
      return ok(string(text))
    case 'int':
    case 'i4':
      return isInt(bare) ? ok(int(Number(bare))) : err(`Failed to parse integer value: ${text}`)
    case 'double':
      return isDouble(bare) ? ok(double(Number(bare))) : err(`Failed to parse double value: ${text}`)
    case 'boolean':
      return bare === '0' || bare === '1' ? ok(boolean(bare === '1')) : err(`Failed to parse boolean value: ${text}`)
    case 'dateTime.iso8601':
      return isDateTime(bare) ? ok({ type: 'dateTime', value: bare }) : err(`Failed to parse date value: ${text}`)
    case 'base64':
      return /^[\sA-Za-z0-9+/]*[=\s]*$/.test(text)
        ? ok({ type: 'base64', value: text.replace(/\s/g, '') })
        : err('Failed to decode base64')
    default:
      return err(`Unknown type: ${localName}`)
  }
}

function isInt(text: string): boolean {
  return /^[+-]?\d{1,10}$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31
}

function isDouble(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?$/.test(text)
}

function isDateTime(text: string): boolean {
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)T(\d\d:\d\d:\d\d)$/.exec(text) ?? []
  const iso = `${year}-${month}-${day}T${time}`
  const date = new Date(`${iso}Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
}
