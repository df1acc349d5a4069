import type { PerformedCall, Sandbox } from 'faultline/sandbox'
import type { Bend, Order } from '../scenario.ts'
import type { Attempted, Story } from '../story.ts'
import { attempted, grouped, hearWitness, type Outcome } from '../witness.ts'
import type { Played } from './lane.ts'
import { mishaps } from './mishaps.ts'
import { addressOf, type Call, nameAfter, nameBefore, OPERATIONS } from './plan.ts'

/** Tells every call from both sides. Whatever is still under way in the sandbox must be over. */
export function storiesOf(all: readonly Played[], sandbox: Sandbox, { seed }: Order, { hear }: Bend): readonly Story[] {
  const { performed, records } = sandbox.keap
  const witness = hearWitness(seed, mishaps, sandbox.calls, performed)
  const traces = tracesIn(records)
  return all.map(played => {
    const { call, tries } = played
    const attempts = tries.map(one => attempted(one, call.key, witness, served => outcomeOf(call, served)))
    const told = hear?.(played.told) ?? played.told
    const found = foundTimes(call, attempts, traces)
    const idempotency = OPERATIONS[call.operation]
    return { call: call.key, operation: call.operation, idempotency, told, attempts, found, agrees: agrees(played) }
  })
}

/** A charge is the only call that the service says no to in a result of its own. */
function outcomeOf({ operation, end }: Call, served: readonly PerformedCall[]): Outcome {
  const worked = served.some(({ fault }) => fault === undefined)
  if (operation !== 'charge' || !worked || end === 'approved') return { worked }
  const isFinal = end === 'declined' || end === 'skipped'
  return { worked: end === 'broken-after', refusal: { trouble: `charge-${end}`, clear: isFinal, final: isFinal } }
}

/** The records that calls leave behind, by what they are about. */
interface Traces {
  readonly contacts: ReadonlyMap<string, readonly Row[]>
  readonly tags: ReadonlyMap<string, readonly Row[]>
  readonly mails: ReadonlyMap<string, readonly Row[]>
  readonly payments: ReadonlyMap<string, readonly Row[]>
}

type Records = Sandbox['keap']['records']
type Row = ReturnType<Records>[number]

function tracesIn(records: Records): Traces {
  const by = (table: string, field: string) => grouped(records(table), row => String(row[field]))
  return {
    contacts: by('Contact', 'Email'),
    tags: by('ContactGroupAssign', 'ContactId'),
    mails: by('EmailSent', 'ContactId'),
    payments: by('Payment', 'InvoiceId'),
  }
}

/** How often the work of a call is found done, in the records alone wherever it leaves a trace in them. */
function foundTimes(call: Call, attempts: readonly Attempted[], traces: Traces): number {
  const { key, operation, contact, tag, invoice } = call
  const own = traces.contacts.get(addressOf(key)) ?? []
  switch (operation) {
    case 'read':
      return attempts.some(({ knocks }) => knocks.some(({ worked }) => worked)) ? 1 : 0
    case 'delete':
      return own.length === 0 ? 1 : 0
    case 'update':
      return own.filter(({ Id, FirstName }) => Id === contact && FirstName === nameAfter(key)).length
    case 'add':
    case 'upsert':
      // A contact too many counts, also one with the former name.
      return own.some(({ FirstName }) => FirstName === nameAfter(key)) ? own.length : 0
    case 'tag':
      return (traces.tags.get(String(contact)) ?? []).filter(({ GroupId }) => GroupId === tag).length
    case 'send':
      return traces.mails.get(String(contact))?.length ?? 0
    case 'charge':
      return traces.payments.get(String(invoice))?.length ?? 0
  }
}

/** Only a read tells of anything that could differ. */
function agrees({ call, names }: Played): boolean {
  return names === undefined || (names.length === 1 && names[0] === nameBefore(call.key))
}
