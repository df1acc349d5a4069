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
  const { found, extras } = asked === undefined ? { found: results, extras: [] } : pair(results, asked.commands)
  const remarks: Warning[] = []
  const outcomes = found.map((answer, index): ReadOutcome => {
    const command = asked?.commands[index]
    const operation = command?.name ?? (typeof answer === 'string' ? '' : answer.localName)
    const result = readAnswer(answer, operation, index, causes, command)
    if (result.kind === 'done') {
      for (const remark of remarksOf(result.payload, { level: 'command', index })) remarks.push(remark)
    }
    return command?.id === undefined ? { index, operation, result } : { index, operation, id: command.id, result }
  })
  return { kind: 'outcomes', outcomes, warnings: [...warnings, ...remarks, ...extras.map(warnOfUnasked)] }
}

function readAnswer(
  found: Found,
  operation: string,
  index: number,
  causes: readonly Refusal[],
  command: AskedCommand | undefined,
): ReadOutcome['result'] {
  if (found === 'uncertain') {
    const message = `It is uncertain which <${operation}> of the reply answers which ${operation} of the request`
    return misshapen('mismatched-outcome', message, `response/${operation}`)
  }
  const element = found === 'missing' ? undefined : found
  if (causes.length > 0 && (element === undefined || !isDone(element))) {
    const victims = element === undefined ? [] : victimOf(element, operation, index)
    return { kind: 'refused', refusals: [...causes, ...victims] }
  }
  if (element === undefined) {
    return misshapen('missing-outcome', `The reply holds no result of this ${operation}`, `response/${operation}`)
  }
  return readResult(element, index, command?.output === true)
}

function warnOfUnasked(element: XmlElement): Warning {
  const message = `The reply holds a result of ${element.localName} that answers nothing asked`
  return { message, level: 'command', ...(isRefused(element) ? { code: statusOf(element) } : {}) }
}
