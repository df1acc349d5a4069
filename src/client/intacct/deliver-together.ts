import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { forOperation } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { isRecorded } from '../../dialects/intacct/recorded.ts'
import { run } from '../../retry/run.ts'
import type { CallOptions } from '../call/call.ts'
import { renewable } from '../call/call-repeatedly.ts'
import { invalidInput } from '../call/invalid-input.ts'
import type { Called } from '../call/settle.ts'
import { ask } from './ask.ts'
import { deliverSingly } from './deliver-singly.ts'
import { isWrite, type Prepared } from './prepare.ts'
import { doneBefore, isDoneBefore, isLostRead } from './replayed.ts'
import { settledBy } from './truth.ts'
import { unitOptions } from './unit.ts'
import type { IntacctWay, RequestFacts } from './way.ts'

type Outcomes = readonly Result<unknown, Fault>[]

/**
 * Sends functions in one request that carries out all of them or none, and sends the same bytes again as far as that
 * helps. A function that a repeat says was done before tells of all of them that they were: a conclusion, which the vendor
 * does not draw. What the reads among them had read is then read again.
 */
export async function deliverTogether(
  way: IntacctWay,
  functions: readonly Prepared[],
  options: CallOptions,
): Promise<Called> {
  if (functions.some(one => one.write().isErr())) return { outcomes: functions.map(one => heldBack(way, one)) }
  const facts = { id: way.newId(), transaction: true, unique: way.uniqueid && functions.some(isWrite) }
  const { unit, told, last } = await tryAll(way, functions, facts, options)
  if (unit.isOk()) return { outcomes: await readAgain(way, functions, unit.value, options) }
  const whole = settledBy(unit.error, facts.unique)
  const outcomes = functions.map((one, index) => told.get(index) ?? err(ownFault(whole, one, index, last)))
  return { outcomes, ...present({ refused: last.refused && whole }) }
}

/** How the tries of a transaction ended: as a whole, which functions were told to be done, and the last one. */
interface Tried {
  readonly unit: Result<Outcomes, Fault>
  readonly told: ReadonlyMap<number, Result<unknown, Fault>>
  readonly last: Called
}

async function tryAll(
  way: IntacctWay,
  functions: readonly Prepared[],
  facts: RequestFacts,
  options: CallOptions,
): Promise<Tried> {
  const session = renewable(way)
  const told = new Map<number, Result<unknown, Fault>>()
  let last: Called = { outcomes: [] }
  const [unit] = await run<readonly Prepared[], Outcomes>(
    [functions],
    async (_, { signal, isRepeat }) => {
      const isAgain = options.repeat === true || isRepeat(0)
      last = await ask(session.way(), facts, functions, { signal, isRepeat: () => isAgain })
      last.outcomes.forEach((outcome, index) => {
        if (outcome.isOk()) told.set(index, outcome)
      })
      return [asOne(functions, last, told, isAgain)]
    },
    unitOptions(
      way,
      options,
      session.signIn(() => last),
    ),
  )
  return { unit: unit ?? ok([]), told, last }
}

/** What became of the transaction: done, with an outcome for each function, or what stands against it. */
function asOne(
  functions: readonly Prepared[],
  { outcomes, refused }: Called,
  told: ReadonlyMap<number, Result<unknown, Fault>>,
  isAgain: boolean,
): Result<Outcomes, Fault> {
  const faults = outcomes.flatMap(outcome => (outcome.isErr() ? [outcome.error] : []))
  if (refused !== undefined) return err(refused)
  const isSure = faults.some(isRecorded)
  if (!isSure && faults.every(({ applied }) => applied === 'yes')) return ok(outcomes)
  if (isAgain && (isSure || faults.every(fault => isDoneBefore(fault) || fault.category === 'collateral'))) {
    const [first] = faults.filter(isDoneBefore)
    if (first !== undefined) return ok(functions.map((one, index) => told.get(index) ?? doneBefore(one, isSure, first)))
  }
  return err(weightiest(faults, faults.length < outcomes.length))
}

/**
 * The fault of the function at fault. What any of them may have done, the transaction may have done, also where the only
 * fault is that of a read, which by itself does nothing.
 */
function weightiest(faults: readonly Fault[], isSomeDone: boolean): Fault {
  const cause = faults.find(({ category }) => category !== 'collateral') ?? (faults[0] as Fault)
  const applied = MOST_FIRST.find(one => faults.some(fault => fault.applied === one)) ?? (isSomeDone ? 'maybe' : 'no')
  return cause.kind === 'request' ? cause : { ...cause, applied }
}

const MOST_FIRST = ['yes', 'partly', 'maybe'] as const

/** The fault of one function: its own from the last try, and what is known of the tries of all. */
function ownFault(whole: Fault, { asked }: Prepared, index: number, { outcomes, refused }: Called): Fault {
  const outcome = outcomes[index]
  const own = refused === undefined && outcome?.isErr() === true ? outcome.error : whole
  const { attempts, stopped, applied } = whole
  const tried = { operation: asked.name, ...present({ attempts, stopped }) }
  const fault = own.kind === 'request' ? { ...own, ...tried } : { ...own, ...tried, applied }
  return forOperation(fault, asked.idempotency)
}

/** Of a transaction with an input that is refused nothing is sent. */
function heldBack(way: IntacctWay, command: Prepared): Result<unknown, Fault> {
  const { dialect } = way
  return command.write().match(
    () =>
      err(
        requestFault({
          problem: 'not-sent',
          category: 'collateral',
          remedy: 'none',
          title: 'Not sent because the input of another function of the same transaction was refused',
          advice: 'Look at the fault of the other function; this one needs nothing of its own.',
          dialect,
          operation: command.asked.name,
        }),
      ),
    issues => err(invalidInput(way, command, issues)),
  )
}

async function readAgain(way: IntacctWay, functions: readonly Prepared[], outcomes: Outcomes, options: CallOptions) {
  const lost = functions.flatMap((one, index) => (isLostRead(outcomes[index], one) ? [index] : []))
  if (lost.length === 0) return outcomes
  const again = lost.flatMap(index => functions[index]?.renamed() ?? [])
  const read = await deliverSingly(way, again, options, index => lost[index] ?? index)
  return outcomes.map((outcome, index) => read.outcomes[lost.indexOf(index)] ?? outcome)
}
