import type { XmlElement } from '../../../xml/element.ts'
import type { XmlNode } from '../../../xml/node.ts'
import type { Operation } from '../../operation.ts'
import { isNameOfType, perType } from '../operations/parts.ts'
import { choiceOf, read } from '../operations/read.ts'
import type { ReadInput } from '../operations/read-input.ts'
import { decodeSoapRecord, encodeSoapDate, encodeSoapRecord, type FieldsOf } from '../soap-fields.ts'
import { holdsReference, isNil, typeOf } from '../soap-value.ts'
import { attributeList, ITEM, list, operationElement, struct, value } from '../soap-writer.ts'

/** Reads records of a type. Nothing found is an empty list, whichever of its ways the service says it in. */
export function soapRead(type: string, fieldsOf: FieldsOf): Operation<ReadInput, unknown[]> {
  const xml = read(type)
  const decode = (record: XmlElement) => decodeSoapRecord(record, fieldsOf(type))
  return {
    ...xml,
    name: 'read',
    input: soapInput(type),
    write: input => write(type, input),
    read: payload => recordsIn(payload).map(decode),
    each: {
      records: 'Envelope/Body/*/*/*/objects/*',
      // What only refers to another place of the reply cannot be read before that has come.
      read: record => (isOther(record, type) || isNil(record) || holdsReference(record) ? undefined : decode(record)),
      output: xml.each?.output ?? xml.output,
    },
    mismatch: payload => {
      const isStranger = recordsIn(payload).some(record => isOther(record, type))
      return isStranger ? { path: [], message: `Must hold no record but those of ${type}` } : undefined
    },
  }
}

/** How SOAP takes lists of ids is not documented. */
const soapInput = perType(type =>
  read(type).input.superRefine((input, context) => {
    for (const name of ['ids', 'idsOf'] as const) {
      if (input[name] === undefined) continue
      context.addIssue({ code: 'custom', path: [name], message: 'Is known of the XML API only' })
    }
  }),
)

function recordsIn(result: XmlElement): readonly XmlElement[] {
  const objects = result.child('objects')
  return objects === undefined || isNil(objects) ? [] : objects.children
}

/** Whether a record says that it is of another type. One that says nothing is believed. */
function isOther(record: XmlElement, type: string): boolean {
  const own = typeOf(record)
  return own !== '' && !isNameOfType(own, `oa${type}`)
}

function write(type: string, input: ReadInput): XmlNode {
  const { method, compared, attributes } = choiceOf(type, input)
  const { match, filters = [], fields } = input
  const dates = filters.flatMap(({ date }) => encodeSoapDate(date) ?? [])
  const objects = match === undefined ? [] : [encodeSoapRecord(compared, match as Readonly<Record<string, unknown>>)]
  const request = struct(ITEM, 'ReadRequest', [
    value('method', method),
    value('type', type),
    fields && value('fields', fields.join(',')),
    attributeList(attributes),
    list('objects', 'oaBase', [...objects, ...dates]),
  ])
  return operationElement('read', [list('method', 'ReadRequest', [request])])
}
