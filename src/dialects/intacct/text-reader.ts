import { present } from '../../core/present.ts'
import { header, type PlainReply } from '../../wire/http.ts'
import type { Asked, AskedCommand, Reading } from '../contract.ts'
import { textPayload } from '../text-payload.ts'

/**
 * Reads the answer to a function that was asked for JSON or CSV: a success is then no XML, and the text is its payload.
 *
 * A list is what such a function gives. Anything else in its place (an object, a sentence, a page) says neither yes nor
 * no, and is left to whoever reads bodies that are not XML. Failures come as XML, or in a form that was never seen.
 */
export function readIntacctText(reply: PlainReply, { commands }: Asked): Reading | undefined {
  const [command, other] = commands
  if (command?.format === undefined || other !== undefined || !isList(reply, command.format)) return undefined
  const result = { kind: 'done', payload: textPayload(command.format, reply.text) } as const
  return {
    kind: 'outcomes',
    outcomes: [present({ index: 0, operation: command.name, id: command.id, result })],
    warnings: [],
  }
}

function isList(reply: PlainReply, format: NonNullable<AskedCommand['format']>): boolean {
  return format === 'json' ? isJsonList(reply) : isTable(reply)
}

function isJsonList({ kind, text }: PlainReply): boolean {
  if (kind !== 'json') return false
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    return false
  }
}

/** A first line of names without blanks is the head of a table; one name alone must be told to be CSV. */
function isTable({ kind, text, headers }: PlainReply): boolean {
  if (kind !== 'text') return false
  const [head = ''] = text.slice(0, LONGEST_HEAD).trimStart().split(/\r?\n/, 1)
  const names = head.split(',').map(name => name.replace(/^"(.*)"$/, '$1'))
  if (!names.every(name => /^[A-Za-z][\w.]*$/.test(name))) return false
  return names.length > 1 || /\bcsv\b/i.test(header(headers, 'content-type') ?? '')
}

const LONGEST_HEAD = 65_536
