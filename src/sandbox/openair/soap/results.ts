import type { XmlNode } from '../../../xml/node.ts'
import { wordsOf } from '../commands/read-error.ts'
import type { Deed, World } from '../world.ts'
import { placeOf } from './flat-names.ts'
import { flattenRecord } from './flatten.ts'
import { childrenOf, textIn } from './node.ts'
import type { Part } from './part.ts'
import type { Style } from './style.ts'
import { fieldsIn } from './tasks.ts'
import { list, nil, none, object, value } from './values.ts'

/** A command that was carried out, or refused, and what a result says of it. */
export interface Done {
  readonly deed: Deed
  /** The request it came from: an item of the operation's array. */
  readonly asked: Part
  /** Whether a record came into being. */
  readonly isNew: boolean
  readonly style: Style
  readonly world: World
}

/** The members of a result. */
export type WriteResult = (done: Done) => readonly XmlNode[]

/** ReadResult: the records found, or nothing in one of three ways. */
export const readResult: WriteResult = done => {
  const { deed, asked, style } = done
  const records = deed.status === '0' ? contentOf(deed) : []
  const items = records.map(record =>
    object('item', `oa${record.name}`, flattenRecord(record, style, keeper(record.name, asked)), style),
  )
  const type = new Set(records.map(record => record.name)).size === 1 ? `oa${records[0]?.name}` : 'oaBase'
  return [...(items.length === 0 ? none('objects', style) : [list('objects', type, items, style)]), errorsOf(done)]
}

/** UpdateResult: the id, and a letter for what was done. */
export function updateResult(letter?: 'A' | 'U' | 'D'): WriteResult {
  return done => {
    const { deed, isNew, style } = done
    const isStored = deed.status === '0' || deed.status === '1106'
    const status = deed.status === '0' ? (letter ?? (isNew ? 'A' : 'U')) : '-1'
    return [...value('status', status, style), errorsOf(done), idOf(isStored ? deed.id : undefined, style)]
  }
}

/** SubmitResult and its relatives: the letter of a success is unverified. */
export const approvalResult: WriteResult = done => {
  const { deed, style } = done
  const members = childrenOf(contentOf(deed).find(node => node.name === deed.type))
  const textOf = (name: string) => textIn(members.find(member => member.name === name))
  return [
    ...value('status', deed.status === '0' ? 'U' : '-1', style),
    errorsOf(done),
    idOf(textOf('id'), style),
    ...value('approval_errors', textOf('errors'), style),
    ...value('approval_warnings', textOf('warnings'), style),
    ...value('log', textOf('log'), style),
  ]
}

/** MakeURLResult: its status is unverified; the sandbox takes that of a report, `1` or `-1`. */
export const makeUrlResult: WriteResult = done => {
  const { deed, style } = done
  const isDone = deed.status === '0'
  const [url] = deed.content ?? []
  const address = isDone && typeof url === 'string' ? value('url', url, style) : [nil('url', style)]
  return [...value('status', isDone ? '1' : '-1', style), errorsOf(done), ...address]
}

/** Whether a field was asked for: everything is where nothing was named. */
function keeper(type: string, asked: Part): (name: string) => boolean {
  const names = new Set(fieldsIn(asked))
  return name => names.size === 0 || names.has(name) || names.has(placeOf(type, name)?.field ?? name)
}

function idOf(id: string | undefined, style: Style): XmlNode {
  const [written] = id === undefined || id === '' ? [] : value('id', id, style)
  return written ?? nil('id', style)
}

/** Nil, or the code with the words that the service gave; those of the Error record only now and then. */
function errorsOf({ deed, style, world }: Done): XmlNode {
  if (deed.status === '0') return nil('errors', style)
  const given = textIn(contentOf(deed).find(node => node.name === 'errors'))
  const { chance } = style
  const known = chance !== undefined && chance() < 0.25 ? wordsOf(deed.status, world) : new Map<string, string>()
  const text = given === '' ? (known.get('text') ?? '') : given
  const comment = known.get('comment') ?? ''
  const members = [
    ...value('code', deed.status, style),
    ...(text === '' ? [] : value('text', text, style)),
    ...(comment === '' ? [] : value('comment', comment, style)),
  ]
  return list('errors', 'oaError', [object('item', 'oaError', members, style)], style)
}

function contentOf({ content = [] }: Deed): readonly XmlNode[] {
  return childrenOf({ children: content })
}
