import { forbiddenCharacter } from '../xml/characters.ts'
import { isHeaderValue } from './transport/headers.ts'

/** Checks of single options. Each throws a `TypeError` that names the option and never shows its value. */
export interface Checks {
  readonly wrong: (name: string, what: string) => TypeError
  /** A text that is not blank and that XML can carry. */
  readonly filled: (name: string, value: unknown) => string
  /** The same, for a text that goes in a header. */
  readonly header: (name: string, value: unknown) => string
  /** An http(s) address without user and password. */
  readonly url: (name: string, value: unknown) => string
  readonly positive: (name: string, value: unknown) => number
  readonly notNegative: (name: string, value: unknown) => number
  /** Every option has one of these names: a misspelled one would be silently without effect. */
  readonly known: (options: object, names: readonly string[]) => void
  /** The numbers of an option by their names, and nothing else. `Infinity` is a number; an undefined one is left out. */
  readonly numbers: <Name extends string>(
    option: string,
    given: unknown,
    names: readonly Name[],
    check: (name: string, value: unknown) => number,
  ) => { readonly [One in Name]?: number }
}

/** Makes the checks of one client, whose name their errors begin with. */
export function checksFor(client: string): Checks {
  const wrong = (name: string, what: string) => new TypeError(`${client}: \`${name}\` ${what}`)
  const number = (isRight: (value: number) => boolean, what: string) => (name: string, value: unknown) => {
    if (typeof value !== 'number' || !isRight(value)) throw wrong(name, what)
    return value
  }
  const filled = (name: string, value: unknown) => {
    if (typeof value !== 'string' || value.trim() === '') throw wrong(name, 'is missing or not a text')
    if (forbiddenCharacter(value) !== -1) throw wrong(name, 'holds a character that XML cannot carry')
    return value
  }
  return {
    wrong,
    filled,
    header: (name, value) => {
      const text = filled(name, value)
      if (!isHeaderValue(text)) throw wrong(name, 'holds a character that no header can carry')
      return text
    },
    url: (name, value) => {
      const text = filled(name, value)
      const what = addressProblem(text)
      if (what !== undefined) throw wrong(name, what)
      return text
    },
    positive: number(value => value > 0, 'is not a positive number'),
    notNegative: number(value => value >= 0, 'is neither 0 nor a positive number'),
    known: (options, names) => {
      const unknown = Object.keys(options).find(name => !names.includes(name))
      if (unknown !== undefined) throw wrong(unknown, `is none of ${names.join(', ')}`)
    },
    numbers: (option, given, names, check) => {
      if (given === undefined) return {}
      if (typeof given !== 'object' || given === null) throw wrong(option, 'is not an object')
      const entries = Object.entries(given).filter(([, value]) => value !== undefined)
      for (const [name, value] of entries) {
        if (!names.some(known => known === name)) throw wrong(`${option}.${name}`, `is none of ${names.join(', ')}`)
        check(`${option}.${name}`, value)
      }
      return Object.fromEntries(entries) as { readonly [One in (typeof names)[number]]?: number }
    },
  }
}

function addressProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return 'is not an http(s) address'
  const isSigned = url.username !== '' || url.password !== ''
  return isSigned ? 'holds a user or a password: they belong into `auth`' : undefined
}
