import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import type { MulticallResult } from '../wire/xmlrpc.ts'
import { MULTICALL, readMethodResponse, readMulticall } from '../wire/xmlrpc.ts'
import { readXmlRpcFault, type XmlRpcFault } from '../wire/xmlrpc-fault.ts'
import type { XmlElement } from '../xml/element.ts'
import type { AskedCommand, Dialect, Reading, ReadOutcome } from './contract.ts'
import { misshapen } from './misshapen.ts'

/** What an API makes of the grammar that all share. */
export interface ResponseHabits {
  /** What a fault says. Default: as it stands. */
  readonly refuse?: (fault: XmlRpcFault) => Pick<Refusal, 'code' | 'texts' | 'evidence'>
  /** The no that an API hides in a result. The method is undefined where nobody knows what was asked. */
  readonly judge?: (value: XmlElement, method: string | undefined) => Refusal | undefined
}

/**
 * Makes the reader of an API over XML-RPC.
 *
 *     methodResponse( fault( value ) | params( param( value )? ) )
 *
 * A fault refuses the whole request. Of a result the payload is its `<value>`, and of one without any the `<params>`.
 * Several commands were asked by `system.multicall`, whose results come in the order of the calls. Where nothing is
 * known of the request, a list of results with a fault among them is taken for its answer.
 */
export function responseReader(habits: ResponseHabits = {}): Dialect['read'] {
  return (root, asked) => {
    const response = readMethodResponse(root)
    if (response.kind === 'neither') {
      return misshapen('missing-signal', 'The answer holds neither a result nor a fault', 'methodResponse')
    }
    if (response.kind === 'fault') {
      return { kind: 'refused', refusals: [refusalOf(response.fault, habits, 'response')], warnings: [] }
    }
    const [value, second] = response.values
    if (second !== undefined) return misshapen('unexpected-element', 'The answer holds more than one result', PARAMS)
    const commands = asked?.commands ?? []
    if (value === undefined) return readNothing(response.params, commands)
    if (isMulticall(value, commands)) return readResults(value, commands, habits)
    const [command] = commands
    return outcomes([outcomeOf(value, { index: 0, operation: command?.name ?? root.localName }, command, habits)])
  }
}

const PARAMS = 'methodResponse/params'

function outcomes(list: readonly ReadOutcome[]): Reading {
  return { kind: 'outcomes', outcomes: list, warnings: [] }
}

function refusalOf(fault: XmlElement, { refuse }: ResponseHabits, level: 'response' | 'command'): Refusal {
  const said = readXmlRpcFault(fault)
  return { signal: 'xmlrpc-fault', level, ...(refuse?.(said) ?? said) }
}

/** A method that gives nothing; the specification knows none, and servers have them. */
function readNothing(params: XmlElement, commands: readonly AskedCommand[]): Reading {
  const [command, second] = commands
  if (second !== undefined || command?.output === true) {
    return misshapen('empty-body', 'The answer is empty where a result was promised', PARAMS)
  }
  const operation = command?.name ?? 'methodResponse'
  return outcomes([{ index: 0, operation, result: { kind: 'done', payload: params } }])
}

function outcomeOf(
  value: XmlElement,
  place: { readonly index: number; readonly operation: string },
  command: AskedCommand | undefined,
  { judge }: ResponseHabits,
): ReadOutcome {
  const refusal = judge?.(value, command?.name)
  const result =
    refusal === undefined
      ? { kind: 'done' as const, payload: value }
      : { kind: 'refused' as const, refusals: [{ ...refusal, ...place }] }
  return present({ ...place, id: command?.id, result })
}

function isMulticall(value: XmlElement, commands: readonly AskedCommand[]): boolean {
  if (commands.length > 0) return commands.length > 1 || commands[0]?.name === MULTICALL
  const results = readMulticall(value) ?? []
  return results.some(({ kind }) => kind === 'fault') && results.every(({ kind }) => kind !== 'neither')
}

function readResults(value: XmlElement, commands: readonly AskedCommand[], habits: ResponseHabits): Reading {
  const results = readMulticall(value)
  if (results === undefined) {
    return misshapen('unexpected-element', `The result of ${MULTICALL} is no list`, `${PARAMS}/param/value`)
  }
  const named = commands[0]?.name === MULTICALL ? [] : commands
  const wrong = mismatchOf(results.length, named)
  const count = named.length === 0 ? results.length : named.length
  return outcomes(
    Array.from({ length: count }, (_, index): ReadOutcome => {
      const command = named[index]
      const place = { index, operation: command?.name ?? MULTICALL }
      const id = command?.id
      const result = results[index]
      if (wrong !== undefined || result === undefined) return present({ ...place, id, result: wrong ?? EMPTY })
      return readResult(result, place, command, habits)
    }),
  )
}

const RESULTS = `${PARAMS}/param/value/array/data`
const EMPTY = misshapen('missing-outcome', `The list of results of ${MULTICALL} is empty`, RESULTS)

/** Results have no mark, so that a wrong number of them leaves every call without one of its own. */
function mismatchOf(found: number, commands: readonly AskedCommand[]) {
  if (found === commands.length || found === 0 || commands.length === 0) return undefined
  const message = `The answer holds ${found} results for ${commands.length} calls, so that none can be told from another`
  return misshapen('mismatched-outcome', message, RESULTS)
}

function readResult(
  result: MulticallResult,
  place: { readonly index: number; readonly operation: string },
  command: AskedCommand | undefined,
  habits: ResponseHabits,
): ReadOutcome {
  if (result.kind === 'value') return outcomeOf(result.value, place, command, habits)
  if (result.kind === 'fault') {
    const refusals = [{ ...refusalOf(result.value, habits, 'command'), ...place }]
    return present({ ...place, id: command?.id, result: { kind: 'refused' as const, refusals } })
  }
  const message = `A result of ${MULTICALL} is neither a list of one value nor a fault`
  return present({ ...place, id: command?.id, result: misshapen('unexpected-element', message, RESULTS) })
}
