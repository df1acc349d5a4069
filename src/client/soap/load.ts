import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Client } from 'soap'
import type { Fault } from '../../core/fault.ts'
import { forOperation } from '../../core/operation.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { httpClient, SoapTransportError } from './http-client.ts'
import type { SoapOptions, SoapTransportOptions } from './options.ts'

/** Lets node-soap load a WSDL, with what it imports, over our transport. The document is not kept for other clients. */
export function loadClient(wsdl: string, options: SoapOptions): ResultAsync<Client, Fault> {
  return new ResultAsync(load(wsdl, options))
}

async function load(wsdl: string, options: SoapOptions): Promise<Result<Client, Fault>> {
  const { createClientAsync } = await import('soap')
  const source = wsdl.trimStart().startsWith('<') ? withDeclaration(wsdl) : wsdl
  const { wsdlHeaders, endpoint } = options
  try {
    const client = await createClientAsync(source, {
      ...options.soap,
      disableCache: true,
      httpClient: httpClient(travelOf(options)),
      ...present({ endpoint, wsdl_headers: wsdlHeaders }),
    })
    return client.wsdl === undefined ? err(unreadable(wsdl)) : ok(client)
  } catch (thrown) {
    // To get a document changes nothing.
    return err(thrown instanceof SoapTransportError ? forOperation(thrown.fault, 'read') : unreadable(wsdl))
  }
}

function travelOf({ transport, timeouts, maxBytes, signal, clock }: SoapOptions): SoapTransportOptions {
  return present({ transport, timeouts, maxBytes, signal, clock })
}

/** node-soap takes a text for a path unless it begins with this. */
function withDeclaration(text: string): string {
  const bare = text.trimStart()
  return /^<\?xml/i.test(bare) ? bare : `<?xml version="1.0"?>${bare}`
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
