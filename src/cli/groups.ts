import type { Fault } from '../core/fault.ts'
import { listFields, listWarnings } from './fields.ts'
import type { Field } from './layout.ts'
import type { OutcomeLine } from './line.ts'
import { listPlaces } from './places.ts'

/** A command that failed. */
export interface Failure extends OutcomeLine {
  readonly fault: Fault
}

/** Failed commands of one operation whose faults mean the same. */
export interface Group {
  readonly failures: readonly [Failure, ...Failure[]]
  /** What there is to know of their faults; words that are not common to all come with their places. */
  readonly fields: readonly Field[]
}

/** Draws together the failures that differ in nothing but their words, in the order of each group's first. */
export function groupFailures(failures: readonly Failure[]): Group[] {
  const groups = new Map<string, [Member, ...Member[]]>()
  for (const failure of failures) {
    const fields = fieldsOf(failure)
    const common = fields.filter(([name]) => !OWN.has(name))
    const key = JSON.stringify([failure.operation, failure.fault.kind, common])
    const member = { failure, fields }
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [member])
    else group.push(member)
  }
  return [...groups.values()].map(([first, ...rest]) => ({
    failures: [first.failure, ...rest.map(({ failure }) => failure)],
    fields: rest.length === 0 ? first.fields : merge([first, ...rest]),
  }))
}

interface Member {
  readonly failure: Failure
  readonly fields: readonly Field[]
}

/** Fields that hold a service's or parser's words about one command, which seldom are the same twice. */
const OWN: ReadonlySet<string> = new Set(['says', 'because', 'body', 'near', 'where', 'field', 'also', 'warning'])

/** How many different words of a kind are shown of a group. */
const MOST_WORDS = 5

function fieldsOf({ fault }: Failure): Field[] {
  const warnings = fault.kind === 'service' ? fault.warnings : []
  return [...listFields(fault), ...listWarnings(warnings.map(({ index: _, ...warning }) => warning))]
}

/** One field each of what is common, in its place among the words of them all. */
function merge(members: readonly [Member, ...Member[]]): Field[] {
  const [first] = members
  const longest = members.reduce((most, member) => (member.fields.length > most.fields.length ? member : most), first)
  const names = new Set([...longest.fields, ...members.flatMap(({ fields }) => fields)].map(([name]) => name))
  return [...names].flatMap(name =>
    OWN.has(name) ? wordsOf(name, members) : first.fields.filter(field => field[0] === name),
  )
}

function wordsOf(name: string, members: readonly Member[]): Field[] {
  const places = new Map<string, number[]>()
  for (const { failure, fields } of members) {
    for (const [, words] of fields.filter(field => field[0] === name)) {
      const known = places.get(words) ?? []
      known.push(failure.index)
      places.set(words, known)
    }
  }
  const widest = [...places].sort(([, a], [, b]) => b.length - a.length)
  const shown = widest.slice(0, MOST_WORDS).map(([words, indexes]): Field => {
    return [name, indexes.length === members.length ? words : `${listPlaces(indexes)}: ${words}`]
  })
  const missing = places.size - shown.length
  return missing === 0 ? shown : [...shown, [name, `and ${missing} others, which --json shows`]]
}
