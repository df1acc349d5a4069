import { err, Result } from 'neverthrow'
import type { XmlElement } from '../../xml/element.ts'
import { parse } from '../../xml/parse.ts'
import { type KeapFault, serverFault } from './fault.ts'
import { readValue } from './read-value.ts'
import type { Value } from './value.ts'

/** One call, as it was sent: the key, where there is one, is the first of its parameters. */
export interface Call {
  readonly method: string
  readonly params: readonly Value[]
}

/**
 * Reads a request, or gives the fault that the server has for one that it cannot read.
 *
 *     <methodCall><methodName>Service.method</methodName><params>(<param>value</param>)*</params></methodCall>
 *
 * @param text the body; undefined where it is not UTF-8
 */
export function readCall(text: string | undefined): Result<Call, KeapFault> {
  return readRequest(text).mapErr(problem => serverFault(`Failed to parse XML-RPC request: ${problem}`))
}

function readRequest(text: string | undefined): Result<Call, string> {
  if (text === undefined) return err('Invalid byte of UTF-8')
  if (text.trim() === '') return err('Premature end of file.')
  const parsed = parse(text)
  if (parsed.isErr()) return err(`The document is not well formed, line ${parsed.error.line}: ${parsed.error.problem}`)
  const { root } = parsed.value
  if (root.localName !== 'methodCall') return err(`Expected root element methodCall, got ${root.localName}`)
  const [name, params, ...others] = root.children
  if (name?.localName !== 'methodName') return err('Expected methodName element')
  if (others.length > 0 || (params !== undefined && params.localName !== 'params'))
    return err('Expected params element')
  const method = name.text.trim()
  if (method === '') return err('Expected a name in methodName')
  return Result.combine((params?.children ?? []).map(readParam)).map(values => ({ method, params: values }))
}

function readParam(param: XmlElement): Result<Value, string> {
  const [value, ...others] = param.children
  if (param.localName !== 'param') return err(`Expected param element, got ${param.localName}`)
  if (value?.localName !== 'value' || others.length > 0) return err('Expected one value element in param')
  return readValue(value)
}
