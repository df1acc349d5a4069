import { err, ok, Result } from 'neverthrow'
import type { NamedColumn, Target } from './api.ts'
import { apis } from './apis.ts'
import { findCredential } from './find-credential.ts'
import { findDropped } from './find-dropped.ts'
import { readObject } from './read-object.ts'
import { type RunSettings, runSettings } from './run-settings.ts'
import { tellIssues } from './tell-issues.ts'

/** What a job file says: what is called for each row, and how the run goes through them. */
export interface Job {
  readonly settings: RunSettings
  readonly open: Target['open']
  /** The columns that the job names. */
  readonly columns: readonly NamedColumn[]
  /** What makes it another job: one that a journal does not go on with. */
  readonly identity: unknown
}

/**
 * Reads a job file. What is wrong is told by the name of the field and never by its value, which may be a credential put in
 * the wrong place.
 */
export function readJob(text: string): Result<Job, string> {
  return readObject(text.replace(/^\uFEFF/, '')).andThen((given): Result<Job, string> => {
    const dropped = findDropped(given)
    if (dropped !== undefined) return err(`\`${dropped}\` is a name that no job can have`)
    const credential = findCredential(given)
    return credential === undefined
      ? readMembers(given)
      : err(`\`${credential}\` looks like a credential: a job holds none, they come from the environment`)
  })
}

function readMembers(given: object): Result<Job, string> {
  const { api, ...members }: { readonly api?: unknown } = given
  const read = typeof api === 'string' && Object.hasOwn(apis, api) ? apis[api as keyof typeof apis] : undefined
  if (read === undefined) return err(`\`api\` is no API that a job can call: ${Object.keys(apis).join(', ')}`)
  const isSetting = ([name]: readonly [string, unknown]) => Object.hasOwn(runSettings.shape, name)
  const entries = Object.entries(members)
  const settings = readSettings(Object.fromEntries(entries.filter(isSetting)))
  const target = read(Object.fromEntries(entries.filter(entry => !isSetting(entry))))
  return Result.combineWithAllErrors([target, settings])
    .mapErr(problems => problems.join('; '))
    .andThen(([target, settings]) => joined(api, target, settings))
}

function readSettings(given: unknown): Result<RunSettings, string> {
  const read = runSettings.safeParse(given, { reportInput: true })
  return read.success ? ok(read.data) : err(tellIssues(read.error))
}

function joined(
  api: unknown,
  { mostRows, columns, identity, open }: Target,
  settings: RunSettings,
): Result<Job, string> {
  const { size, rowId, repetitionKey } = settings
  if (size !== undefined && size > mostRows) {
    return err(
      mostRows === 1
        ? `\`size\` has no use: ${api} takes one row in a request`
        : `\`size\` is more than the ${mostRows.toLocaleString('en')} rows that a request takes`,
    )
  }
  const names = Object.entries({ rowId, repetitionKey }).flatMap(([path, column]) =>
    column === undefined ? [] : [{ path, column, isRequired: true }],
  )
  return ok({ settings, open, columns: [...names, ...columns], identity: [api, identity, rowId, repetitionKey] })
}
