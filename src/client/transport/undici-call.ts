import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { StreamedReply } from './content-coding.ts'
import type { Timeouts } from './contract.ts'
import { type TransportFailure, transportFailure } from './failure.ts'
import { limiter } from './limiter.ts'

/** What a call needs beside undici's own options. */
interface CallSettings {
  readonly dispatcher: Dispatcher
  readonly options: Dispatcher.DispatchOptions
  readonly signal?: AbortSignal | undefined
  readonly timeouts: Timeouts
  /** Called once the call waits for a connection no longer. */
  readonly leave: () => void
}

/**
 * Makes one exchange through undici's dispatcher.
 *
 * Its own `request` would not do: it does not tell when the request is first written, on which "nothing was
 * sent" hangs, it hears an abort only once connected, and its timers are a second coarse.
 */
export function call({ dispatcher, options, signal, timeouts, leave }: CallSettings): Promise<StreamedReply> {
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
