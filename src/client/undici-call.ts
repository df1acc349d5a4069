import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { systemClock } from '../retry/sleep.ts'
import type { Headers } from '../wire/http.ts'
import { type TransportFailure, transportFailure } from './failure.ts'

/** What a call needs beside undici's own options. */
export interface CallSettings {
  readonly dispatcher: Dispatcher
  readonly options: Dispatcher.DispatchOptions
  readonly signal?: AbortSignal | undefined
  readonly timeouts: Record<'connectMs' | 'headersMs' | 'bodyMs', number>
  /** Called once the call waits for a connection no longer. */
  readonly leave: () => void
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Readable
}

/**
 * Makes one exchange through undici's dispatcher.
 *
 * Its own `request` would not do: it does not tell when the request is first written, on which "nothing was
 * sent" hangs, it hears an abort only once connected, and its timers are a second coarse.
 */
export function call({ dispatcher, options, signal, timeouts, leave }: CallSettings): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let body: Readable | undefined
    let failure: TransportFailure | undefined

    const fail = (cause: unknown, code?: string) => {
      if (failure !== undefined) return
      failure = transportFailure(body ? 'body' : controller ? 'headers' : 'connect', cause, code)
      release()
      if (body !== undefined) body.destroy(failure)
      else controller?.abort(failure)
      reject(failure)
    }
    const onAbort = () => fail(signal?.reason)
    const limit = limiter(code => fail(undefined, code))
    const release = () => {
      limit.stop()
      leave()
      signal?.removeEventListener('abort', onAbort)
    }
    if (signal?.aborted === true) return onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    limit.start(timeouts.connectMs, 'UND_ERR_CONNECT_TIMEOUT')

    dispatcher.dispatch(options, {
      onRequestStart: one => {
        if (failure !== undefined) return one.abort(failure)
        controller = one
        leave()
        limit.start(timeouts.headersMs, 'UND_ERR_HEADERS_TIMEOUT')
      },
      onResponseStart: (one, status, headers) => {
        if (status < 200 || failure !== undefined) return
        const awaitPiece = () => limit.start(timeouts.bodyMs, 'UND_ERR_BODY_TIMEOUT')
        body = bodyOf(one, awaitPiece, release)
        awaitPiece()
        resolve({ status, headers, body })
      },
      onResponseData: (one, piece) => {
        limit.stop()
        if (body?.push(piece) === false) one.pause()
        else limit.start(timeouts.bodyMs, 'UND_ERR_BODY_TIMEOUT')
      },
      onResponseEnd: () => {
        limit.stop()
        onceFree(() => body?.push(null))
      },
      onResponseError: (_, error) => fail(error),
    })
  })
}

/**
 * undici counts a connection as busy until the turn of the event loop after its last byte, and would open
 * another one for a call that is made at once. So the end of a body is told when the connection is free.
 */
function onceFree(tell: () => void): void {
  setImmediate(() => setImmediate(tell))
}

/** One limit at a time: starting another calls the one before off. */
function limiter(expired: (code: string) => void) {
  let stop = () => {}
  return {
    stop: () => stop(),
    start: (limitMs: number, code: string) => {
      stop()
      stop = systemClock.after(limitMs, () => expired(code))
    },
  }
}

const noop = () => {}

function bodyOf(controller: Dispatcher.DispatchController, resumed: () => void, release: () => void): Readable {
  const body = new Readable({
    highWaterMark: 64 * 1024,
    read: () => {
      if (!controller.paused) return
      resumed()
      controller.resume()
    },
    destroy(error, done) {
      release()
      if (!this.readableEnded) controller.abort(error ?? new Error('Nobody reads the body'))
      done(error)
    },
  })
  return body.on('error', noop) // a failure nobody reads would otherwise end the process
}
