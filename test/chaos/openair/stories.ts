import type { PerformedCommand, RecordData, Sandbox } from 'faultline/sandbox'
import type { Bend, Order } from '../scenario.ts'
import type { Attempted, Knock, Story } from '../story.ts'
import type { Played } from './lane.ts'
import { mishapOf } from './mishaps.ts'
import { type Call, nameAfter, nameBefore, OPERATIONS } from './plan.ts'

/** What the sandbox knows when all is over. */
interface Truth {
  readonly seed: number
  /** The keys of the requests that arrived. */
  readonly arrived: ReadonlySet<string>
  /** What was carried out for each request, by key. */
  readonly performed: ReadonlyMap<string, readonly PerformedCommand[]>
  /** The records of each call. */
  readonly records: ReadonlyMap<string, readonly RecordData[]>
}

/** Tells every call from both sides. Whatever is still under way in the sandbox must be over. */
export function storiesOf(all: readonly Played[], sandbox: Sandbox, { seed }: Order, { hear }: Bend): readonly Story[] {
  const truth = truthOf(sandbox, seed)
  return all.map(played => {
    const { call, tries } = played
    const attempts = tries.map(one => attempted(one, call, truth))
    const told = hear?.(played.told) ?? played.told
    const found = foundTimes(call, attempts, truth)
    const idempotency = OPERATIONS[call.operation]
    return { call: call.key, operation: call.operation, idempotency, told, attempts, found, agrees: agrees(played) }
  })
}

function truthOf(sandbox: Sandbox, seed: number): Truth {
  const requests = new Map(sandbox.calls.map(({ call, key }) => [call, key]))
  const performed = grouped(sandbox.openAir.performed, ({ call }) => requests.get(call) ?? '')
  const records = grouped(sandbox.openAir.records('Customer'), ({ code }) => String(code))
  return { seed, arrived: new Set(requests.values()), performed, records }
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

function attempted({ sent, fault }: Played['tries'][number], call: Call, truth: Truth): Attempted {
  const knocks = sent.map((key, index): Knock => {
    const mishap = mishapOf(truth.seed, key)
    const served = truth.performed.get(key) ?? []
    const isOwn = key.startsWith(`${call.key}.`)
    const { trouble: struck, spoils = false, hides = false, asks } = mishap ?? {}
    // Nothing hides it, and nothing was carried out: the token or the session had ended.
    const isSignedOut = !hides && served.length === 0 && truth.arrived.has(key)
    const trouble = struck ?? (isSignedOut ? 'ended-session' : 'none')
    const wants = isSignedOut ? 'sign-in' : asks
    return {
      trouble,
      failed: fault !== undefined && index === sent.length - 1,
      // A client must take a good answer, unless the machine kept it waiting.
      clear: !isOwn || isSignedOut || mishap?.clear === true || (!spoils && fault?.category !== 'timeout'),
      worked: isOwn && served.some(({ status }) => status === '0'),
      tookMs: mishap?.tookMs ?? 0,
      pauseMs: mishap?.pauseMs ?? 0,
      ...(wants === undefined ? {} : { asks: wants }),
    }
  })
  return { knocks, ...(fault === undefined ? {} : { fault }) }
}

/** How often the work of a call is found done, in the records alone wherever it leaves a trace in them. */
function foundTimes({ key, id, operation }: Call, attempts: readonly Attempted[], { records }: Truth): number {
  const own = records.get(key) ?? []
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
