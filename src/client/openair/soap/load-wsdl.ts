import { err, ok, type Result } from 'neverthrow'
import type { Fault, RequestFault } from '../../../core/fault.ts'
import { requestFault } from '../../../core/request-fault.ts'
import { isSuccess } from '../../../wire/http.ts'
import { decode } from '../../../xml/decode.ts'
import type { Endpoint } from '../../call/endpoint.ts'
import { redactUrl } from '../../call/redact-url.ts'
import { send } from '../../send/send.ts'
import { type Description, readWsdl } from './wsdl.ts'

/** The most that a WSDL may have, in bytes; the largest that is known has about one million. */
const MOST_BYTES = 16 * 1024 * 1024

/** Gives what a WSDL says: of its text, of an http(s) address or of the path of a file. Never rejects. */
export async function loadWsdl(
  wsdl: string,
  way: Pick<Endpoint, 'transport' | 'timeouts' | 'clock' | 'signal'>,
): Promise<Result<Description<RequestFault>, RequestFault>> {
  const source = wsdl.trim()
  const isText = source.startsWith('<')
  const isAddress = /^https?:/i.test(source)
  const name = isText ? 'The WSDL' : `The WSDL ${isAddress ? redactUrl(source) : source}`
  const text = isText ? ok(wsdl) : await (isAddress ? fetched(source, way) : readFrom(source))
  if (text.isErr()) return err(unusable(`${name} ${text.error.why}`, CHECK_WSDL, text.error.fault))
  return readWsdl(text.value)
    .map(read => ({ ...read, url: read.url.mapErr(problem => unusable(`${name} ${problem}`, GIVE_URL)) }))
    .mapErr(problem => unusable(`${name} ${problem}`, CHECK_WSDL))
}

/** Why there is no text. */
interface Unloaded {
  readonly why: string
  readonly fault?: Fault
}

async function fetched(
  url: string,
  { transport, timeouts, clock, signal }: Pick<Endpoint, 'transport' | 'timeouts' | 'clock' | 'signal'>,
): Promise<Result<string, Unloaded>> {
  const headers = { accept: 'text/xml, application/xml, application/wsdl+xml' }
  const request = { url, method: 'GET', headers, timeouts, ...(signal === undefined ? {} : { signal }) }
  const sent = await send(transport, request, { maxBytes: MOST_BYTES, clock })
  if (sent.isErr()) return err({ why: `could not be loaded: ${sent.error.title}`, fault: sent.error })
  const { status, body } = sent.value
  return isSuccess(status) ? textOf(body) : err({ why: `could not be loaded: HTTP ${status}` })
}

async function readFrom(path: string): Promise<Result<string, Unloaded>> {
  try {
    const { readFile, stat } = await import('node:fs/promises')
    const { size } = await stat(path)
    return size > MOST_BYTES ? err({ why: `has more than ${MOST_BYTES} bytes` }) : textOf(await readFile(path))
  } catch {
    return err({ why: 'cannot be read from a file' })
  }
}

function textOf(body: string | Uint8Array): Result<string, Unloaded> {
  return decode(body, { maxBytes: MOST_BYTES })
    .map(decoded => decoded.verified().source.text)
    .mapErr(() => ({ why: 'is not readable as text' }))
}

const CHECK_WSDL =
  'Check the option `wsdl`: the text of a WSDL, an http(s) address, or the path of a file. Nothing was sent.'
const GIVE_URL = 'Give the option `url`. Nothing was sent.'

function unusable(message: string, advice: string, cause?: Fault): RequestFault {
  return requestFault({
    problem: 'not-sent',
    category: cause?.category,
    remedy: cause?.remedy === 'reconcile' ? 'wait' : cause?.remedy,
    title: 'The WSDL of the account cannot be used',
    advice,
    message,
  })
}
