import type { Fault, XmlData } from '../core/fault.ts'
import type { Field } from './layout.ts'

/** What the reply shows beside the words: the command at fault, what was written, and the finer codes. */
export function evidenceOf(fault: Fault): readonly Field[] {
  if (fault.kind !== 'service') return []
  const { cause, written = [], reasons } = fault
  const finer = reasons.flatMap(({ subcode, field }) =>
    subcode === undefined ? [] : [field === undefined ? subcode : `${subcode} (${field})`],
  )
  return [
    ['cause', cause === undefined ? '' : causeWords(cause)],
    ['written', written.length === 0 ? '' : writtenWords(written)],
    ['finer', finer.join(', ')],
  ]
}

function causeWords({ index, operation, id, code, message }: NonNullable<Cause>): string {
  const who = [index === undefined ? undefined : `#${index}`, operation, id].filter(Boolean).join(' ')
  const why = [code, message].filter(Boolean).join(' ')
  return why === '' ? who : `${who}: ${why}`
}

type Cause = Extract<Fault, { kind: 'service' }>['cause']

/** Three objects, and three fields of each: enough to find them again. */
const MOST_SHOWN = 3

function writtenWords(written: readonly XmlData[]): string {
  const shown = written.slice(0, MOST_SHOWN).map(({ name, children = [] }) => {
    const fields = children.filter(({ text }) => text !== undefined).slice(0, MOST_SHOWN)
    return [name, ...fields.map(({ name, text }) => `${name}=${text}`)].join(' ')
  })
  const more = written.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
