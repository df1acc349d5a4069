import type { Result } from 'neverthrow'
import type { Client } from 'soap'
import type { RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { SoapMessage } from './message.ts'
import type { SoapMethod } from './methods.ts'
import { writeMessage } from './node-soap.ts'
import type { SoapCallOptions } from './options.ts'
import { writableInput } from './writable-input.ts'

/**
 * Gives the message of each try of a call. The first is written at once, before anything is awaited, for the client may be
 * told of other headers by then; the others are written when they are sent, for what signs them may hold a time.
 */
export function callWriter(
  client: Client,
  method: SoapMethod,
  given: unknown,
  { soap: options, headers }: SoapCallOptions,
): () => Result<SoapMessage, RequestFault> {
  const input = inputOf(client, method, given)
  const write = () => input.andThen(one => writeMessage(client, method.method as never, one, { options, headers }))
  let first: ReturnType<typeof write> | undefined = write()
  return () => {
    const written = first ?? write()
    first = undefined
    return written
  }
}

/** The input of one call as it is written at every try of it, or the fault that names what cannot be. */
function inputOf(
  { wsdl }: Client,
  { name, input: shape, isRpc }: SoapMethod,
  given: unknown,
): Result<unknown, RequestFault> {
  const { attributesKey = 'attributes', valueKey = '$value', xmlKey = '$xml', arrayWithChoiceTag } = wsdl.options
  const keys = { attributes: attributesKey, value: valueKey, xml: xmlKey, container: arrayWithChoiceTag }
  return writableInput(given, { shape, isRpc, keys }).mapErr(issues => {
    const [first] = issues
    const message = first && `${first.path.join('.') || name}: ${first.message}`
    return requestFault({ problem: 'invalid-input', message, issues })
  })
}
