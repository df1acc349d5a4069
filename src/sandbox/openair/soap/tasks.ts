import type { XmlNode } from '../../../xml/node.ts'
import { placeOf } from './flat-names.ts'
import { nestRecord, typeOf } from './nest.ts'
import { type Part, partOf, textOfPart } from './part.ts'

/** One command of the XML API, made from one object of a SOAP call. */
export interface Task {
  readonly command: XmlNode
  readonly asked: Part
  /** Records in it, for the limit of a request. */
  readonly objects: number
}

/** Makes the commands of a call; undefined where it lacks its argument. */
export type Translate = (call: Part) => readonly Task[] | undefined

/** `read( method( item( method, type, fields, attributes, objects ) * ) )` */
export const readTasks: Translate = call => partOf(call, 'method')?.parts.map(readTask)

/** `add( objects( item * ) )`, the same for modify, upsert and delete with the attributes that they take. */
export function writeTasks(name: string, attributesOf: (call: Part) => XmlNode['attributes'] = () => ({})): Translate {
  return call => {
    const attributes = attributesOf(call)
    return partOf(call, 'objects')?.parts.map(asked => {
      const command = { name, attributes: { ...attributes, type: typeOf(asked) }, children: recordIn(asked) }
      return { command, asked, objects: 1 }
    })
  }
}

/** The attributes of modify and upsert; `update_custom` is SOAP's name for `enable_custom`. */
export function writeAttributes(call: Part): Readonly<Record<string, string>> {
  const given = new Map(attributesIn(call))
  const lookup = given.get('lookup')?.trim() ?? ''
  return {
    ...(given.get('update_custom')?.trim() === '1' && { enable_custom: '1' }),
    ...(lookup !== '' && { lookup }),
  }
}

/** `submit( requests( item( attributes, submit, approval ) * ) )`, the same for its relatives. */
export function approvalTasks(name: string): Translate {
  return call =>
    partOf(call, 'requests')?.parts.map(asked => {
      const record = partOf(asked, name.toLowerCase())
      const approval = partOf(asked, 'approval')
      const attributes = {
        ...Object.fromEntries(attributesIn(asked)),
        type: record === undefined ? '' : typeOf(record),
      }
      const notes = approval === undefined ? [] : [nestRecord({ ...approval, type: 'oaApproval' })]
      return { command: { name, attributes, children: [...recordIn(record), ...notes] }, asked, objects: 1 }
    })
}

/** `makeURL( requests( item( uid, page, app, arg ) * ) )` */
export const makeUrlTasks: Translate = call =>
  partOf(call, 'requests')?.parts.map(asked => {
    const texts = ['uid', 'page', 'app'].map(name => ({ name, children: [textOfPart(asked, name)] }))
    const target = recordIn(partOf(asked, 'arg'))
    const arg = target.length === 0 ? [] : [{ name: 'arg', children: target }]
    return { command: { name: 'MakeURL', children: [...texts, ...arg] }, asked, objects: 1 }
  })

/** `createUser( user, company )` */
export const createUserTasks: Translate = call => {
  const [user, company] = [partOf(call, 'user'), partOf(call, 'company')]
  if (user === undefined || company === undefined) return undefined
  const children = [nestRecord({ ...company, type: 'oaCompany' }), nestRecord({ ...user, type: 'oaUser' })]
  return [{ command: { name: 'CreateUser', children }, asked: call, objects: 1 }]
}

/** An operation that is the command by itself. */
export function bareTask(name: string): Translate {
  return call => [{ command: { name }, asked: call, objects: 0 }]
}

/** The names in a comma list of `fields`. */
export function fieldsIn(asked: Part): readonly string[] {
  const names = textOfPart(asked, 'fields').split(',')
  return names.map(name => name.trim()).filter(name => name !== '')
}

function readTask(asked: Part): Task {
  const type = textOfPart(asked, 'type')
  const objects = partOf(asked, 'objects')?.parts.flatMap(recordIn) ?? []
  const fields = new Set(fieldsIn(asked).map(name => placeOf(type, name)?.field ?? name))
  const attributes = {
    ...Object.fromEntries(attributesIn(asked)),
    ...(fields.size > 0 && { fields: [...fields].join(',') }),
    type,
    method: textOfPart(asked, 'method'),
  }
  return { command: { name: 'Read', attributes, children: objects }, asked, objects: objects.length }
}

/** `attributes( item( name, value ) * )` */
function attributesIn(whole: Part): readonly (readonly [string, string])[] {
  const items = partOf(whole, 'attributes')?.parts ?? []
  return items.map(item => [textOfPart(item, 'name'), partOf(item, 'value')?.text ?? ''] as const)
}

function recordIn(record: Part | undefined): readonly XmlNode[] {
  return record === undefined || record.isNil ? [] : [nestRecord(record)]
}
