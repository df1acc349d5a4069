import type { Command } from '../../../dialects/command.ts'
import type { ServerTime, ServerVersion } from '../../../dialects/openair/operations/account.ts'
import type { AddedId } from '../../../dialects/openair/records.ts'
import type { FieldsOf } from '../../../dialects/openair/soap-fields.ts'
import {
  logout,
  servertime,
  soapMakeURL,
  soapVersion,
  soapWhoami,
} from '../../../dialects/openair/soap-operations/account.ts'
import { soapApprove } from '../../../dialects/openair/soap-operations/approve.ts'
import {
  soapAdd,
  soapCreateUser,
  soapModify,
  soapRemove,
  soapUpsert,
} from '../../../dialects/openair/soap-operations/change.ts'
import { soapRead } from '../../../dialects/openair/soap-operations/read.ts'
import { command } from '../../../dialects/operation.ts'
import { type NewUser, type OpenAirCommands, typed } from '../commands.ts'
import type { SharedName } from '../shared-methods.ts'

/** Which client program asks for the version: its name and its own version. */
export interface VersionRequest {
  readonly name?: string
  readonly number?: string
}

/** The commands of the SOAP API. Those that both APIs have are typed alike. */
interface OpenAirSoapCommands extends Pick<OpenAirCommands, SharedName> {
  readonly createUser: (input: NewUser) => Command<AddedId<'User'>>
  readonly logout: () => Command<undefined>
  readonly servertime: () => Command<ServerTime>
  readonly version: (request?: VersionRequest) => Command<ServerVersion>
}

/** Makes the commands of one client, which may know more of its account's record types than what is published. */
export function soapCommands(fieldsOf: FieldsOf): OpenAirSoapCommands {
  return {
    read: (type, options) => typed(command(soapRead(type, fieldsOf), options ?? {})),
    add: (type, record) => typed(command(soapAdd(type), record)),
    modify: (type, record) => typed(command(soapModify(type), record)),
    upsert: (type, record, options) => typed(command(soapUpsert(type, options?.lookup), record)),
    delete: (type, id) => command(soapRemove(type), { id }),
    submit: (type, id, options) => command(soapApprove('Submit', type), { ...options, id }),
    approve: (type, id, options) => command(soapApprove('Approve', type), { ...options, id }),
    reject: (type, id, options) => command(soapApprove('Reject', type), { ...options, id }),
    unapprove: (type, id, options) => command(soapApprove('Unapprove', type), { ...options, id }),
    createUser: input => command(soapCreateUser, input),
    makeURL: page => command(soapMakeURL, page),
    whoami: () => typed(command(soapWhoami(fieldsOf), undefined)),
    logout: () => command(logout, undefined),
    servertime: () => command(servertime, undefined),
    version: request => command(soapVersion, request ?? {}),
  }
}
