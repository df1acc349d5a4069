import { openAirXmlDialect } from '../../dialects/openair/dialect.ts'
import type { Sender } from '../call/sender.ts'
import type { OpenAirXml } from './api.ts'
import { commandsFor } from './commands.ts'
import type { OpenAirFault } from './fault.ts'
import { readAllBy } from './read-all.ts'
import { sharedMethods } from './shared-methods.ts'

/** The methods that send commands. */
type Methods = Omit<OpenAirXml, 'errors' | 'close'>

const LIST = { dialect: openAirXmlDialect.name, operation: 'Read', path: 'response/Read' } as const

/** Makes every method of its command. */
export function methodsOver(sender: Sender<OpenAirFault>): Methods {
  const commands = commandsFor()
  const { one, batch, each } = sender
  return {
    ...sharedMethods(sender, commands),
    readAll: readAllBy(each, commands.read, LIST),
    modifyOnCondition: (type, record, options, call) => one(commands.modifyOnCondition(type, record, options), call),
    report: (type, id, call) => one(commands.report(type, id), call),
    remoteAuth: (credentials, call) => one(commands.remoteAuth(credentials), call),
    time: call => one(commands.time(), call),
    version: call => one(commands.version(), call),
    rateLimit: call => one(commands.rateLimit(), call),
    batch,
    commands,
  }
}
