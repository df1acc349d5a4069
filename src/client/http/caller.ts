import { err, ok, type Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { retryingFor } from '../../retry/options.ts'
import { run, type Try } from '../../retry/run.ts'
import { anySignal } from '../call/any-signal.ts'
import { startSpan } from '../call/telemetry.ts'
import { guarded, isGone } from './again.ts'
import type { HttpAnswer } from './api.ts'
import { authorize, isRenewable } from './authorize.ts'
import { exchangeHttp, type HttpCall, type HttpWay } from './exchange.ts'

/**
 * Makes one call, and makes it again where that cannot harm and may help. Never rejects.
 *
 * @see docs/http.md for what a repeat may learn of the tries before it
 */
export async function callHttp(way: HttpWay, call: HttpCall): Promise<Result<HttpAnswer<unknown>, Fault>> {
  const { dialect, retrying, clock, auth } = way
  const { idempotency, operation, options } = call
  const span = await startSpan({ dialect: dialect.name, operation, url: way.url })
  const repeating = retryingFor(retrying, options.retry)
  let signed: string | undefined
  const attempt = async (_: readonly HttpCall[], { signal, isRepeat }: Try) => {
    const exchanged = await exchangeHttp(way, call, signal)
    signed = exchanged.signed
    return [isRepeat(0) || options.repeat === true ? learned(exchanged.result, call) : exchanged.result]
  }
  const running = {
    ...repeating,
    observers: [...repeating.observers, ...span.observers],
    idempotencyOf: () => idempotency,
    operationOf: () => operation,
    clock,
    ...present({
      signal: anySignal(way.signal, options.signal),
      signIn: isRenewable(auth) ? (_: Fault, signal: AbortSignal | undefined) => isNew(way, signed, signal) : undefined,
    }),
  }
  const [result = err(requestFault({ problem: 'not-sent' }))] = await span.run(() => run([call], attempt, running))
  span.end(result.isErr() ? result.error : undefined)
  return result
}

/** What a repeat learns of the tries before it. */
function learned(result: Result<HttpAnswer<unknown>, Fault>, { method, options }: HttpCall) {
  return result.orElse(fault => (isGone(method, fault) ? doneBefore(fault) : err(guarded(fault, options.uniqueBy))))
}

function doneBefore(fault: Fault): Result<HttpAnswer<unknown>, Fault> {
  return ok({ status: fault.status ?? 404, headers: {}, data: undefined, alreadyReported: false, replayed: true })
}

/** Whether there is another secret than the one that was refused. */
async function isNew(way: HttpWay, refused: string | undefined, signal: AbortSignal | undefined): Promise<boolean> {
  const { auth, clock, timeouts } = way
  const signed = await authorize(auth, { limitMs: timeouts.connectMs, clock, signal })
  return signed.isOk() && signed.value.secret !== refused
}
