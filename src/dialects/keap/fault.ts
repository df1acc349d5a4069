import type { Refusal } from '../../core/refusal.ts'
import type { XmlRpcFault } from '../../wire/xmlrpc-fault.ts'
import { tags } from './tags.ts'

/**
 * Gives a fault its code: that of the tag in its words, else the number beside them. Where the two disagree the tag
 * is right, and a warning tells of the number. A tag that nobody knows is the code only where there is no number.
 */
export function refuse({ code, texts }: XmlRpcFault): Pick<Refusal, 'code' | 'texts' | 'evidence'> {
  const tag = TAG.exec(texts[0] ?? '')?.[1] ?? ''
  const number = tags.get(tag)
  if (number === undefined) {
    const only = code ?? tag
    return only === '' ? { texts } : { code: only, texts }
  }
  if (code === undefined || code === number) return { code: number, texts }
  const message = `The fault has the number ${code} beside the tag [${tag}], which is ${number}`
  return { code: number, texts, evidence: { warnings: [{ message }] } }
}

const TAG = /^\s*\[(\w{1,100})\]/
