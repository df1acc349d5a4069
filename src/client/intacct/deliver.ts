import { err } from 'neverthrow'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Command } from '../../dialects/command.ts'
import { anySignal } from '../call/any-signal.ts'
import type { CallOptions } from '../call/call.ts'
import { type Deliver, spanned } from '../call/call-repeatedly.ts'
import type { Called } from '../call/settle.ts'
import { deliverSingly } from './deliver-singly.ts'
import { deliverTogether } from './deliver-together.ts'
import { withFoundKeys } from './find-keys.ts'
import { type Prepared, prepareAll } from './prepare.ts'
import type { IntacctWay } from './way.ts'

/** Delivers functions each of which has its own fate. */
export const singly: Deliver<IntacctWay> = (way, commands, options, first) =>
  inTurn(way, commands, options, async watched => {
    const functions = prepareAll(commands, way)
    const called = await deliverSingly(watched, functions, options, index => first + index)
    return found(watched, functions, called, options)
  })

/** Delivers functions all of which are done, or none. */
export const together: Deliver<IntacctWay> = (way, commands, options) =>
  inTurn(way, commands, options, async watched => {
    const functions = prepareAll(commands, way)
    return found(watched, functions, await deliverTogether(watched, functions, options), options)
  })

async function found(way: IntacctWay, functions: readonly Prepared[], called: Called, { signal, retry }: CallOptions) {
  const outcomes = await withFoundKeys(functions, called.outcomes, async finds => {
    const reads = prepareAll(finds, way)
    return (await deliverSingly(way, reads, present({ signal, retry }), index => index)).outcomes
  })
  return { ...called, outcomes }
}

/**
 * Does the work of one call when its turn comes, with one span for all of it. The turn lasts until the call is settled,
 * waits included: while the service refuses some for being too many, others that come are of no help.
 */
export async function inTurn(
  way: IntacctWay,
  commands: readonly Command[],
  options: CallOptions,
  work: (watched: IntacctWay) => Promise<Called>,
): Promise<Called> {
  const end = await way.turns.take(anySignal(way.signal, options.signal))
  if (end === undefined) return cancelled(way, commands)
  try {
    return await spanned(way, commands, work)
  } finally {
    end()
  }
}

function cancelled({ dialect }: IntacctWay, commands: readonly Command[]): Called {
  const faults = commands.map(({ asked }) => requestFault({ problem: 'cancelled', dialect, operation: asked.name }))
  return { outcomes: faults.map(fault => err(fault)), refused: requestFault({ problem: 'cancelled', dialect }) }
}
