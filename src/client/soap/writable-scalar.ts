import { forbiddenCharacter } from '../../xml/characters.ts'
import type { Scalar } from './shape.ts'

/** Names of members that mean something to node-soap, which its options may set. */
export interface Keys {
  readonly attributes: string
  readonly value: string
  readonly xml: string
  /** What holds a list of elements and is none itself. */
  readonly container: string | undefined
}

/** What is wrong with a value that is to be the text of an element or attribute; undefined for nothing. */
export function textProblem(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      if (forbiddenCharacter(value) !== -1) return 'Holds a character that XML cannot carry'
      return isBrokenSection(value) ? 'Must be one CDATA section alone, or begin with another character' : undefined
    case 'number':
      return Number.isFinite(value)
        ? undefined
        : 'Must be a finite number; INF and NaN of xsd:double can be given as text'
    case 'boolean':
    case 'bigint':
      return undefined
    default:
      return `Must not be of the type ${typeof value}`
  }
}

/** node-soap writes what looks like a CDATA section as it is, and with it whatever stands behind the end of the first. */
function isBrokenSection(text: string): boolean {
  return text.startsWith('<![CDATA[') && text.endsWith(']]>') && text.indexOf(']]>') !== text.length - 3
}

/** node-soap makes text of numbers and truth values itself. */
export function writeScalar(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

const TAKES_INSTANT: ReadonlySet<Scalar> = new Set(['instant', 'text', 'unknown'])

/** What is wrong with a `Date` in this place. */
export function dateProblem(value: Date, scalar: Scalar): string | undefined {
  if (Number.isNaN(value.getTime())) return 'Must be a Date that exists'
  if (TAKES_INSTANT.has(scalar)) return undefined
  return scalar === 'day'
    ? 'Must be text such as 2026-11-26: which day a Date is depends on the time zone'
    : 'Must not be a Date, which is written as an xsd:dateTime'
}
