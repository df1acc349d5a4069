import { ok, type Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import { idOf } from '../store.ts'
import { boolean, int, type Members, membersOf, numberOf, string } from '../value.ts'
import type { World } from '../world.ts'

const TABLE = 'ContactGroupAssign'

/** Gives a contact a tag. False where it has that tag already. */
export function addToGroup(args: Arguments, world: World): Result<Done, KeapFault> {
  const [contact, group] = [args.number(0), args.number(1)]
  return findBoth(contact, group, world).map(tag => {
    if (assignment(contact, group, world) !== undefined) return { value: boolean(false), table: TABLE }
    const fields = { ContactId: int(contact), GroupId: int(group), ContactGroup: tag.get('GroupName') ?? string('') }
    const id = insertRecord(TABLE, membersOf(fields), world)
    listGroups(contact, world)
    return { value: boolean(true), table: TABLE, id }
  })
}

/** Takes a tag from a contact. False where it has no such tag. */
export function removeFromGroup(args: Arguments, world: World): Result<Done, KeapFault> {
  const [contact, group] = [args.number(0), args.number(1)]
  return findBoth(contact, group, world).andThen(() => {
    const assigned = assignment(contact, group, world)
    if (assigned === undefined) return ok({ value: boolean(false), table: TABLE })
    world.store.remove(TABLE, idOf(assigned))
    listGroups(contact, world)
    return ok({ value: boolean(true), table: TABLE, id: idOf(assigned) })
  })
}

/** Gives the tags of one contact to another. */
export function moveGroups(from: number, to: number, world: World): void {
  for (const assigned of world.store.find(TABLE, 'ContactId', String(from))) {
    if (assignment(to, numberOf(assigned.get('GroupId')), world) !== undefined)
      world.store.remove(TABLE, idOf(assigned))
    else world.store.change(TABLE, idOf(assigned), new Map([['ContactId', int(to)]]))
  }
  listGroups(to, world)
}

function findBoth(contact: number, group: number, world: World): Result<Members, KeapFault> {
  return findRecord('Contact', contact, world).andThen(() => findRecord('ContactGroup', group, world))
}

function assignment(contact: number, group: number, world: World): Members | undefined {
  const assigned = world.store.find(TABLE, 'ContactId', String(contact))
  return assigned.find(row => numberOf(row.get('GroupId')) === group)
}

/** The tags of a contact stand in a field of it as well. */
function listGroups(contact: number, world: World): void {
  const ids = world.store.find(TABLE, 'ContactId', String(contact)).map(row => numberOf(row.get('GroupId')))
  world.store.change('Contact', contact, new Map([['Groups', string(ids.join(','))]]))
}
