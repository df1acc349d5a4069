import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { run, type Try } from '../../retry/run.ts'
import type { CallOptions, CallTry } from '../call/call.ts'
import { refusedAsAWhole, renewable, runOptions } from '../call/call-repeatedly.ts'
import type { Called } from '../call/settle.ts'
import { ask } from './ask.ts'
import { isWrite, type Prepared } from './prepare.ts'
import { isLostRead, replayed } from './replayed.ts'
import { settledBy } from './truth.ts'
import type { IntacctWay, RequestFacts } from './way.ts'

/**
 * Sends functions in one request, and those that failed and may be repeated in further ones, each under the control ID of
 * its first try. While all of them are repeated, the bytes are the same but for the session.
 *
 * What a repeat says was done before is done. A read that was left out for that is made again, under a new ID.
 *
 * @param placeOf the place of a function in the whole call
 */
export async function deliverSingly(
  way: IntacctWay,
  functions: readonly Prepared[],
  options: CallOptions,
  placeOf: (index: number) => number,
): Promise<Called> {
  const tries = triesOf(way, options, placeOf)
  const outcomes = await run(functions, tries.make, runOptions(way, options, tries.signIn))
  const settled = outcomes.map(outcome => outcome.mapErr(fault => settledBy(fault, way.uniqueid)))
  return { outcomes: settled, ...present({ refused: refusedAsAWhole(tries.last(), settled) }) }
}

/** Makes the tries of one call: a request, and another one for reads that it left out. */
function triesOf(way: IntacctWay, options: CallOptions, placeOf: (index: number) => number) {
  const session = renewable(way)
  const factsOf = framesBy(way)
  const newer = new Map<Prepared, Prepared>()
  let last: Called = { outcomes: [] }
  let isFirst = options.repeat !== true
  const request = async (asked: readonly Prepared[], attempt: CallTry) => {
    last = await ask(session.way(), factsOf(asked), asked, attempt)
    return last.outcomes
  }
  const make = async (asked: readonly Prepared[], attempt: Try) => {
    const { signal } = attempt
    const isRepeat = (index: number) => options.repeat === true || attempt.isRepeat(index)
    const place = (index: number) => placeOf(attempt.placeOf(index))
    const current = asked.map(one => newer.get(one) ?? one)
    const leavesReadsOut = !isFirst
    isFirst = false
    const came = await request(current, { signal, isRepeat, placeOf: place })
    // What befell the request, or the sign-in before it, tells nothing of what its functions had done.
    if (last.refused !== undefined) return came
    const told = came.map((outcome, index) => replayedOf(outcome, current[index], isRepeat(index)))
    const lost = leavesReadsOut ? current.flatMap((one, index) => (isLostRead(told[index], one) ? [index] : [])) : []
    if (lost.length === 0) return told
    const again = lost.flatMap(index => renew(newer, asked[index]))
    const read = await request(again, { signal, placeOf: index => place(lost[index] ?? index) })
    return told.map((outcome, index) => read[lost.indexOf(index)] ?? outcome)
  }
  return { make, signIn: session.signIn(() => last), last: () => last }
}

function replayedOf(outcome: Result<unknown, Fault>, command: Prepared | undefined, isRepeat: boolean) {
  return command !== undefined && isRepeat && isWrite(command) ? replayed(outcome, command) : outcome
}

function renew(newer: Map<Prepared, Prepared>, command: Prepared | undefined): readonly Prepared[] {
  if (command === undefined) return []
  const renamed = command.renamed()
  newer.set(command, renamed)
  return [renamed]
}

/** A request keeps its control ID as long as it holds the same functions. One that only reads needs no protection. */
function framesBy({ newId, uniqueid }: IntacctWay): (functions: readonly Prepared[]) => RequestFacts {
  let before = ''
  let id = ''
  return functions => {
    const sent = functions.filter(one => one.write().isOk())
    const key = JSON.stringify(sent.map(one => one.id))
    if (key !== before) id = newId()
    before = key
    return { id, transaction: false, unique: uniqueid && sent.some(isWrite) }
  }
}
