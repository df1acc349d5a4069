import { element, numbers } from './markup.ts'
import { type RecordShape, recordFields } from './record.ts'

/** A sign-in that succeeded and one command that was refused with words. */
export function refusedCommand(): string {
  const words =
    'The expense line was not stored: its amount is above the limit that the approval rule of the project ' +
    'sets for one day, and the rule has no exception for the person who entered it'
  return reply(element('Add', element('errors', words), 'status="1106"'))
}

/** So many additions. Every twentieth is refused, half of those with words. */
export function batch(commands: number): string {
  return reply(numbers(commands).map(addition).join('\n'))
}

function addition(n: number): string {
  if (n % 40 === 19) return '<Add status="821"/>'
  if (n % 40 === 39) return element('Add', element('errors', `Row ${n} breaks a rule of the account`), 'status="1106"')
  const fields =
    element('id', `${70_000 + n}`) +
    element('name', `Pier ${n} &amp; Sons`) +
    element('externalid', `H-${n}`) +
    element('notes', 'from a harbor ledger')
  return element('Add', element('Customer', fields), 'status="0"')
}

/** One Read that found so many records of 40 fields. */
export function readReply({ records, ...shape }: { readonly records: number } & RecordShape): string {
  const found = recordFields(records, shape).map(fields =>
    element('Project', fields.map(([name, value]) => element(name, value)).join('')),
  )
  return reply(element('Read', found.join('\n'), 'status="0"'))
}

function reply(results: string): string {
  return `<?xml version="1.0" standalone="yes"?>\n<response><Auth status="0"/>${results}</response>`
}
