import type { ChangeOf, Id, InputOf, TypeName } from '../../dialects/openair/records.ts'
import type { CallOptions } from '../call/call.ts'
import type { Sender } from '../call/sender.ts'
import type { OpenAirXml } from './api.ts'
import type { OpenAirCommands, UpsertOptions } from './commands.ts'
import type { OpenAirFault } from './fault.ts'

/** The commands that both APIs know. */
export type SharedName =
  | 'read'
  | 'add'
  | 'modify'
  | 'upsert'
  | 'delete'
  | 'submit'
  | 'approve'
  | 'reject'
  | 'unapprove'
  | 'createUser'
  | 'makeURL'
  | 'whoami'

type Commands = Pick<OpenAirCommands, SharedName>

/** Makes the methods of both APIs of their commands. */
export function sharedMethods(sender: Sender<OpenAirFault>, commands: Commands): Pick<OpenAirXml, SharedName> {
  const { one } = sender
  return {
    read: (type, options, call) => one(commands.read(type, options), call),
    ...changes(sender, commands),
    submit: (type, id, options, call) => one(commands.submit(type, id, options), call),
    approve: (type, id, options, call) => one(commands.approve(type, id, options), call),
    reject: (type, id, options, call) => one(commands.reject(type, id, options), call),
    unapprove: (type, id, options, call) => one(commands.unapprove(type, id, options), call),
    createUser: (input, call) => one(commands.createUser(input), call),
    makeURL: (page, call) => one(commands.makeURL(page), call),
    whoami: call => one(commands.whoami(), call),
  }
}

type OneOrMore<Item> = Item | readonly Item[]

/** The methods that take one object or a list of them. */
function changes(
  { oneOrEach }: Sender<OpenAirFault>,
  commands: Commands,
): Pick<OpenAirXml, 'add' | 'modify' | 'upsert' | 'delete'> {
  return {
    add: <Type extends TypeName>(type: Type, records: OneOrMore<InputOf<Type>>, call?: CallOptions) =>
      oneOrEach(records, record => commands.add(type, record), call),
    modify: <Type extends TypeName>(type: Type, records: OneOrMore<ChangeOf<Type>>, call?: CallOptions) =>
      oneOrEach(records, record => commands.modify(type, record), call),
    upsert: <Type extends TypeName>(
      type: Type,
      records: OneOrMore<InputOf<Type>>,
      options: UpsertOptions<Type>,
      call?: CallOptions,
    ) => oneOrEach(records, record => commands.upsert(type, record, options), call),
    delete: (type: TypeName, ids: OneOrMore<Id>, call?: CallOptions) =>
      oneOrEach(ids, id => commands.delete(type, id), call),
  }
}
