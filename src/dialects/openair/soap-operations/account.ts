import { z } from 'zod'
import type { Operation } from '../../operation.ts'
import { makeURL, type ServerTime, type ServerVersion, time, version, whoami } from '../operations/account.ts'
import { filled } from '../operations/parts.ts'
import { text } from '../record-schema.ts'
import { decodeSoapRecord, encodeSoapRecord, type FieldsOf } from '../soap-fields.ts'
import { serverTimeIn } from '../soap-single.ts'
import { textAt } from '../soap-value.ts'
import { ITEM, list, operationElement, struct, value } from '../soap-writer.ts'

/** A session of the service. */
export interface Session {
  /** Treat it as a password. */
  readonly sessionId: string
  /** What the service names as its address, if it does. */
  readonly url?: string | undefined
}

/** Who signs in, and for which integration. */
export interface Login {
  readonly namespace: string
  readonly key: string
  readonly client: string
  readonly clientVersion: string
  readonly company: string
  readonly user: string
  readonly password: string
}

const credentials = z.strictObject({
  namespace: filled,
  key: filled,
  client: filled,
  clientVersion: filled,
  company: filled,
  user: filled,
  password: filled,
})

/** Signs in. A second try makes a second session. */
export const login: Operation<Login, Session> = {
  name: 'login',
  idempotency: 'repeatable',
  objects: 0,
  content: true,
  input: credentials,
  output: z.object({ sessionId: filled, url: z.string().optional() }),
  write: input =>
    operationElement('login', [
      struct('login_par', 'LoginParams', [
        value('api_namespace', input.namespace),
        value('api_key', input.key),
        value('company', input.company),
        value('user', input.user),
        value('password', input.password),
        value('client', input.client),
        value('version', input.clientVersion),
      ]),
    ]),
  read: result => {
    const url = textAt(result, 'url')
    return { sessionId: textAt(result, 'sessionId'), ...(url === '' ? {} : { url }) }
  },
}

/** Ends the session. What a success holds is not documented. */
export const logout: Operation<undefined, undefined> = {
  name: 'logout',
  idempotency: 'repeatable',
  objects: 0,
  content: false,
  input: z.undefined(),
  output: z.undefined(),
  write: () => operationElement('logout'),
  read: () => undefined,
}

/** Tells which user is signed in. */
export function soapWhoami(fieldsOf: FieldsOf): typeof whoami {
  return {
    ...whoami,
    name: 'whoami',
    write: () => operationElement('whoami'),
    read: user => decodeSoapRecord(user, fieldsOf('User')),
  }
}

/** Tells the service's time. */
export const servertime: Operation<undefined, ServerTime> = {
  ...time,
  name: 'servertime',
  write: () => operationElement('servertime'),
  read: value => ({ date: serverTimeIn(value) }),
}

const asking = z.strictObject({ name: text.default(''), number: text.default('') })

/** Tells the version of the client that the service has to offer; needs no sign-in. */
export const soapVersion: Operation<z.infer<typeof asking>, ServerVersion> = {
  name: 'version',
  idempotency: 'read',
  objects: 0,
  content: false,
  input: asking,
  output: version.output,
  write: ({ name, number }) => operationElement('version', [value('name', name), value('number', number)]),
  read: result => {
    const words = result.text.trim()
    return { ...decodeSoapRecord(result), ...(words === '' ? {} : { text: words }) }
  },
}

/** Gives the address of a page of the service, already signed in: treat it as a password. */
export const soapMakeURL: typeof makeURL = {
  ...makeURL,
  name: 'makeURL',
  write: ({ uid, page, app, arg }) =>
    operationElement('makeURL', [
      list('requests', 'MakeURLRequest', [
        struct(ITEM, 'MakeURLRequest', [
          uid === undefined ? undefined : value('uid', uid),
          value('page', page),
          value('app', app),
          arg && encodeSoapRecord(arg.type, arg.record as Readonly<Record<string, unknown>>, 'arg'),
        ]),
      ]),
    ]),
  read: result => textAt(result, 'url'),
}
