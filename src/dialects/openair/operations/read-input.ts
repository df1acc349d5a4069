import { z } from 'zod'
import { isDate, NO_DATE } from '../dates.ts'
import { fieldName, recordInput } from '../record-schema.ts'
import { checkType, identity, perType, typeName } from './parts.ts'

/** The most records that one request may ask for. An account may have less: code 605. */
export const PAGE = 1000

/**
 * How the records are chosen. `user` and `project` give what belongs to the user or project in `match`,
 * `not exported` what no export to the application in `match` has had.
 */
const methods = ['all', 'equal to', 'not equal to', 'custom equal to', 'user', 'project', 'not exported'] as const
/** A way to choose records; without one, `match` decides between `equal to` and `all`. */
export type ReadMethod = (typeof methods)[number]

/** Filters that need no date. */
const namedFilters = [
  'open-envelopes',
  'approved-envelopes',
  'rejected-envelopes',
  'submitted-envelopes',
  'nonreimbursed-envelopes',
  'reimbursable-envelopes',
  'open-slips',
  'approved-slips',
  'open-timesheets',
  'approved-timesheets',
  'rejected-timesheets',
  'submitted-timesheets',
  'not-exported',
  'approved-revenue-recognition-transactions',
] as const
/** A filter that goes by its name alone, such as `open-timesheets`. */
export type NamedFilter = (typeof namedFilters)[number]

/** The switches of a read and the attributes that they become. */
export const switches = {
  deleted: 'deleted',
  includeNondeleted: 'include_nondeleted',
  includeFlags: 'include_flags',
  excludeFlags: 'exclude_flags',
  baseCurrency: 'base_currency',
  generic: 'generic',
  enableCustom: 'enable_custom',
  withProjectOnly: 'with_project_only',
  emptyIsNil: 'empty_is_nil',
  clearFilterCache: 'clear_filter_cache',
} as const
/** A switch of a read, on or off. */
export type ReadSwitch = keyof typeof switches

const switchSchemas = Object.fromEntries(Object.keys(switches).map(name => [name, z.boolean().optional()])) as Readonly<
  Record<ReadSwitch, z.ZodOptional<z.ZodBoolean>>
>

const identities = z.array(identity).min(1)

const dateFilter = z.strictObject({
  filter: z.enum(['newer-than', 'older-than']),
  field: fieldName,
  date: z.string().refine(isDate, { error: NO_DATE }),
})

const NEEDS_MATCH: readonly (ReadMethod | undefined)[] = [
  'equal to',
  'not equal to',
  'custom equal to',
  'user',
  'project',
]

/** The schema of what a read of a type takes. */
export const readInput = perType((type: string) => {
  const input = z
    .strictObject({
      ...switchSchemas,
      method: z.enum(methods).optional(),
      match: z.unknown().optional(),
      ids: identities.optional(),
      idsOf: z.record(typeName, identities).optional(),
      limit: z.int().min(1).max(PAGE).default(PAGE),
      offset: z.int().min(0).optional(),
      fields: z.array(fieldName).min(1).optional(),
      order: z.strictObject({ field: fieldName, direction: z.enum(['asc', 'desc']).default('asc') }).optional(),
      filters: z.array(dateFilter).min(1).optional(),
      named: z.array(z.enum(namedFilters)).min(1).optional(),
    })
    .superRefine((input, context) => {
      if (NEEDS_MATCH.includes(input.method) && input.match === undefined) {
        context.addIssue({ code: 'custom', path: ['match'], message: `The method "${input.method}" compares with it` })
      }
      if (input.method === 'all' && input.match !== undefined) {
        context.addIssue({ code: 'custom', path: ['match'], message: 'The method "all" compares with nothing' })
      }
      if (input.match === undefined) return
      const judged = recordInput(comparedType(type, input.method)).safeParse(input.match)
      for (const { path, message } of judged.error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['match', ...path], message })
      }
    })
  return checkType(type, input)
})

/** What a read takes, after its schema. */
export type ReadInput = z.infer<ReturnType<typeof readInput>>

/** The type of the object that a method compares with: of some it is another one. */
export function comparedType(type: string, method: ReadMethod | undefined): string {
  if (method === 'user') return 'User'
  if (method === 'not exported') return 'ImportExport'
  return method === 'project' ? 'Project' : type
}
