import type { XmlRpcInput } from '../../../wire/xmlrpc-input.ts'
import { once, read, repeatable } from '../method.ts'
import { contact, fields, id, ids, text } from '../params.ts'
import * as result from '../results.ts'
import type { Id, InputOf } from '../tables.ts'

/** Contacts, their tags (`group`) and their campaigns. */
export const ContactService = {
  /** Makes a contact, and another one when it is run again: `addWithDupCheck` is the safe way. */
  add: once<[data: InputOf<'Contact'>]>(contact).gives(result.id),
  /**
   * Makes a contact, or changes the one that is there already. Repeatable only where the data carries what is compared:
   * `Email`, `EmailAndName`, `EmailAndNameAndCompany`.
   */
  addWithDupCheck: {
    ...repeatable<[data: InputOf<'Contact'>, dupCheckType: DupCheckType]>(contact, text).gives(result.id),
    isOnce: comparesNothing,
  },
  load: read<[contactId: Id, fields: readonly string[]]>(id, fields).gives(result.contact),
  findByEmail: read<[email: string, fields: readonly string[]]>(text, fields).gives(result.contacts),
  update: repeatable<[contactId: Id, data: InputOf<'Contact'>]>(id, contact).gives(result.id),
  /** Merges the duplicate into the contact, and deletes it. */
  merge: repeatable<[contactId: Id, duplicateContactId: Id]>(id, id).gives(result.removed, result.removedBefore),
  /** Gives a contact a tag. */
  addToGroup: repeatable<[contactId: Id, groupId: Id]>(id, id).gives(result.flag),
  /** Takes a tag from a contact. */
  removeFromGroup: repeatable<[contactId: Id, groupId: Id]>(id, id).gives(result.flag),
  addToCampaign: once<[contactId: Id, campaignId: Id]>(id, id).gives(result.flag),
  removeFromCampaign: repeatable<[contactId: Id, followUpSequenceId: Id]>(id, id).gives(result.flag),
  getNextCampaignStep: read<[contactId: Id, followUpSequenceId: Id]>(id, id).gives(result.whole),
  pauseCampaign: repeatable<[contactId: Id, sequenceId: Id]>(id, id).gives(result.flag),
  resumeCampaignForContact: repeatable<[contactId: Id, sequenceId: Id]>(id, id).gives(result.data),
  rescheduleCampaignStep: once<[contactIds: readonly Id[], sequenceStepId: Id]>(ids, id).gives(result.data),
  runActionSequence: once<[contactId: Id, actionSetId: Id]>(id, id).gives(result.data),
  linkContacts: once<[contactId1: Id, contactId2: Id, linkTypeId: Id]>(id, id, id).gives(result.flag),
} as const

const COMPARED: Readonly<Record<string, readonly string[]>> = {
  Email: ['Email'],
  EmailAndName: ['Email', 'FirstName', 'LastName'],
  EmailAndNameAndCompany: ['Email', 'FirstName', 'LastName', 'Company'],
}

/** Whether the data lacks what is compared, so that a second run finds nobody and makes another contact. */
function comparesNothing([data, check]: readonly XmlRpcInput[]): boolean {
  const keys = typeof check === 'string' && Object.hasOwn(COMPARED, check) ? COMPARED[check] : undefined
  if (keys === undefined || typeof data !== 'object' || data === null) return true
  return keys.some(key => String((data as Readonly<Record<string, unknown>>)[key] ?? '').trim() === '')
}

/** What of two contacts is compared. */
export type DupCheckType = 'Email' | 'EmailAndName' | 'EmailAndNameAndCompany' | (string & Record<never, never>)
