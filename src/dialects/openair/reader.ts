import type { Warning } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { Asked, AskedCommand, Reading, ReadOutcome } from '../contract.ts'
import { misshapen } from '../misshapen.ts'
import { type Found, pair } from './pairing.ts'
import { isDone, readResult, refusalOf, remarksOf, statusOf } from './result.ts'
import { ownText } from './wording.ts'

/**
 * Reads a reply of the XML API: one outcome per command, in the order asked; without `asked`, in that of the reply.
 *
 *     <response status="1">text</response>                   not parsable, nothing else in it
 *     <response> <Auth status="0"/>                          sign-in: no outcome; absent where none was needed
 *       <Add status="0"> <Task>...</Task> </Add>             done: 0, and 601 on Read (nothing found)
 *       <Add status="1106"> <errors>text</errors> </Add>     refused; the words may be absent
 *       <Submit status="1002"> <Timesheet> <errors/> <warnings/> <log/> </Timesheet> </Submit> </response>
 *
 * A refused sign-in refuses the whole reply, and what follows it with a code of its own is its victim. Where a
 * later command was done all the same (Time and the Error lookup need no sign-in), that success stands, and the
 * refused sign-in is the cause of every other outcome. A root with a code of its own is treated likewise.
 *
 * @see the vendor's page "Handling Errors" (article_55125448880)
 */
export function readOpenAirXml(root: XmlElement, asked?: Asked): Reading {
  const name = root.localName
  if (name !== 'response') return misshapen('unrecognized', `The root is <${name}> instead of <response>`, name)
  const signIn = root.child('Auth')
  const results = root.children.filter(child => child !== signIn)

  const causes = refusalsOfAll(root)
  if (causes.length > 0) return readBehind(causes, results, asked)

  if (signIn !== undefined && statusOf(signIn) === '') {
    return misshapen('missing-signal', 'The sign-in has no status', 'response/Auth')
  }
  const words = ownText(root)
  if (root.children.length === 0 && (asked === undefined || asked.commands.length === 0)) {
    const message = ['The reply has neither a status nor a result', ...words].join(': ')
    return misshapen('missing-signal', message, 'response')
  }
  const stray = words.map((message): Warning => ({ message, level: 'response' }))
  const remarks = signIn === undefined ? [] : remarksOf(signIn, { level: 'authentication' })
  return readOutcomes(results, asked, causes, [...stray, ...remarks])
}

/** A command of the request, or without `asked` an element of the reply, and what answers it. */
interface Slot {
  readonly operation: string
  readonly found: Found
  readonly command?: AskedCommand
}

function isRefused(element: XmlElement): boolean {
  return statusOf(element) !== '' && !isDone(element)
}

/** What refuses the reply as a whole: a code on the root, a code on a sign-in, wherever that stands. */
function refusalsOfAll(root: XmlElement): readonly Refusal[] {
  const signIns = root.all('Auth').filter(isRefused)
  return [
    ...(isRefused(root) ? [refusalOf(root, 'control')] : []),
    ...signIns.slice(0, 1).map(signIn => refusalOf(signIn, 'authentication')),
  ]
}

function readBehind(causes: readonly Refusal[], results: readonly XmlElement[], asked: Asked | undefined): Reading {
  if (!results.some(isDone)) {
    const victims = results.flatMap((result, index) => victimOf(result, result.localName, index))
    return { kind: 'refused', refusals: [...causes, ...victims], warnings: [] }
  }
  const warnings = causes.map(
    ({ texts, level, code }): Warning => ({
      message: texts.join(' ') || 'Commands were done although the reply as a whole is refused',
      level,
      ...present({ code }),
    }),
  )
  return readOutcomes(results, asked, causes, warnings)
}

/** An element behind a refusal of the whole reply, where it carries a code; Auth alone may be all that comes. */
function victimOf(result: XmlElement, operation: string, index: number): Refusal[] {
  return isRefused(result) ? [refusalOf(result, 'command', { operation, index, victim: true })] : []
}

function readOutcomes(
  results: readonly XmlElement[],
  asked: Asked | undefined,
  causes: readonly Refusal[],
  warnings: readonly Warning[],
): Reading {
  const { slots, extras } = assign(results, asked)
  const outcomes = slots.map((slot, index): ReadOutcome => {
    const { operation, command } = slot
    const result = readSlot(slot, index, causes)
    return command?.id === undefined ? { index, operation, result } : { index, operation, id: command.id, result }
  })
  const remarks = outcomes.flatMap(({ result, index }) =>
    result.kind === 'done' ? remarksOf(result.payload, { level: 'command', index }) : [],
  )
  return { kind: 'outcomes', outcomes, warnings: [...warnings, ...remarks, ...extras.map(warnOfUnasked)] }
}

function assign(
  results: readonly XmlElement[],
  asked: Asked | undefined,
): { readonly slots: readonly Slot[]; readonly extras: readonly XmlElement[] } {
  if (asked === undefined) return { slots: results.map(found => ({ operation: found.localName, found })), extras: [] }
  const { found, extras } = pair(results, asked.commands)
  const slots = asked.commands.map((command, index) => ({
    operation: command.name,
    found: found[index] ?? ('missing' as const),
    command,
  }))
  return { slots, extras }
}

function readSlot(
  { operation, found, command }: Slot,
  index: number,
  causes: readonly Refusal[],
): ReadOutcome['result'] {
  const path = `response/${operation}`
  if (found === 'uncertain') {
    const message = `It is uncertain which <${operation}> of the reply answers which ${operation} of the request`
    return misshapen('mismatched-outcome', message, path)
  }
  const element = found === 'missing' ? undefined : found
  if (causes.length > 0 && (element === undefined || !isDone(element))) {
    const victims = element === undefined ? [] : victimOf(element, operation, index)
    return { kind: 'refused', refusals: [...causes, ...victims] }
  }
  if (element === undefined) return misshapen('missing-outcome', `The reply holds no result of this ${operation}`, path)
  return readResult(element, index, command?.output === true)
}

function warnOfUnasked(element: XmlElement): Warning {
  const message = `The reply holds a result of ${element.localName} that answers nothing asked`
  return { message, level: 'command', ...(isRefused(element) ? { code: statusOf(element) } : {}) }
}
