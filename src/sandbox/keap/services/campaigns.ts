import { ok, Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import { idOf } from '../store.ts'
import { array, boolean, int, type Members, membersOf, numberOf, string, struct, textOf } from '../value.ts'
import type { World } from '../world.ts'

const TABLE = 'Campaignee'

/** The methods of ContactService that are about campaigns and action sets. */
export const campaignMethods: Readonly<Record<string, Method>> = {
  addToCampaign: { takes: ['int', 'int'], perform: addToCampaign },
  removeFromCampaign: { takes: ['int', 'int'], perform: removeFromCampaign },
  pauseCampaign: { takes: ['int', 'int'], perform: (args, world) => setStatus(args, 'Paused', world) },
  resumeCampaignForContact: { takes: ['int', 'int'], perform: (args, world) => setStatus(args, 'Active', world) },
  getNextCampaignStep: { takes: ['int', 'int'], perform: getNextCampaignStep },
  rescheduleCampaignStep: { takes: ['array', 'int'], perform: rescheduleCampaignStep },
  runActionSequence: { takes: ['int', 'int'], perform: runActionSequence },
}

/** A contact who is in a campaign already begins it once more. */
function addToCampaign(args: Arguments, world: World): Result<Done, KeapFault> {
  const [contact, campaign] = [args.number(0), args.number(1)]
  return findBoth(args, world).map(found => {
    const fields = { ContactId: int(contact), CampaignId: int(campaign), Status: string('Active') }
    const name = found.get('Name') ?? string('')
    const id = insertRecord(TABLE, membersOf({ ...fields, Campaign: name }), world)
    return { value: boolean(true), table: TABLE, id }
  })
}

function removeFromCampaign(args: Arguments, world: World): Result<Done, KeapFault> {
  return findBoth(args, world).map(() => {
    const rows = entries(args, world)
    for (const row of rows) world.store.remove(TABLE, idOf(row))
    return { value: boolean(rows.length > 0), table: TABLE }
  })
}

function setStatus(args: Arguments, status: string, world: World): Result<Done, KeapFault> {
  return findBoth(args, world).map(() => {
    const rows = entries(args, world)
    for (const row of rows) world.store.change(TABLE, idOf(row), new Map([['Status', string(status)]]))
    return { value: boolean(rows.length > 0), table: TABLE }
  })
}

/** The id of the campaign's first step, 0 where the contact is not in it or it has none. */
function getNextCampaignStep(args: Arguments, world: World): Result<Done, KeapFault> {
  return findBoth(args, world).map(() => {
    const [step] = world.store.find('CampaignStep', 'CampaignId', String(args.number(1)))
    const isIn = entries(args, world).length > 0
    return { value: int(step === undefined || !isIn ? 0 : idOf(step)), table: 'CampaignStep' }
  })
}

/** Gives the number of contacts. */
function rescheduleCampaignStep(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(1)
  const contacts = Result.combine(args.items(0).map(contact => findRecord('Contact', numberOf(contact), world)))
  return contacts.andThen(found =>
    findRecord('CampaignStep', id, world).map(() => {
      for (const contact of found)
        world.store.insert('StepRun', membersOf({ ContactId: int(idOf(contact)), StepId: int(id) }))
      return { value: int(found.length), table: 'StepRun' }
    }),
  )
}

/** The members of its results are a guess. */
function runActionSequence(args: Arguments, world: World): Result<Done, KeapFault> {
  const [contact, id] = [args.number(0), args.number(1)]
  return findRecord('Contact', contact, world)
    .andThen(() => findRecord('ActionSequence', id, world))
    .andThen(sequence => {
      const fields = { ContactId: int(contact), ActionSetId: int(id) }
      const run = world.store.insert('ActionRun', membersOf(fields))
      const name = textOf(sequence.get('TemplateName'))
      const told = struct({ Action: string(name), Message: string('done'), IsError: boolean(false) })
      return ok({ value: array([told]), table: 'ActionRun', id: run })
    })
}

function findBoth(args: Arguments, world: World): Result<Members, KeapFault> {
  return findRecord('Contact', args.number(0), world).andThen(() => findRecord('Campaign', args.number(1), world))
}

function entries(args: Arguments, world: World): readonly Members[] {
  const rows = world.store.find(TABLE, 'ContactId', String(args.number(0)))
  return rows.filter(row => numberOf(row.get('CampaignId')) === args.number(1))
}
