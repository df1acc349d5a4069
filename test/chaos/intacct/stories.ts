import type { PerformedFunction, RecordData, Sandbox } from 'faultline/sandbox'
import type { NotedTry } from '../notes.ts'
import type { Bend, Order } from '../scenario.ts'
import type { Attempted, Knock, Room, Story } from '../story.ts'
import { grouped, hearWitness, type Witness } from '../witness.ts'
import type { Played } from './lane.ts'
import { mishaps } from './mishaps.ts'
import { KINDS, type Planned, textAfter, textBefore } from './plan.ts'
import { triesOf } from './tries.ts'

/** The client's own defaults for this API. */
const ROOM: Room = { deadlineMs: 1_800_000, backoffMs: 20_000 }

/** Tells every function of every call from both sides. Whatever is still under way in the sandbox must be over. */
export function storiesOf(all: readonly Played[], sandbox: Sandbox, { seed }: Order, { hear }: Bend): readonly Story[] {
  const { performed, records } = sandbox.intacct
  const witness = hearWitness(seed, mishaps, sandbox.calls, performed)
  const bills = grouped(records('APBILL'), ({ RECORDID }) => String(RECORDID))
  return all.flatMap(played => {
    const tries = triesOf(played)
    return played.call.functions.map((planned, place): Story => {
      const { told, words } = played.heard[place] ?? { told: undefined }
      if (told === undefined) throw new Error('a function has no result')
      const attempts = (tries[place] ?? []).map(one => attempted(one, place, played, witness))
      const own = bills.get(planned.key) ?? []
      return {
        call: planned.key,
        operation: planned.kind,
        idempotency: KINDS[planned.kind],
        told: hear?.(told) ?? told,
        attempts,
        found: foundTimes(planned, timesDone(place, played, witness), own),
        agrees: agrees(planned, words, own),
        room: ROOM,
      }
    })
  })
}

/** Trouble that spoils a success and leaves a refusal as it is. */
const TELLS_NO: ReadonlySet<string> = new Set(['500-with-success', 'missing-status'])

/** Tells a try of one function from both sides. */
function attempted(
  { sent, fault }: NotedTry,
  place: number,
  { call, carried }: Played,
  witness: Witness<PerformedFunction>,
): Attempted {
  const knocks = sent.map((key, index): Knock => {
    const mishap = witness.mishaps.strikeOf(witness.seed, key)
    const { trouble: struck, hides = false, asks, strikes } = mishap ?? {}
    const places = carried.get(key) ?? []
    const position = places.indexOf(place)
    // Some trouble is about one result alone; a transaction is about all of them.
    const isOther =
      strikes !== undefined && 'at' in strikes && typeof strikes.at === 'number' && strikes.at !== position
    const misses = isOther && !call.isTransaction
    const spoils = mishap?.spoils === true && !misses
    const isOwn = position !== -1
    const isRefused = isOwn && refuses(key, place)
    const isHeard = (!spoils || (isRefused && TELLS_NO.has(struck ?? ''))) && fault?.category !== 'timeout'
    const isSignedOut = !hides && fault?.category === 'session'
    const wants = isSignedOut ? 'sign-in' : asks
    return {
      request: key,
      trouble: struck ?? (isSignedOut ? 'ended-session' : 'none'),
      failed: fault !== undefined && index === sent.length - 1,
      clear: !isOwn || isHeard || isSignedOut || mishap?.clear === true,
      final: isRefused && isHeard && !isSignedOut,
      worked: isOwn && doneBy(key, place, carried, witness),
      tookMs: mishap?.tookMs ?? 0,
      pauseMs: mishap?.pauseMs ?? 0,
      ...(wants === undefined ? {} : { asks: wants }),
    }
  })
  return { knocks, ...(fault === undefined ? {} : { fault }) }

  /** Whether the service itself refuses it, or in a transaction any of them. */
  function refuses(key: string, own: number): boolean {
    const places = carried.get(key) ?? []
    const concerned = call.isTransaction ? places : [own]
    const strikes = witness.mishaps.strikeOf(witness.seed, key)?.strikes
    const ruled = strikes?.kind === 'code' && typeof strikes.at === 'number' ? places[strikes.at] : undefined
    return concerned.some(one => one === ruled || call.functions[one]?.kind === 'misfit')
  }
}

function doneBy(
  key: string,
  place: number,
  carried: Played['carried'],
  { performed }: Witness<PerformedFunction>,
): boolean {
  const places = carried.get(key) ?? []
  return (performed.get(key) ?? []).some(({ index, status }) => status === 'success' && places[index] === place)
}

/** How many of its requests have carried out a function, by the journal of the sandbox. */
function timesDone(place: number, { carried }: Played, witness: Witness<PerformedFunction>): number {
  return [...carried.keys()].filter(key => doneBy(key, place, carried, witness)).length
}

/**
 * How often the work of a function is found done: by the bills where it makes some, else by the journal, and only where the
 * bill is as it should be.
 */
function foundTimes({ kind, id, key }: Planned, times: number, own: readonly RecordData[]): number {
  switch (kind) {
    case 'read':
      return Math.min(times, 1)
    case 'delete':
      return own.length === 0 ? times : 0
    case 'update':
      return own.some(({ RECORDNO, DESCRIPTION }) => RECORDNO === id && DESCRIPTION === textAfter(key)) ? times : 0
    case 'create':
    case 'pair':
    case 'misfit':
      return own.length
  }
}

/** A read tells what it read, and a creation the key of what it made, unless its answer was lost. */
function agrees({ kind, key }: Planned, words: readonly string[] | undefined, own: readonly RecordData[]): boolean {
  if (words === undefined) return true
  if (kind === 'read') return words.length === 1 && words[0] === textBefore(key)
  return kind !== 'create' || words.every(word => own.some(({ RECORDNO }) => RECORDNO === word))
}
