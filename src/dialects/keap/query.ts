import { z } from 'zod'
import type { Issue } from '../../core/fault.ts'
import type { WriteHabits } from '../../wire/xmlrpc-write.ts'
import type { Command } from '../command.ts'
import { checkInput } from '../operation.ts'
import { refusedCommand } from '../xmlrpc-command.ts'
import { keapCommand } from './method.ts'
import { fields, values } from './params.ts'
import { DataService, MOST_ROWS, ROWS } from './services/data.ts'
import { hasId } from './tables.ts'

/** The method that gives the pages of a table. */
export const QUERY = 'DataService.query'

/** A record as a page gives it. */
type Row = Readonly<Record<string, unknown>>

interface PagedQuery {
  /** Records of one page at most. */
  readonly limit: number
  /** Makes the command that asks for a page; the first is 0. */
  readonly page: (index: number) => Command<readonly Row[]>
}

const input = z.strictObject({
  match: values,
  fields,
  limit: ROWS.default(MOST_ROWS),
  orderBy: z.string().min(1).optional(),
  ascending: z.boolean().default(true),
})

/**
 * Makes a query of what chooses the records. Of a table known to have one, `Id` is asked for and decides the order, so
 * that records can be told apart and pages do not shift. Options that are not what they should be make each page a
 * `request` fault that names them.
 */
export function pagedQuery(table: string, options: unknown, habits: WriteHabits): PagedQuery {
  const checked = checkInput(input, options)
  if (checked.isErr()) return { limit: MOST_ROWS, page: () => refusedCommand(QUERY, 'read', checked.error) }
  const { match, limit, ascending, ...given } = checked.value
  const isKnown = hasId(table)
  const asked = isKnown ? [...new Set([...(given.fields as readonly string[]), 'Id'])] : given.fields
  const { orderBy = isKnown ? 'Id' : undefined } = given
  const order = orderBy === undefined ? [] : [orderBy, ascending]
  return {
    limit,
    page: index => named(keapCommand(QUERY, DataService.query, [table, limit, index, match, asked, ...order], habits)),
  }
}

/** Calls parameters by the names of the options that they come from. */
function named<Output>(command: Command<Output>): Command<Output> {
  const renamed = ({ path: [first, ...rest], ...issue }: Issue): Issue => ({
    ...issue,
    path: first === undefined ? [] : [NAMES[Number(first)] ?? first, ...rest],
  })
  return { ...command, write: () => command.write().mapErr(issues => issues.map(renamed)) }
}

const NAMES = ['table', 'limit', 'page', 'match', 'fields', 'orderBy', 'ascending']
