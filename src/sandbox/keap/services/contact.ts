import { err, ok, type Result } from 'neverthrow'
import { fault, type KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { checkNames, findRecord, findTable, select } from '../record.ts'
import { addRecord, updateRecord } from '../records.ts'
import { idOf } from '../store.ts'
import { array, boolean, int, type Members, membersOf, string, structOf, textOf } from '../value.ts'
import type { World } from '../world.ts'
import { campaignMethods } from './campaigns.ts'
import { addToGroup, moveGroups, removeFromGroup } from './groups.ts'

/** Contacts, their tags and their campaigns. */
export const contactService: Readonly<Record<string, Method>> = {
  add: { takes: ['struct'], perform: add },
  addWithDupCheck: { takes: ['struct', 'string'], perform: addWithDupCheck },
  update: { takes: ['int', 'struct'], perform: update },
  load: { takes: ['int', 'array'], perform: load },
  findByEmail: { takes: ['string', 'array'], perform: findByEmail },
  merge: { takes: ['int', 'int'], perform: merge },
  addToGroup: { takes: ['int', 'int'], perform: addToGroup },
  removeFromGroup: { takes: ['int', 'int'], perform: removeFromGroup },
  linkContacts: { takes: ['int', 'int', 'int'], perform: linkContacts },
  ...campaignMethods,
}

const contact = (id: number) => ({ value: int(id), table: 'Contact', id })

function add(args: Arguments, world: World): Result<Done, KeapFault> {
  return findTable('Contact', 'write', world)
    .andThen(() => addRecord('Contact', args.members(0), world))
    .map(contact)
}

/** Of several that match, the one with the lowest id is updated. Without a value to match by, nothing matches. */
function addWithDupCheck(args: Arguments, world: World): Result<Done, KeapFault> {
  const fields = CHECKS.get(args.text(1))
  if (fields === undefined) return err(fault('InvalidParameter', `No duplicate check ${args.text(1)}`))
  const sent = args.members(0)
  const known = sameContact(sent, fields, world)
  if (known === undefined) return add(args, world)
  return findTable('Contact', 'write', world)
    .andThen(() => updateRecord('Contact', idOf(known), sent, world))
    .map(contact)
}

/** What has to be alike for each check; the first field must be there. */
const CHECKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Email', ['Email']],
  ['EmailAndName', ['Email', 'FirstName', 'LastName']],
  ['EmailAndNameAndCompany', ['Email', 'FirstName', 'LastName', 'Company']],
])

function sameContact(sent: Members, fields: readonly string[], world: World): Members | undefined {
  const email = textOf(sent.get('Email'))
  if (email === '') return undefined
  const alike = (record: Members, field: string) =>
    textOf(record.get(field)).toLowerCase() === textOf(sent.get(field)).toLowerCase()
  return world.store.find('Contact', 'Email', email).find(record => fields.every(field => alike(record, field)))
}

function update(args: Arguments, world: World): Result<Done, KeapFault> {
  return findTable('Contact', 'write', world)
    .andThen(() => updateRecord('Contact', args.number(0), args.members(1), world))
    .map(contact)
}

function load(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  const names = args.items(1).map(textOf)
  return findTable('Contact', 'read', world)
    .andThen(() => fieldsAsked(names, world))
    .andThen((): Result<Done, KeapFault> => {
      const record = world.store.get('Contact', id)
      if (record === undefined) return err(fault('Loading', `Error loading contact ${id}`))
      return ok({ value: structOf(select(record, names)), table: 'Contact', id })
    })
}

function findByEmail(args: Arguments, world: World): Result<Done, KeapFault> {
  const names = args.items(1).map(textOf)
  return findTable('Contact', 'read', world)
    .andThen(() => fieldsAsked(names, world))
    .map(() => {
      const found = ['Email', 'EmailAddress2', 'EmailAddress3'].flatMap(field =>
        world.store.find('Contact', field, args.text(0)),
      )
      const records = args.text(0) === '' ? [] : [...new Set(found)]
      return { value: array(records.map(record => structOf(select(record, names)))), table: 'Contact' }
    })
}

function fieldsAsked(names: readonly string[], world: World): Result<void, KeapFault> {
  if (names.length === 0) return err(fault('NoFields', 'No fields of Contact were asked for'))
  return checkNames('Contact', names, world)
}

/** What the first lacks it takes from the second, its tags too; the second is gone. */
function merge(args: Arguments, world: World): Result<Done, KeapFault> {
  const [id, other] = [args.number(0), args.number(1)]
  if (id === other) return err(fault('InvalidParameter', 'A contact cannot be merged with itself'))
  return findRecord('Contact', id, world).andThen(record =>
    findRecord('Contact', other, world).map(duplicate => {
      const lacking = [...duplicate].filter(([name]) => textOf(record.get(name)) === '')
      world.store.change('Contact', id, new Map(lacking))
      world.store.remove('Contact', other)
      moveGroups(other, id, world)
      return { value: boolean(true), table: 'Contact', id }
    }),
  )
}

function linkContacts(args: Arguments, world: World): Result<Done, KeapFault> {
  const [id, other] = [args.number(0), args.number(1)]
  return findRecord('Contact', id, world)
    .andThen(() => findRecord('Contact', other, world))
    .map(() => {
      const link = { Contact1Id: int(id), Contact2Id: int(other), LinkTypeId: int(args.number(2)), Name: string('') }
      const row = world.store.insert('LinkedContact', membersOf(link))
      return { value: boolean(true), table: 'LinkedContact', id: row }
    })
}
