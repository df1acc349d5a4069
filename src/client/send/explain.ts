import type { NetworkFault, RequestFault } from '../../core/fault.ts'
import { networkFault } from '../../core/network-fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Phase } from '../transport/failure.ts'
import { type CodeMeaning, isHeldBack, meaningOf, NOT_HTTP } from './error-codes.ts'
import { links, type Thrown } from './thrown.ts'

/**
 * Tells what a thrown thing means, whatever it is. Nothing of it but an error code of a known form gets into
 * the fault, since its message, its properties and its cause may quote the request.
 *
 * `stage` is what was awaited: once headers have come, the request was sent, whatever the error says.
 */
export function explain(thrown: unknown, stage: 'headers' | 'body'): NetworkFault | RequestFault {
  const chain = links(thrown)
  const causes = chain.flatMap(link => causeOf(link) ?? [])
  const cause = causes.find(one => one !== UNKNOWN) ?? UNKNOWN
  const phase = reached(chain, causes, stage)
  const { problem, ...known } = { ...cause, errno: cause.errno ?? errnoOf(chain), phase }
  if (!isHeldBack(problem)) return networkFault({ ...known, problem })
  return phase === 'connect'
    ? requestFault({ problem, title: known.title, advice: known.advice })
    : networkFault({ ...known, problem: 'other' })
}

/** How far an exchange had come that was cancelled with this as the consequence. */
export function phaseOf(thrown: unknown, stage: 'headers' | 'body'): Phase {
  return reached(links(thrown), [], stage)
}

function reached(chain: readonly Thrown[], causes: readonly Cause[], stage: 'headers' | 'body'): Phase {
  if (stage === 'body') return 'body'
  return chain.find(link => link.phase !== undefined)?.phase ?? proven(causes)
}

/** "Nothing was sent" must be true: one link that may come from later is enough to doubt it. */
function proven(causes: readonly Cause[]): Phase {
  if (causes.length > 0 && causes.every(cause => cause.phase === 'connect')) return 'connect'
  return causes.find(cause => cause.phase !== 'connect')?.phase ?? 'unknown'
}

interface Cause extends CodeMeaning {
  readonly errno?: string
}

const UNKNOWN: Cause = { problem: 'other' }

function causeOf({ code, name, syscall }: Thrown): Cause | undefined {
  if (code !== undefined) {
    const meaning = meaningOf(code)
    if (meaning === undefined) return UNKNOWN
    const { phase, ...rest } = { ...meaning, errno: code }
    if (syscall === 'connect') return { ...rest, phase: 'connect' }
    return phase === undefined || TRANSFERRING.has(syscall ?? '') ? rest : { ...rest, phase }
  }
  if (name === 'HTTPParserError') return NOT_HTTP
  if (name === 'TimeoutError') return { problem: 'timeout' }
  if (name === 'AbortError') return { problem: 'cancelled' }
  return undefined
}

/** An established connection can fail with `EHOSTUNREACH` and the like, long after the request has left. */
const TRANSFERRING = new Set(['read', 'write', 'writev', 'shutdown'])

const PLATFORM_CODE = /^(?:E[A-Z0-9]{2,20}|(?:EAI|UND_ERR|HPE|ERR|Z)_[A-Z0-9_]{2,50})$/

/** A code nobody has a meaning for is still worth telling, if it looks like a platform's. */
function errnoOf(chain: readonly Thrown[]): string | undefined {
  return chain.find(link => link.code !== undefined && PLATFORM_CODE.test(link.code))?.code
}
