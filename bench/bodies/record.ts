import { chance, shuffled } from '../chance.ts'
import { element, numbers } from './markup.ts'
import { latin, nonLatin, type Words } from './words.ts'

/** What a record of a project looks like. */
export interface RecordShape {
  /** `irregular`: a quarter of the fields is missing, and a tenth of the records has them in another order. */
  readonly shape?: 'regular' | 'irregular'
  readonly words?: 'latin' | 'non-latin'
}

/** One field: its name and its value, which is text or markup. */
export type Field = readonly [name: string, value: string]

/** The fields of so many records, 40 each as a project has them. The same in every run. */
export function recordFields(count: number, { shape = 'regular', words = 'latin' }: RecordShape = {}): Field[][] {
  const vocabulary = words === 'latin' ? latin : nonLatin
  const random = chance(count)
  return numbers(count).map(record => {
    const fields = columns.map(([name, value]): Field => [name, value(record, vocabulary)])
    return shape === 'regular' ? fields : disturbed(fields, random)
  })
}

function disturbed(fields: readonly Field[], random: () => number): Field[] {
  const kept = fields.filter(() => random() >= 0.25)
  return random() < 0.1 ? shuffled(kept, random) : kept
}

type Value = (record: number, words: Words) => string

const number: Value = record => String(70_000 + record)
const amount: Value = record => `${1200 + ((record * 37) % 9000)}.${10 + (record % 90)}`
const flag: Value = record => (record % 3 === 0 ? '1' : '')
const empty: Value = () => ''
const word: Value = (record, words) => words.short(record)
const sentence: Value = (record, words) => words.long(record)
const date: Value = record =>
  element(
    'Date',
    element('year', '2026') + element('month', two(1 + (record % 12))) + element('day', two(1 + (record % 28))),
  )

function two(value: number): string {
  return String(value).padStart(2, '0')
}

const columns: readonly (readonly [name: string, value: Value])[] = [
  ['id', number],
  ['name', word],
  ['externalid', record => `PRJ-${record}`],
  ['customerid', number],
  ['customer_name', word],
  ['userid', number],
  ['active', flag],
  ['budget', amount],
  ['budget_time', amount],
  ['currency', record => (record % 4 === 0 ? 'USD' : 'EUR')],
  ['start_date', date],
  ['finish_date', date],
  ['notes', sentence],
  ['project_stageid', record => String(record % 9)],
  ['cost_centerid', number],
  ['hierarchy_node_ids', empty],
  ['invoice_layoutid', number],
  ['invoice_text', sentence],
  ['rate', amount],
  ['tax_locationid', empty],
  ['auto_bill', flag],
  ['auto_bill_cap', amount],
  ['auto_bill_cap_value', amount],
  ['auto_bill_override', flag],
  ['billing_contact_id', number],
  ['billing_code', record => `BILL-${record % 50}-${record}`],
  ['contact_phone', record => `+31 20 555 ${1000 + (record % 9000)}`],
  ['only_owner_can_edit', flag],
  ['sync_workspace', flag],
  ['pm_approver_1', number],
  ['pm_approver_2', number],
  ['portfolio_remark__c', sentence],
  ['assigned_date', date],
  ['created', date],
  ['updated', date],
  ['harbor_basin__c', word],
  ['harbor_berth__c', record => `berth ${record % 70} &amp; quay ${record % 11}`],
  ['inspection_remark__c', sentence],
  ['crane_class__c', empty],
  ['tonnage__c', amount],
]
