import { ok, Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Kind, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import { idOf } from '../store.ts'
import { boolean, dateTime, int, type Members, membersOf, numberOf, string, structOf, textOf } from '../value.ts'
import type { World } from '../world.ts'

const texts = (count: number): readonly Kind[] => Array.from({ length: count }, () => 'string')

/** E-mail: what was sent is in the table `EmailSent`, which callers do not see. */
export const emailService: Readonly<Record<string, Method>> = {
  sendEmail: {
    takes: ['array', ...texts(8)],
    or: [['array', 'int']],
    perform: sendEmail,
  },
  attachEmail: { takes: ['int', ...texts(10), 'dateTime', 'dateTime', 'int'], perform: attachEmail },
  optIn: { takes: ['string', 'string'], perform: optIn },
  optOut: { takes: ['string', 'string'], perform: optOut },
  getOptStatus: { takes: ['string'], perform: getOptStatus },
  addEmailTemplate: { takes: texts(11), perform: addEmailTemplate },
  getEmailTemplate: { takes: ['int'], perform: getEmailTemplate },
  updateEmailTemplate: { takes: ['int', ...texts(11)], perform: updateEmailTemplate },
}

/** To the contacts of these ids: by a template, or with a subject and bodies of its own. */
function sendEmail(args: Arguments, world: World): Result<Done, KeapFault> {
  const contacts = Result.combine(args.items(0).map(id => findRecord('Contact', numberOf(id), world)))
  return contacts.andThen(found =>
    subjectOf(args, world).map(subject => {
      const sent = found.map(contact => store(idOf(contact), textOf(contact.get('Email')), subject, world))
      const [id] = sent
      return { value: boolean(true), table: 'EmailSent', ...(id !== undefined && { id }) }
    }),
  )
}

function subjectOf(args: Arguments, world: World): Result<string, KeapFault> {
  if (args.count > 2) return ok(args.text(6))
  return findRecord('Template', args.number(1), world).map(template => textOf(template.get('Subject')))
}

/** Notes an e-mail that was sent elsewhere. */
function attachEmail(args: Arguments, world: World): Result<Done, KeapFault> {
  const contact = args.number(0)
  return findRecord('Contact', contact, world).map(() => {
    const id = store(contact, args.text(3), args.text(7), world)
    return { value: boolean(true), table: 'EmailSent', id }
  })
}

function store(contact: number, address: string, subject: string, world: World): number {
  const fields = { ContactId: int(contact), ToAddress: string(address), Subject: string(subject) }
  return world.store.insert('EmailSent', membersOf({ ...fields, SentDate: dateTime(world.time.now()) }))
}

const STATUS = 'EmailAddStatus'

/** Works the first time only, and never for an address that was opted out. */
function optIn(args: Arguments, world: World): Result<Done, KeapFault> {
  if (statusOf(args.text(0), world) !== undefined) return ok({ value: boolean(false), table: STATUS })
  return ok({ value: boolean(true), table: STATUS, id: setStatus(args.text(0), 'SingleOptIn', world) })
}

function optOut(args: Arguments, world: World): Result<Done, KeapFault> {
  return ok({ value: boolean(true), table: STATUS, id: setStatus(args.text(0), 'OptOut', world) })
}

/** 0 for no, 1 for yes; 2, which is an address that confirmed, does not come up here. */
function getOptStatus(args: Arguments, world: World): Result<Done, KeapFault> {
  const isIn = textOf(statusOf(args.text(0), world)?.get('Type')) === 'SingleOptIn'
  return ok({ value: int(isIn ? 1 : 0), table: STATUS })
}

function statusOf(address: string, world: World): Members | undefined {
  return world.store.find(STATUS, 'Email', address)[0]
}

function setStatus(address: string, type: string, world: World): number {
  const known = statusOf(address, world)
  const fields = membersOf({ Email: string(address), Type: string(type) })
  if (known === undefined) return insertRecord(STATUS, fields, world)
  world.store.change(STATUS, idOf(known), fields)
  return idOf(known)
}

/** As they come as parameters; how `getEmailTemplate` calls them is a guess. */
const PARTS = [
  'PieceTitle',
  'Categories',
  'FromAddress',
  'ToAddress',
  'CcAddress',
  'BccAddress',
  'Subject',
  'TextBody',
  'HtmlBody',
  'ContentType',
  'MergeContext',
] as const

function partsOf(args: Arguments, from: number): Members {
  return new Map(PARTS.map((name, index) => [name, string(args.text(from + index))]))
}

function addEmailTemplate(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = insertRecord('Template', new Map([...partsOf(args, 0), ['PieceType', string('Email')]]), world)
  return ok({ value: int(id), table: 'Template', id })
}

function getEmailTemplate(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Template', id, world).map(record => ({ value: structOf(record), table: 'Template', id }))
}

function updateEmailTemplate(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Template', id, world).map(() => {
    world.store.change('Template', id, partsOf(args, 1))
    return { value: boolean(true), table: 'Template', id }
  })
}
