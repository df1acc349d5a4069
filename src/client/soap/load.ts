import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Client, IOptions, WSDL } from 'soap'
import type { Fault } from '../../core/fault.ts'
import { networkFault } from '../../core/network-fault.ts'
import { forOperation } from '../../core/operation.ts'
import { requestFault } from '../../core/request-fault.ts'
import { systemClock } from '../../retry/sleep.ts'
import { watch } from '../send/watch.ts'
import { guardedClient } from './guarded-client.ts'
import { httpClient, SoapTransportError, travelOf } from './http-client.ts'
import type { SoapOptions } from './options.ts'
import { WSDL_LIMITS } from './wsdl-budget.ts'

/**
 * Lets node-soap load a WSDL, with what it imports, over our transport and within limits for all of it together.
 * Nothing is kept for other clients.
 */
export function loadClient(wsdl: string, options: SoapOptions): ResultAsync<Client, Fault> {
  return new ResultAsync(load(wsdl, options))
}

async function load(wsdl: string, options: SoapOptions): Promise<Result<Client, Fault>> {
  const { signal, clock = systemClock, wsdlLimits } = options
  const watched = watch(signal, clock)
  // An import that begins after this has ended hears of it, and so the rest of them ends as well.
  const work = () => described(wsdl, options, watched.signal)
  const waited = await watched.wait(work, wsdlLimits?.totalMs ?? WSDL_LIMITS.totalMs)
  watched.stop()
  watched.end()
  // To get a document changes nothing.
  if (waited.end === 'value') return waited.value.mapErr(fault => forOperation(fault, 'read'))
  if (waited.end === 'expired') return err(TOO_SLOW)
  return err(waited.end === 'aborted' ? requestFault({ problem: 'cancelled' }) : unreadable(wsdl))
}

const TOO_SLOW = forOperation(
  networkFault({
    problem: 'timeout',
    phase: 'unknown',
    title: 'The WSDL and what it imports did not come in time',
    advice: 'Try again later; `wsdlLimits.totalMs` sets another limit. Nothing was sent to the service.',
    dialect: 'soap',
  }),
  'read',
)

async function described(wsdl: string, options: SoapOptions, signal: AbortSignal): Promise<Result<Client, Fault>> {
  const [node, { documentsOf }] = await Promise.all([import('soap'), import('./documents.ts')])
  try {
    const { first, imports } = documentsOf(wsdl, { ...options, signal })
    const { text, at } = await first()
    const read = await parsed(node.WSDL, { text, at }, { ...options.soap, ...imports })
    const own = { ...options.soap, httpClient: httpClient(travelOf(options)) }
    return ok(guardedClient(node.Client, read, options.endpoint, own))
  } catch (thrown) {
    return err(thrown instanceof SoapTransportError ? thrown.fault : unreadable(wsdl))
  }
}

function parsed(
  Maker: typeof WSDL,
  { text, at }: { readonly text: string; readonly at: string },
  settings: IOptions,
): Promise<WSDL> {
  // By address, so that a circle of imports ends. A name of any object is no document.
  const known: Record<string, WSDL> = Object.create(null)
  const options: IOptions & { WSDL_CACHE: typeof known } = { ...settings, WSDL_CACHE: known }
  return new Promise((resolve, reject) => {
    const read = new Maker(text, at, options)
    known[at] = read
    read.onReady((error: Error | undefined) => (error ? reject(error) : resolve(read)))
  })
}

/** What node-soap throws may quote the whole document, or the address with a password in it. */
function unreadable(wsdl: string): Fault {
  const from = wsdl.trimStart().startsWith('<') ? 'the text' : /^https?:/i.test(wsdl) ? 'the address' : 'the file'
  const title = 'The WSDL cannot be read'
  return requestFault({
    problem: 'not-sent',
    title,
    message: `${title}: ${from} given is not there or holds no WSDL that node-soap understands`,
    advice: 'Check the path or address, and what it gives. Nothing was sent to the service.',
    issues: [{ path: ['wsdl'], message: 'Must be a path, an http(s) address or the text of a WSDL' }],
    dialect: 'soap',
  })
}
