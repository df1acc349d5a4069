import type { PerformedCommand, RecordData, Sandbox } from 'faultline/sandbox'
import type { Bend, Order } from '../scenario.ts'
import type { Attempted, Story } from '../story.ts'
import { attempted, grouped, hearWitness } from '../witness.ts'
import type { Played } from './lane.ts'
import { mishaps } from './mishaps.ts'
import { type Call, nameAfter, nameBefore, OPERATIONS } from './plan.ts'

/** Tells every call from both sides. Whatever is still under way in the sandbox must be over. */
export function storiesOf(all: readonly Played[], sandbox: Sandbox, { seed }: Order, { hear }: Bend): readonly Story[] {
  const witness = hearWitness(seed, mishaps, sandbox.calls, sandbox.openAir.performed)
  const records = grouped(sandbox.openAir.records('Customer'), ({ code }) => String(code))
  return all.map(played => {
    const { call, tries } = played
    const attempts = tries.map(one => attempted(one, call.key, witness, outcomeOf))
    const told = hear?.(played.told) ?? played.told
    const found = foundTimes(call, attempts, records.get(call.key) ?? [])
    const idempotency = OPERATIONS[call.operation]
    return { call: call.key, operation: call.operation, idempotency, told, attempts, found, agrees: agrees(played) }
  })
}

function outcomeOf(served: readonly PerformedCommand[]) {
  return { worked: served.some(({ status }) => status === '0') }
}

/** How often the work of a call is found done, in the records alone wherever it leaves a trace in them. */
function foundTimes({ key, id, operation }: Call, attempts: readonly Attempted[], own: readonly RecordData[]): number {
  switch (operation) {
    case 'read':
      return attempts.some(({ knocks }) => knocks.some(({ worked }) => worked)) ? 1 : 0
    case 'delete':
      return own.length === 0 ? 1 : 0
    case 'modify':
      return own.filter(record => record.id === id && record.name === nameAfter(key)).length
    case 'add':
    case 'upsert':
      // A record too many counts, also one with the former name.
      return own.some(({ name }) => name === nameAfter(key)) ? own.length : 0
  }
}

/** Only a read tells of anything that could differ. */
function agrees({ call, names }: Played): boolean {
  return names === undefined || (names.length === 1 && names[0] === nameBefore(call.key))
}
