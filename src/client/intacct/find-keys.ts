import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Command } from '../../dialects/command.ts'
import { query } from '../../dialects/intacct/operations/query.ts'
import type { Page } from '../../dialects/intacct/operations/read.ts'
import type { Replayed } from '../../dialects/intacct/operations/write.ts'
import { command } from '../../dialects/operation.ts'

/** A function whose record can be looked up. */
export interface Findable {
  /** Reads the record number of every record that is like the one that was written. */
  readonly find?: Command<Page>
}

/** More than one tells that the fields do not tell records apart. */
const ENOUGH = 2

/** Made once: to make it takes longer than to use it. */
const BY_FIELDS = query()

/** Makes what finds a record by the values that it was written with. A field that it does not have finds nothing. */
export function findableBy(object: string, record: unknown, fields: readonly string[]): Command<Page> {
  const values = record as Readonly<Record<string, unknown>>
  const and = fields.map(field => ({ field, equalTo: values?.[field] }))
  return command(BY_FIELDS, { object, select: ['RECORDNO'], filter: { and }, pageSize: ENOUGH })
}

/**
 * Looks for the keys of records that an earlier try had written, as far as the functions say how. One that is not found for
 * certain stays unknown.
 */
export async function withFoundKeys(
  functions: readonly (Command & Findable)[],
  outcomes: readonly Result<unknown, Fault>[],
  read: (finds: readonly Command[]) => Promise<readonly Result<unknown, Fault>[]>,
): Promise<readonly Result<unknown, Fault>[]> {
  const places = functions.flatMap((one, index) =>
    one.find !== undefined && isReplayed(outcomes[index]) ? [index] : [],
  )
  if (places.length === 0) return outcomes
  const pages = await read(places.flatMap(index => functions[index]?.find ?? []))
  return outcomes.map((outcome, index) => {
    const page = pages[places.indexOf(index)] as Result<Page, Fault> | undefined
    const key = page?.isOk() === true && page.value.records.length === 1 ? page.value.keys[0] : undefined
    return key === undefined ? outcome : outcome.map(written => ({ ...(written as Replayed), key }))
  })
}

function isReplayed(outcome: Result<unknown, Fault> | undefined): boolean {
  return outcome?.isOk() === true && (outcome.value as Partial<Replayed> | undefined)?.replayed === true
}
