import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import { header, type PlainReply } from '../wire/http.ts'
import type { Dialect } from './contract.ts'
import type { HttpRule } from './definition.ts'
import { MAX_MATCHED } from './matching.ts'

/** An `HttpRule` whose expressions are compiled. */
interface CompiledHttpRule extends Omit<HttpRule, 'header' | 'says'> {
  readonly header?: { readonly name: string; readonly matches?: RegExp }
  readonly says?: RegExp
}

const MAX_TEXT = 500

/** Makes the reader of what is not the API's XML: a gateway's JSON, a page, one line of text. The first rule that fits wins. */
export function httpReader(rules: readonly CompiledHttpRule[]): NonNullable<Dialect['readHttp']> {
  return reply => {
    const beginning = reply.text.slice(0, MAX_MATCHED)
    const rule = rules.find(one => fits(one, reply, beginning))
    return rule === undefined ? [] : [refusalOf(rule, reply, beginning)]
  }
}

function fits({ status, header: wanted, says }: CompiledHttpRule, reply: PlainReply, beginning: string): boolean {
  if (status !== undefined && ![status].flat().includes(reply.status)) return false
  if (wanted !== undefined) {
    const value = header(reply.headers, wanted.name)
    if (value === undefined || wanted.matches?.test(value.slice(0, MAX_MATCHED)) === false) return false
  }
  return says?.test(beginning) !== false
}

function refusalOf(rule: CompiledHttpRule, reply: PlainReply, beginning: string): Refusal {
  const groups = rule.says?.exec(beginning)?.groups
  const words = groups?.message ?? (reply.kind === 'text' ? beginning.trim().slice(0, MAX_TEXT) : '')
  return present({
    signal: 'http-status' as const,
    level: 'response' as const,
    code: groups?.code ?? rule.code,
    texts: words === '' ? [] : [words],
    retryAfterMs: pauseOf(rule, reply),
  })
}

function pauseOf({ retryAfter }: CompiledHttpRule, { headers }: PlainReply): number | undefined {
  const value = retryAfter === undefined ? '' : (header(headers, retryAfter.header)?.trim() ?? '')
  if (retryAfter === undefined || !/^\d{1,12}(?:\.\d{1,9})?$/.test(value)) return undefined
  return Math.round(Number(value) * (retryAfter.unit === 's' ? 1_000 : 1))
}
