import { err, ok, type Result } from 'neverthrow'
import type { Terminal } from '../terminal.ts'
import type { Fields, FromEnvironment, Source } from './source.ts'

/** The variables that the command sees. */
export type Env = Terminal['env']

/** Looks up the credentials that a job names by their variables. */
export interface Lookup {
  readonly get: (from: FromEnvironment) => string
  /** The same sources with the credentials in their places. */
  readonly fillParams: (params: readonly Source[]) => readonly Source[]
  readonly fillFields: (fields: Fields) => Fields
}

/** What was made with credentials, and the credentials: to be hidden wherever they come back. */
export interface WithCredentials<Made> {
  readonly made: Made
  readonly secrets: readonly string[]
}

/** Makes something of a job with the credentials that it names, or tells which of them the environment lacks. */
export function withCredentials<Made>(env: Env, make: (lookup: Lookup) => Made): Result<WithCredentials<Made>, string> {
  const secrets: string[] = []
  const missing: string[] = []
  const get = ({ env: name }: FromEnvironment) => {
    const value = (Object.hasOwn(env, name) ? env[name] : undefined) ?? ''
    if (value.trim() === '') missing.push(name)
    else secrets.push(value)
    return value
  }
  const fill = (from: Source): Source => {
    if (typeof from === 'string') return from
    if ('env' in from) return { constant: get(from) }
    return 'fields' in from ? { fields: fillFields(from.fields) } : from
  }
  const fillFields = (fields: Fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, from]) => [name, fill(from)]))
  const made = make({ get, fillParams: params => params.map(fill), fillFields })
  return missing.length > 0 ? err(lacks(missing)) : ok({ made, secrets })
}

/** Says which variables are missing. */
export function lacks(names: readonly string[]): string {
  return `the environment lacks ${[...new Set(names)].join(', ')}`
}
