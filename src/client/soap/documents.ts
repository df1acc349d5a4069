import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { IHttpClient, IOptions } from 'soap'
import { httpClient, travelOf } from './http-client.ts'
import type { SoapOptions } from './options.ts'
import { type Budget, budgetOf, refusal } from './wsdl-budget.ts'

/** The documents of one WSDL, within its limits. What is thrown is a `SoapTransportError`, or not there. */
export interface Documents {
  /** The WSDL itself, and where relative imports begin. */
  readonly first: () => Promise<{ readonly text: string; readonly at: string }>
  /** How node-soap gets what that imports. */
  readonly imports: Pick<IOptions, 'httpClient' | 'wsdl_options'>
}

/** Makes them of a path, an http(s) address or a text. */
export function documentsOf(wsdl: string, options: SoapOptions): Documents {
  const source = wsdl.trim()
  const kind = source.startsWith('<') ? 'text' : isAddress(source) ? 'address' : 'file'
  const budget = budgetOf(options.wsdlLimits)
  const client = headed(source, options, budget)
  const admit = (at: string, by: unknown) => {
    if (!budget.count(at, by) || isAddress(at)) return
    if (kind !== 'file') throw refusal('The WSDL imports a file, which only one from a file may')
    budget.spend(sizeOf(at))
  }
  const first = async () => {
    if (kind === 'text') return { text: source, at: '' }
    const at = kind === 'file' ? resolve(source) : source
    admit(at, undefined)
    return { text: kind === 'file' ? await readFile(at, 'utf8') : await gotten(client, at), at }
  }
  const { wsdl_options: given } = options.soap ?? {}
  const overrideImportLocation = (at: string, by: unknown, ...rest: unknown[]) => {
    const chosen: string = given?.overrideImportLocation?.(at, by, ...rest) ?? at
    admit(chosen, by)
    return chosen
  }
  return { first, imports: { httpClient: client, wsdl_options: { ...given, overrideImportLocation } } }
}

function isAddress(text: string): boolean {
  return /^https?:/i.test(text)
}

/** Gets documents over the transport, with the program's headers for the origin of its own address and for no other. */
function headed(source: string, options: SoapOptions, budget: Budget): IHttpClient {
  const { wsdlHeaders } = options
  const client = httpClient(travelOf(options))
  const origin = originOf(source)
  return {
    request: (url, data, callback) => {
      const headers = origin !== undefined && originOf(url) === origin ? { ...wsdlHeaders } : {}
      const counted: typeof callback = (error, reply, body) => {
        try {
          if (error === null) budget.spend(Buffer.byteLength(body))
        } catch (refused) {
          return callback(refused)
        }
        callback(error, reply, body)
      }
      return client.request(url, data, counted, headers, { maxContentLength: budget.left() })
    },
  }
}

function originOf(url: string): string | undefined {
  return isAddress(url) && URL.canParse(url) ? new URL(url).origin : undefined
}

function gotten(client: IHttpClient, url: string): Promise<string> {
  return new Promise((done, fail) => {
    client.request(url, null, (error, _, body) => (error === null ? done(body) : fail(error)))
  })
}

/** A pipe or a device has no end that could be known. */
function sizeOf(path: string): number {
  const found = statSync(path)
  if (!found.isFile()) throw refusal('The WSDL, or what it imports, is no file')
  return found.size
}
