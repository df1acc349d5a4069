import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import { header, isSuccess, type PlainReply } from '../wire/http.ts'
import { member, parseJson, words } from '../wire/json.ts'
import { MAX_MATCHED } from './matching.ts'

/**
 * What a service over plain HTTP says where it refuses: a problem document, JSON with code and message under their usual
 * names, or words. Nothing for a page or a redirect, which come from somebody else.
 *
 *     {type, title, status, detail}   {error: {code, message}}   {error, error_description}   {code, message}
 *     {errors: [{code, message, field}]}   {fault: {faultstring, detail: {errorcode}}}
 *
 * @see RFC 9457 for the problem document
 */
export function httpRefusals(reply: PlainReply): readonly Refusal[] {
  const { status, kind, text } = reply
  if (isSuccess(status) || status < 400 || kind === 'html') return []
  if (kind !== 'json') return [bare(kind === 'text' ? text : '')]
  const data = parseJson(text)
  const errors = member(data, 'errors')
  const listed = Array.isArray(errors) ? errors.slice(0, MOST_ERRORS).flatMap(one => refusalOf(one) ?? []) : []
  const own = isProblem(reply, data) ? problemOf(data) : refusalOf(data)
  const all = own === undefined ? listed : [own, ...listed]
  return all.length === 0 ? [bare('')] : all
}

/** Under 2xx only what calls itself a problem is a refusal. */
export function problemUnderSuccess(reply: PlainReply): Refusal | undefined {
  return reply.kind === 'json' && isProblemType(reply) ? problemOf(parseJson(reply.text)) : undefined
}

/** More than anybody reads. */
const MOST_ERRORS = 100

function bare(text: string): Refusal {
  const said = words(text.slice(0, MAX_MATCHED).replace(/\s+/g, ' ').trim())
  return { signal: 'http-status', level: 'response', texts: said === undefined ? [] : [said] }
}

function isProblemType({ headers }: PlainReply): boolean {
  return /^application\/problem\+json\b/i.test(header(headers, 'content-type')?.trim() ?? '')
}

/** Many send one as plain JSON: its `status` then repeats that of the answer. */
function isProblem(reply: PlainReply, data: unknown): boolean {
  return isProblemType(reply) || (member(data, 'status') === reply.status && words(member(data, 'title')) !== undefined)
}

function problemOf(data: unknown): Refusal {
  const type = words(member(data, 'type'))
  return present({
    signal: 'problem-document' as const,
    level: 'response' as const,
    code: words(member(data, 'code')) ?? (type === 'about:blank' ? undefined : type),
    texts: filled(words(member(data, 'detail')), words(member(data, 'title'))),
    requestId: words(member(data, 'instance')),
  })
}

/** One error by its usual names, from the outside in. */
function refusalOf(data: unknown): Refusal | undefined {
  if (typeof data === 'string') return bare(data)
  const inner = ['error', 'fault'].map(name => member(data, name)).find(value => typeof value === 'object')
  const at = inner ?? data
  const code = firstOf(at, CODE) ?? words(member(member(at, 'detail'), 'errorcode')) ?? words(member(data, 'error'))
  const texts = filled(...MESSAGE.map(name => words(member(at, name))))
  if (code === undefined && texts.length === 0) return undefined
  return present({ signal: 'http-status' as const, level: 'response' as const, code, texts, field: firstOf(at, FIELD) })
}

const CODE = ['code', 'errorCode', 'error_code', 'errorcode', 'id'] as const
const MESSAGE = [
  'message',
  'errorMessage',
  'error_description',
  'detail',
  'description',
  'title',
  'faultstring',
] as const
const FIELD = ['field', 'param', 'pointer', 'path'] as const

function firstOf(data: unknown, names: readonly string[]): string | undefined {
  return names.map(name => words(member(data, name))).find(value => value !== undefined)
}

function filled(...texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter(text => text !== undefined)
}
