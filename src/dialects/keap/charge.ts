import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import { contentOf, membersOf, textOf } from '../../wire/xmlrpc-struct.ts'
import type { XmlElement } from '../../xml/element.ts'

/** The method that says no in its result. */
export const CHARGE = 'InvoiceService.chargeInvoice'

/**
 * What the result of a charge refuses; undefined for a success, and for the results of other methods.
 *
 *     struct( Successful: boolean, Code: APPROVED | DECLINED | ERROR | SKIPPED, RefNum, Message )
 *
 * Where nobody knows what was asked, a struct with `Successful` and `Code` is taken for one. Only both together are
 * a yes. What contradicts itself, or is neither, has the level `object`: the catalog takes it for unclear.
 */
export function judgeCharge(value: XmlElement, method: string | undefined): Refusal | undefined {
  if (method !== undefined && method !== CHARGE) return undefined
  const content = contentOf(value)
  const members = content?.localName === 'struct' ? membersOf(content) : NONE
  const isCharge = members.has('Successful') && members.has('Code')
  if (method === undefined && !isCharge) return undefined
  const said = (name: string) => textIn(members.get(name))
  const [code, successful, message, reference] = ['Code', 'Successful', 'Message', 'RefNum'].map(said)
  const yes = isYes(successful)
  if (yes === true && code === 'APPROVED' && message !== FAILED) return undefined
  const isClear = yes !== true && code !== undefined && REFUSALS.has(code)
  const warnings = [{ message: `The charge has the reference number ${reference}` }]
  return present({
    signal: 'status-element' as const,
    level: isClear ? ('command' as const) : ('object' as const),
    code,
    texts: message === undefined ? [] : [message],
    evidence: reference === undefined ? undefined : { warnings },
  })
}

const NONE: ReadonlyMap<string, XmlElement | undefined> = new Map()
const REFUSALS: ReadonlySet<string> = new Set(['DECLINED', 'ERROR', 'SKIPPED'])
/** Told of charges that failed, whatever stood beside it. */
const FAILED = 'Error process card.'

function textIn(value: XmlElement | undefined): string | undefined {
  const text = (value && textOf(value))?.trim() ?? ''
  return text === '' ? undefined : text
}

function isYes(text: string | undefined): boolean | undefined {
  if (text === '1' || text?.toLowerCase() === 'true') return true
  return text === '0' || text?.toLowerCase() === 'false' ? false : undefined
}
