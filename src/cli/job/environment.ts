import type { Terminal } from '../terminal.ts'
import type { Fields, FromEnvironment, Source } from './source.ts'

/** The variables that the command sees. */
export type Env = Terminal['env']

/** Looks up the credentials that a job names by their variables. */
export interface Credentials {
  readonly get: (from: FromEnvironment) => string
  /** The same sources with the credentials in their places. */
  readonly fillParams: (params: readonly Source[]) => readonly Source[]
  readonly fillFields: (fields: Fields) => Fields
  /** What was found, to be hidden wherever it comes back. */
  readonly secrets: readonly string[]
  /** Variables that are not set. */
  readonly missing: readonly string[]
}

export function credentialsIn(env: Env): Credentials {
  const secrets: string[] = []
  const missing: string[] = []
  const get = ({ env: name }: FromEnvironment) => {
    const value = (Object.hasOwn(env, name) ? env[name] : undefined) ?? ''
    const list = value.trim() === '' ? missing : secrets
    list.push(value.trim() === '' ? name : value)
    return value
  }
  const fill = (from: Source): Source => {
    if (typeof from === 'string') return from
    if ('env' in from) return { constant: get(from) }
    return 'fields' in from ? { fields: fillFields(from.fields) } : from
  }
  const fillFields = (fields: Fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, from]) => [name, fill(from)]))
  return { get, fillParams: params => params.map(fill), fillFields, secrets, missing }
}

/** Says which variables are missing. */
export function lacks(names: readonly string[]): string {
  return `the environment lacks ${[...new Set(names)].join(', ')}`
}
