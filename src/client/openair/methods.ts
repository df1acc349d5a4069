import type { ChangeOf, Id, InputOf, TypeName } from '../../dialects/openair/records.ts'
import type { CallOptions } from '../call/call.ts'
import type { OpenAirXml } from './api.ts'
import { commandsFor, type UpsertOptions } from './commands.ts'
import { readAllBy } from './read-all.ts'
import type { Sender } from './sender.ts'

/** The methods that send commands. */
type Methods = Omit<OpenAirXml, 'errors' | 'close'>

/** Makes every method of its command. */
export function methodsOver(sender: Sender): Methods {
  const commands = commandsFor()
  const { one, batch, each } = sender
  const read: OpenAirXml['read'] = (type, options, call) => one(commands.read(type, options), call)
  return {
    read,
    readAll: readAllBy(each),
    ...changes(sender),
    modifyOnCondition: (type, record, options, call) => one(commands.modifyOnCondition(type, record, options), call),
    submit: (type, id, options, call) => one(commands.submit(type, id, options), call),
    approve: (type, id, options, call) => one(commands.approve(type, id, options), call),
    reject: (type, id, options, call) => one(commands.reject(type, id, options), call),
    unapprove: (type, id, options, call) => one(commands.unapprove(type, id, options), call),
    report: (type, id, call) => one(commands.report(type, id), call),
    createUser: (input, call) => one(commands.createUser(input), call),
    makeURL: (page, call) => one(commands.makeURL(page), call),
    remoteAuth: (credentials, call) => one(commands.remoteAuth(credentials), call),
    whoami: call => one(commands.whoami(), call),
    time: call => one(commands.time(), call),
    version: call => one(commands.version(), call),
    rateLimit: call => one(commands.rateLimit(), call),
    batch,
    commands,
  }
}

type OneOrMore<Item> = Item | readonly Item[]

/** The methods that take one object or a list of them. */
function changes({ oneOrEach }: Sender): Pick<Methods, 'add' | 'modify' | 'upsert' | 'delete'> {
  const commands = commandsFor()
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
