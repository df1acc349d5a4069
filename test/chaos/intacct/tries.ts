import type { NotedTry } from '../notes.ts'
import type { Heard } from './deeds.ts'
import type { Played } from './lane.ts'

/**
 * Sorts what was noted of a call by its functions. Those that are still to be done go together in each try, which leaves
 * a note for each: first of those that succeeded, then of those that failed, both in the order of the functions.
 */
export function triesOf(played: Played): readonly (readonly NotedTry[])[] {
  const { call, heard, noted } = played
  const places = call.functions.map((_, place) => place)
  if (!call.isTransaction) return sorted(noted, places, played)
  // All of a transaction is one thing that is tried; what its reads had read may have to be read again.
  const success = noted.findIndex(({ fault }) => fault === undefined)
  const unit = success === -1 ? noted : noted.slice(0, success + 1)
  const rest = noted.slice(unit.length)
  const again = rest.length === 0 ? [] : places.filter(place => isReadAgain(place, rest, played))
  const more = sorted(rest, again, { ...played, heard })
  return places.map(place => [...unit, ...(more[place] ?? [])])
}

function isReadAgain(place: number, rest: readonly NotedTry[], { call, heard, carried }: Played): boolean {
  if (call.functions[place]?.kind !== 'read') return false
  return heard[place]?.told.done === false || rest.some(({ sent }) => sent.some(key => carries(carried, key, place)))
}

/** The tries of each function, by place; the notes of what was looked up afterwards are left. */
function sorted(
  noted: readonly NotedTry[],
  places: readonly number[],
  { call, heard, carried }: Played,
): readonly (readonly NotedTry[])[] {
  const tries = call.functions.map((): NotedTry[] => [])
  let pending = places
  let from = 0
  for (let count = 1; pending.length > 0; count += 1) {
    const notes = noted.slice(from, from + pending.length)
    if (notes.length < pending.length) throw new Error(`${call.key}: a try has left too few notes`)
    const later = noted.slice(from + pending.length).flatMap(({ sent }) => sent)
    const sent = notes.flatMap(note => note.sent)
    const faults = notes.flatMap(({ fault }) => (fault === undefined ? [] : [fault]))
    const failed = pending.filter(place => {
      const attempts = triesBefore(heard[place])
      return attempts === undefined ? later.some(key => carries(carried, key, place)) : attempts >= count
    })
    if (failed.length !== faults.length) throw new Error(`${call.key}: it is uncertain which functions failed`)
    for (const place of pending) {
      const fault = faults[failed.indexOf(place)]
      const own = sent.filter(key => carried.get(key)?.length === 0 || isSignIn(key) || carries(carried, key, place))
      tries[place]?.push({ sent: own, ...(fault === undefined ? {} : { fault }) })
    }
    from += pending.length
    pending = failed.filter(place => (triesBefore(heard[place]) ?? Number.POSITIVE_INFINITY) > count)
  }
  return tries
}

/** After how many tries a function was given up; undefined where it was done. */
function triesBefore(heard: Heard | undefined): number | undefined {
  if (heard === undefined || heard.told.done) return undefined
  return heard.told.fault.attempts?.length ?? 0
}

function carries(carried: Played['carried'], key: string, place: number): boolean {
  return carried.get(key)?.includes(place) === true
}

const isSignIn = (key: string) => key.startsWith('sign-in')
