import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { Operation } from '../../operation.ts'
import { decodeDate } from '../dates.ts'
import { decodeRecord, encodeRecord } from '../fields.ts'
import { recordInput, recordOutput } from '../record-schema.ts'
import { element, login, tag } from '../writer.ts'
import { filled, identity, recordIn, typeName } from './parts.ts'
import { readRecords } from './read.ts'

const nothing = z.undefined()

/** Tells which user is signed in. */
export const whoami: Operation<undefined, unknown> = {
  name: 'Whoami',
  idempotency: 'read',
  objects: 0,
  content: true,
  input: nothing,
  output: recordOutput('User'),
  write: () => ({ name: 'Whoami' }),
  read: payload => recordIn(payload, 'User'),
}

/** The service's time. */
export interface ServerTime {
  /** `YYYY-MM-DD HH:MM:SS`, in the timezone beside it. */
  readonly date: string
  /** Such as `-0500`. */
  readonly timezone?: string | undefined
}

/** Tells the service's time. Needs no sign-in. */
export const time: Operation<undefined, ServerTime> = {
  name: 'Time',
  idempotency: 'read',
  objects: 0,
  content: true,
  input: nothing,
  output: z.object({ date: z.string().min(1), timezone: z.string().optional() }),
  write: () => ({ name: 'Time' }),
  read: payload => {
    const date = payload.child('Date')
    const timezone = date?.child('timezone')?.text.trim() ?? ''
    return { date: date === undefined ? undefined : decodeDate(date), ...(timezone === '' ? {} : { timezone }) }
  },
}

/** What the service says of its version. Its form is not documented: fields as they come, or its text. */
export interface ServerVersion {
  readonly number?: string | undefined
  readonly url?: string | undefined
  readonly size?: string | undefined
  readonly text?: string | undefined
}

/** Tells the version of the service. */
export const version: Operation<undefined, ServerVersion> = {
  name: 'Version',
  idempotency: 'read',
  objects: 0,
  content: false,
  input: nothing,
  output: z.looseObject({
    number: z.string().optional(),
    url: z.string().optional(),
    size: z.string().optional(),
    text: z.string().optional(),
  }),
  write: () => ({ name: 'Version' }),
  read: payload => {
    const holder = payload.child('Version') ?? payload
    const text = holder.text.trim()
    return { ...decodeRecord(holder), ...(text === '' ? {} : { text }) }
  },
}

const newUser = z.strictObject({ company: recordInput('Company'), user: recordInput('User') })

/** Makes a user, which `Add` cannot. Not safe to repeat, and harmless: 202 or 818 tells that the user is there. */
export const createUser: Operation<z.infer<typeof newUser>, unknown> = {
  name: 'CreateUser',
  idempotency: 'once',
  objects: 2,
  content: true,
  input: newUser,
  output: recordOutput('User'),
  write: ({ company, user }) => tag('CreateUser', {}, [encodeRecord('Company', company), encodeRecord('User', user)]),
  read: payload => recordIn(payload, 'User'),
}

const page = z.strictObject({
  page: filled,
  app: filled,
  uid: identity.optional(),
  arg: z
    .strictObject({ type: typeName, record: z.unknown().optional() })
    .superRefine(({ type, record }, context) => {
      for (const { path, message } of recordInput(type).safeParse(record).error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['record', ...path], message })
      }
    })
    .optional(),
})

/** Gives the address of a page of the service, already signed in: treat it as a password. */
export const makeURL: Operation<z.infer<typeof page>, string> = {
  name: 'MakeURL',
  idempotency: 'read',
  objects: 0,
  content: true,
  input: page,
  output: filled,
  write: ({ uid, page, app, arg }) =>
    tag('MakeURL', {}, [
      uid === undefined ? undefined : element('uid', uid),
      element('page', page),
      element('app', app),
      arg && { name: 'arg', children: [encodeRecord(arg.type, arg.record as Readonly<Record<string, unknown>>)] },
    ]),
  read: payload => (payload.text.trim() || payload.child('url')?.text.trim()) ?? '',
}

const credentials = z.union(
  [z.strictObject({ company: filled, user: filled, password: filled }), z.strictObject({ accessToken: filled })],
  { error: 'Must be company, user and password, or accessToken' },
)

/** Checks somebody's credentials. What a success holds is not documented: fields as they come. */
export const remoteAuth: Operation<z.infer<typeof credentials>, Readonly<Record<string, unknown>>> = {
  name: 'RemoteAuth',
  idempotency: 'read',
  objects: 0,
  content: false,
  input: credentials,
  output: z.record(z.string(), z.unknown()),
  write: input => tag('RemoteAuth', {}, [login(input)]),
  read: payload => recordIn(payload, 'User') ?? decodeRecord(payload),
}

/** How many requests are left. */
export interface RateLimit {
  /** Requests left in the day. Nothing tells the rest of the 60 seconds' window. */
  readonly remain24h: number
  /** The record as it came. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** Tells how many requests the day still allows; this one counts. */
export const rateLimit: Operation<undefined, RateLimit> = {
  name: 'Read',
  idempotency: 'read',
  objects: 0,
  content: true,
  input: nothing,
  output: z.object({ remain24h: z.int(), raw: z.record(z.string(), z.unknown()) }),
  write: () => tag('Read', { type: 'RateLimit', method: 'all', limit: '1' }),
  read: (payload: XmlElement) => {
    const raw = readRecords(payload)[0] as Readonly<Record<string, unknown>> | undefined
    const left = raw?.remain_24h_error
    return { remain24h: typeof left === 'string' && /^-?\d+$/.test(left.trim()) ? Number(left) : undefined, raw }
  },
}
