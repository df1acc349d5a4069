import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import type { CallContext, Calling } from '../../batch/contract.ts'
import type { Fault } from '../../core/fault.ts'
import type { Idempotency } from '../../core/operation.ts'
import type { Env } from './environment.ts'
import type { Row } from './rows.ts'
import { tellIssues } from './tell-issues.ts'

/** An API that is ready to be called for rows. */
export interface JobApi {
  /** What a second call of the same row does. */
  readonly idempotency: Idempotency | ((row: Row) => Idempotency)
  /** What makes a repeat of a `keyed` operation harmless. Default: made of the run and the row's place. */
  readonly key?: (row: Row) => string
  readonly call: (row: Row, context: CallContext<Row>) => Calling<unknown>
  /** The same for several rows in one request. */
  readonly callEach?: (
    rows: readonly Row[],
    contexts: readonly CallContext<Row>[],
    options: CallContext<Row>['options'],
  ) => Calling<readonly Result<unknown, Fault>[]>
  readonly close: () => Promise<void>
}

/** A column that a job names, and the path of what names it. */
export interface NamedColumn {
  readonly path: string
  readonly column: string
  /** Whether every row must have something in it. */
  readonly isRequired: boolean
}

/** One API that a job can call, by what its job says of it. */
export interface ApiOfJobs<Own> {
  /** Members of the job beside those that every job has. */
  readonly members: z.ZodType<Own>
  /** How many rows one request takes at most. */
  readonly mostRows: number
  /** What of the members does not go together. */
  readonly misfit?: (own: Own) => string | undefined
  /** The columns that it takes from a row. */
  readonly columns: (own: Own) => readonly NamedColumn[]
  /** What makes it another job: one that a journal does not go on with. */
  readonly identity: (own: Own) => unknown
  /** Makes the client, with the credentials in the environment, or tells what is missing. */
  readonly open: (own: Own, env: Env) => Result<JobApi, string> | Promise<Result<JobApi, string>>
}

/** What a job says of its API, checked. */
export interface Target {
  readonly mostRows: number
  readonly columns: readonly NamedColumn[]
  readonly identity: unknown
  readonly open: (env: Env) => Promise<Result<JobApi, string>>
}

/** Reads the members of a job that are its API's own. */
export type ReadTarget = (members: unknown) => Result<Target, string>

/** Makes the reader of one API's members. */
export function targetOf<Own>({ members, mostRows, misfit, columns, identity, open }: ApiOfJobs<Own>): ReadTarget {
  return given => {
    const read = members.safeParse(given, { reportInput: true })
    if (!read.success) return err(tellIssues(read.error))
    const own = read.data
    const problem = misfit?.(own)
    if (problem !== undefined) return err(problem)
    return ok({
      mostRows,
      columns: columns(own),
      identity: identity(own),
      open: async env => opened(() => open(own, env)),
    })
  }
}

/** A client tells by a TypeError which of its options cannot be used. */
async function opened(open: () => ReturnType<ApiOfJobs<never>['open']>): Promise<Result<JobApi, string>> {
  try {
    return await open()
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}
