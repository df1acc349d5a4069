import type { RequestFault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import { SoapTransportError } from './http-client.ts'
import type { WsdlLimits } from './options.ts'

/** What bounds a WSDL together with all that it imports, where the program says nothing. */
export const WSDL_LIMITS: Required<WsdlLimits> = {
  totalMs: 120_000,
  maxDocuments: 500,
  maxBytes: 64 * 1024 * 1024,
}

/** Of one document. node-soap goes on from one that it has already to the next by recursion, and runs out of stack. */
const MOST_IMPORTS = 1_000

/** What is left of the limits of one WSDL. What goes beyond them throws a `SoapTransportError`. */
export interface Budget {
  /** Whether this is one more document, imported by another, and not the same once more. */
  readonly count: (at: string, by?: unknown) => boolean
  readonly spend: (bytes: number) => void
  readonly left: () => number
}

/** Makes it of what the program says. */
export function budgetOf(limits: WsdlLimits = {}): Budget {
  const { maxDocuments, maxBytes } = { ...WSDL_LIMITS, ...present(limits) }
  const known = new Set<string>()
  const imports = new Map<unknown, number>()
  let bytes = 0
  return {
    count: (at, by) => {
      const isNew = !known.has(at)
      known.add(at)
      const before = imports.get(by) ?? 0
      imports.set(by, before + 1)
      if (known.size > maxDocuments)
        throw refusal(`The WSDL and what it imports are more than ${maxDocuments} documents`)
      if (before >= MOST_IMPORTS) throw refusal(`A document has more than ${MOST_IMPORTS} imports`)
      return isNew
    },
    spend: more => {
      bytes += more
      if (bytes > maxBytes) throw refusal(`The WSDL and what it imports have more than ${maxBytes} bytes`)
    },
    left: () => Math.max(1, maxBytes - bytes),
  }
}

/** What ends the loading of a WSDL. */
export function refusal(message: string): SoapTransportError {
  return new SoapTransportError(tooMuch(message))
}

function tooMuch(message: string): RequestFault {
  return requestFault({
    problem: 'not-sent',
    title: 'The WSDL cannot be loaded within its limits',
    message,
    advice: 'Check what the WSDL imports; `wsdlLimits` sets other limits. Nothing was sent to the service.',
    dialect: 'soap',
  })
}
