import { err, ok, type Result } from 'neverthrow'
import type { RequestFault } from '../../../core/fault.ts'
import type { FieldsOf } from '../../../dialects/openair/soap-fields.ts'
import { type SoapNamespaces, soapNamespaces } from '../../../dialects/openair/soap-writer.ts'
import type { Description } from './wsdl.ts'

/** Where the service is and how it is spoken to. */
export interface Service {
  readonly url: string
  readonly namespaces: SoapNamespaces
  /** The SOAPAction of an operation. */
  readonly actionOf: (operation: string) => string
}

/** The service of one account, described when the first call needs it. */
export interface LazyService {
  /** A description that could not be had is asked for again by the next call. */
  readonly get: () => Promise<Result<Service, RequestFault>>
  /** What is known of record types so far. */
  readonly fieldsOf: FieldsOf
}

type Known = Description<RequestFault>

/** Makes it of an address, or of what describes it, or of both. */
export function lazyService(
  url: string | undefined,
  describe: (() => Promise<Result<Known, RequestFault>>) | undefined,
): LazyService {
  let known: Known | undefined
  let describing: Promise<Result<Known, RequestFault>> | undefined
  const get = async (): Promise<Result<Service, RequestFault>> => {
    if (describe === undefined) return ok(serviceOf(url ?? '', soapNamespaces))
    describing ??= describe()
    const described = await describing
    if (described.isErr()) {
      describing = undefined
      return err(described.error)
    }
    known = described.value
    const { namespaces, actions, url: named } = known
    return (url === undefined ? named : ok(url)).map(address => serviceOf(address, namespaces, actions))
  }
  return { get, fieldsOf: type => known?.fields.get(type) }
}

function serviceOf(url: string, namespaces: SoapNamespaces, actions?: ReadonlyMap<string, string>): Service {
  return {
    url,
    namespaces,
    actionOf: operation => actions?.get(operation) ?? `${namespaces.operations}#${operation}`,
  }
}
