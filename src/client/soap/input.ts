import type { Result } from 'neverthrow'
import type { Client } from 'soap'
import type { RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { SoapMethod } from './methods.ts'
import { writableInput } from './writable-input.ts'

/** The input of one call as it is written at every try of it, or the fault that names what cannot be. */
export function inputOf(
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
