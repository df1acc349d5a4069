import { err, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Category } from '../../core/vocabulary.ts'
import type { Command } from '../../dialects/command.ts'
import type { CallOptions } from './call.ts'
import { callRepeatedly, type Deliver } from './call-repeatedly.ts'
import type { Endpoint } from './endpoint.ts'
import type { Called } from './settle.ts'

/** What became of commands that may have needed several requests. */
export interface CalledInParts extends Called {
  /** How many requests the commands made. */
  readonly parts: number
}

/**
 * Sends any number of commands, in order, in as many requests as their objects need, one after the other.
 *
 * A request that is lost does not keep the next from being sent. One that is refused for its credentials, its
 * rights or its rate, or cancelled, does: the rest would meet the same, and a refused password must not be
 * sent again by itself.
 *
 * @param deliver how one request is made, and made again
 */
export async function callInParts<Way extends Endpoint>(
  endpoint: Way,
  commands: readonly Command[],
  options: CallOptions = {},
  deliver: Deliver<Way> = callRepeatedly,
): Promise<CalledInParts> {
  const parts = partsOf(commands, endpoint.maxObjects)
  const outcomes: Result<unknown, Fault>[] = []
  let refused: Fault | undefined
  let stopped = false
  for (const part of parts) {
    if (stopped) {
      outcomes.push(...part.map(command => err(leftOut(endpoint, command))))
      continue
    }
    const called = await deliver(endpoint, part, options, outcomes.length)
    outcomes.push(...called.outcomes)
    refused ??= called.refused
    stopped = called.outcomes.some(outcome => outcome.isErr() && stops(outcome.error, called.refused !== undefined))
  }
  return { outcomes, parts: parts.length, ...(refused === undefined ? {} : { refused }) }
}

function partsOf(commands: readonly Command[], maxObjects: number): readonly (readonly Command[])[] {
  const parts: Command[][] = []
  let room = 0
  for (const command of commands) {
    const needed = Math.max(1, command.asked.objects)
    const part = parts.at(-1)
    if (part === undefined || needed > room) {
      parts.push([command])
      room = maxObjects - needed
    } else {
      part.push(command)
      room -= needed
    }
  }
  return parts
}

const STOPPING: readonly Category[] = ['authentication', 'session', 'permission', 'rate-limit', 'cancelled']

/** Whether the fault is one of the whole request, and the next request would meet the same. */
function stops(fault: Fault, whole: boolean): boolean {
  if (!STOPPING.includes(fault.category)) return false
  if (fault.kind === 'service' && !whole) return fault.level === 'authentication' || fault.level === 'response'
  return whole
}

function leftOut(endpoint: Endpoint, { asked }: Command): RequestFault {
  return requestFault({
    problem: 'not-sent',
    category: 'collateral',
    remedy: 'none',
    title: 'Not sent because an earlier part of the same call was refused as a whole',
    advice: 'Look at the fault of the earlier part; this one needs nothing of its own.',
    dialect: endpoint.dialect,
    operation: asked.name,
  })
}
