import type { XmlNode } from '../../../xml/node.ts'
import { version } from '../commands/account.ts'
import type { OpenPerformer } from '../world.ts'
import { flattenRecord } from './flatten.ts'
import { childrenOf, textIn } from './node.ts'
import { approvalResult, type Done, makeUrlResult, readResult, updateResult, type WriteResult } from './results.ts'
import {
  approvalTasks,
  bareTask,
  createUserTasks,
  makeUrlTasks,
  readTasks,
  type Translate,
  writeAttributes,
  writeTasks,
} from './tasks.ts'
import { value } from './values.ts'

/** An operation that the XML API has too. */
export interface Operation {
  readonly tasksOf: Translate
  /** The type of a result. */
  readonly type: string
  readonly write: WriteResult
  /** The name of the one result; a list without it. */
  readonly wrapper?: string
  /** Whether a result can carry a code; where it cannot, a Fault must. */
  readonly hasErrors: boolean
  /** Carries it out for anybody. */
  readonly open?: OpenPerformer
}

/** The operations by name, but for `login` and `logout`. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries<Operation>({
    read: list('ReadResult', readTasks, readResult),
    add: list('UpdateResult', writeTasks('Add'), updateResult('A')),
    modify: list(
      'UpdateResult',
      writeTasks('Modify', call => withoutLookup(writeAttributes(call))),
      updateResult('U'),
    ),
    upsert: list('UpdateResult', writeTasks('Add', writeAttributes), updateResult()),
    delete: list('UpdateResult', writeTasks('Delete'), updateResult('D')),
    submit: list('SubmitResult', approvalTasks('Submit'), approvalResult),
    approve: list('ApproveResult', approvalTasks('Approve'), approvalResult),
    reject: list('RejectResult', approvalTasks('Reject'), approvalResult),
    unapprove: list('UnapproveResult', approvalTasks('Unapprove'), approvalResult),
    makeURL: list('MakeURLResult', makeUrlTasks, makeUrlResult),
    createUser: { ...single('UpdateResult', 'UpdateResult', createUserTasks, updateResult('A')), hasErrors: true },
    whoami: single('oaUser', 'whoamiReturn', bareTask('Whoami'), recordOf),
    servertime: single('oaDate', 'servertimeReturn', bareTask('Time'), dateOf),
    version: { ...single('VersionResult', 'versionReturn', bareTask('Version'), fieldsOf), open: version },
  }),
)

function list(type: string, tasksOf: Translate, write: WriteResult): Operation {
  return { type, tasksOf, write, hasErrors: true }
}

function single(type: string, wrapper: string, tasksOf: Translate, write: WriteResult): Operation {
  return { type, wrapper, tasksOf, write, hasErrors: false }
}

function withoutLookup({ lookup: _, ...rest }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return rest
}

function recordOf(done: Done): readonly XmlNode[] {
  const [record] = contentOf(done)
  return record === undefined ? [] : flattenRecord(record, done.style)
}

/** A Date of SOAP has no timezone. */
function dateOf(done: Done): readonly XmlNode[] {
  const parts = contentOf(done).flatMap(childrenOf)
  const known = parts.filter(part => part.name !== 'timezone')
  return typed(known, done)
}

function fieldsOf(done: Done): readonly XmlNode[] {
  return typed(contentOf(done), done)
}

function typed(fields: readonly XmlNode[], { style }: Done): readonly XmlNode[] {
  return fields.flatMap(field => value(field.name, textIn(field), style))
}

function contentOf({ deed }: Done): readonly XmlNode[] {
  return childrenOf({ children: deed.content ?? [] })
}
