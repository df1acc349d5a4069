import { RECORD_FIELDS } from './fields.ts'

const COMMON = ['id', 'created', 'updated', 'attributes']

/** Types that exist and whose fields nobody wrote down: any field is taken. */
const OPEN_TYPES: ReadonlySet<string> = new Set([
  'Agreement_to_project',
  'Booking_request',
  'Leave_accrual_rule',
  'RevenueProjection',
  'ResourceRequestQueue',
  'Resourcesearch',
  'UserLocation',
])

const FIELDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(RECORD_FIELDS).map(([type, words]) => [type, new Set([...COMMON, ...expand(words)])]),
)

/** The fields of a type; undefined for a type that takes any field, and for an unknown one. */
export function declaredFieldsOf(type: string): ReadonlySet<string> | undefined {
  return FIELDS.get(type)
}

/** Whether the account knows the type. Spelling counts: `Projecttask`, but `BookingType`. */
export function isKnownType(type: string): boolean {
  return FIELDS.has(type) || OPEN_TYPES.has(type)
}

export const knownTypes: readonly string[] = [...FIELDS.keys(), ...OPEN_TYPES]

/** The fields of a type that hold dates: they come as a nested `Date`, unset ones with empty parts. */
export function dateFieldsOf(type: string): readonly string[] {
  return [...(FIELDS.get(type) ?? [])].filter(field => DATE_FIELD.test(field))
}

/** Whether a field of the type holds a date; of a type whose fields nobody wrote down, whether it is named like one. */
export function isDateField(type: string, field: string): boolean {
  return DATE_FIELD.test(field) && (FIELDS.get(type)?.has(field) ?? true)
}

const DATE_FIELD =
  /^(date|acct_date|starts|ends|start|end|startdate|enddate|submitted|approved|created|updated|start_date|finish_date|end_date|date_\w+)$/

/** Prefixes and names of the fields that refer to a record of the type. */
export function referenceFieldsOf(type: string): readonly string[] {
  return REFERENCES.get(type) ?? [`${type.toLowerCase()}id`, `${type.toLowerCase()}_id`]
}

const REFERENCES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    BookingType: ['booking_typeid', 'booking_type_id'],
    Jobcode: ['job_codeid', 'job_code_id'],
    Projecttask: ['projecttaskid', 'project_taskid', 'project_task_id'],
    Projectstage: ['project_stageid'],
    Costcenter: ['cost_centerid', 'cost_center_id'],
  }),
)

/** The field for the caller's own key, where the type has one. */
export function externalFieldOf(type: string): string | undefined {
  const fields = FIELDS.get(type)
  if (fields === undefined) return OPEN_TYPES.has(type) ? 'external_id' : undefined
  return ['externalid', 'external_id'].find(field => fields.has(field))
}

function* expand(words: string): Iterable<string> {
  for (const word of words.trim().split(/\s+/)) {
    const group = /^(\w*)\{([\w,]+)\}$/.exec(word)
    if (group === null) yield word
    else for (const member of (group[2] ?? '').split(',')) yield `${group[1]}${member}`
  }
}
