import { err, ok, type Result } from 'neverthrow'
import { fieldsOf, textOf } from '../../data.ts'
import type { Store, StoredRecord } from '../../store.ts'
import type { CommandElement } from '../command-element.ts'
import { momentOf } from '../dates.ts'
import { STATE } from '../states.ts'
import type { World } from '../world.ts'
import type { Criterion } from './read-criteria.ts'
import { isFieldKnown } from './read-projection.ts'

const DATED: ReadonlySet<string> = new Set(['newer-than', 'older-than'])

/**
 * `filter`, `field` and the `Date` children, paired in order; counts that differ are 871. Without `field`
 * the date of the last change is meant (unverified). A record whose date was never set passes neither.
 */
export function dateFiltersOf(command: CommandElement, type: string, world: World): Result<Criterion, string> {
  const filters = listOf(command, 'filter').filter(name => DATED.has(name))
  const fields = command.attribute('field') === undefined ? filters.map(() => 'updated') : listOf(command, 'field')
  const dates = command.all('Date')
  if (filters.length !== dates.length || filters.length !== fields.length) return err('871')
  if (fields.some(field => !isFieldKnown(command, type, field, world))) return err('602')
  const moments = dates.map(date => momentOf({ Date: Object.fromEntries(fieldsOf(date)) }))
  if (moments.some(moment => moment === undefined)) return err('944')
  return ok(record =>
    filters.every((filter, index) => {
      const value = momentOf(record.fields.get(fields[index] ?? ''))
      const limit = moments[index]
      if (value === undefined || limit === undefined) return false
      return filter === 'newer-than' ? value > limit : value < limit
    }),
  )
}

/** The filters that have a name instead of a date, such as `open-timesheets`; 2001 for one nobody knows. */
export function namedFiltersOf(command: CommandElement, type: string, world: World): Result<Criterion, string> {
  const names = listOf(command, 'filter').filter(name => !DATED.has(name))
  const tests = names.map(name => NAMED.get(name))
  if (tests.some(test => test === undefined)) return err('2001')
  return ok(record => tests.every(test => test?.(record, type, world.store) === true))
}

/** `<Filter type="customer"><id>..</id></Filter>`: the records of one of these, or these themselves. */
export function idFilterOf(command: CommandElement, type: string): Criterion {
  const filters = command.all('Filter').map(filter => {
    const target = (filter.attribute('type') ?? '').toLowerCase()
    const fields = target === type.toLowerCase() ? ['id'] : [`${target}id`, `${target}_id`]
    return { fields, ids: new Set(filter.all('id').map(id => id.text.trim())) }
  })
  return record => filters.every(({ fields, ids }) => fields.some(field => ids.has(textOf(record.fields, field))))
}

type NamedFilter = (record: StoredRecord, type: string, store: Store) => boolean

/** What each name means beyond its words is unverified. */
const NAMED: ReadonlyMap<string, NamedFilter> = new Map(
  Object.entries<NamedFilter>({
    'open-envelopes': sheetIn('Envelope', STATE.open),
    'submitted-envelopes': sheetIn('Envelope', STATE.submitted),
    'approved-envelopes': sheetIn('Envelope', STATE.approved),
    'rejected-envelopes': sheetIn('Envelope', STATE.rejected),
    'reimbursable-envelopes': sheetIn('Envelope', STATE.approved),
    'nonreimbursed-envelopes': (record, type, store) => {
      const envelope = sheetOf('Envelope', record, type, store)
      return envelope !== undefined && store.find('Reimbursement', 'envelopeid', envelope.id).length === 0
    },
    'open-timesheets': sheetIn('Timesheet', STATE.open),
    'submitted-timesheets': sheetIn('Timesheet', STATE.submitted),
    'approved-timesheets': sheetIn('Timesheet', STATE.approved),
    'rejected-timesheets': sheetIn('Timesheet', STATE.rejected),
    'open-slips': record => textOf(record.fields, 'invoiceid') === '',
    'approved-slips': (record, _type, store) => {
      const invoice = store.get('Invoice', textOf(record.fields, 'invoiceid'))
      return invoice !== undefined && textOf(invoice.fields, 'approval_status') === STATE.approved
    },
    'not-exported': (record, type, store) =>
      !store.find('ImportExport', 'id', record.id).some(({ fields }) => textOf(fields, 'type') === type),
    'approved-revenue-recognition-transactions': () => true,
  }),
)

function sheetIn(sheet: string, state: string): NamedFilter {
  return (record, type, store) => {
    const found = sheetOf(sheet, record, type, store)
    return found !== undefined && textOf(found.fields, 'status') === state
  }
}

/** The sheet itself, or the one that the record lies in. */
function sheetOf(sheet: string, record: StoredRecord, type: string, store: Store): StoredRecord | undefined {
  return type === sheet ? record : store.get(sheet, textOf(record.fields, `${sheet.toLowerCase()}id`))
}

function listOf(command: CommandElement, attribute: string): readonly string[] {
  const words = (command.attribute(attribute) ?? '').split(',').map(word => word.trim())
  return words.filter(word => word !== '')
}
