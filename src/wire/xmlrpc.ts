import { err, ok, type Result } from 'neverthrow'
import type { Issue } from '../core/fault.ts'
import type { XmlElement } from '../xml/element.ts'
import type { XmlNode } from '../xml/node.ts'
import { isFaultStruct } from './xmlrpc-fault.ts'
import type { XmlRpcInput } from './xmlrpc-input.ts'
import { contentOf, itemsOf } from './xmlrpc-struct.ts'
import { type WriteHabits, writeValue } from './xmlrpc-write.ts'

/** The method that carries several calls, an extension that many servers offer. */
export const MULTICALL = 'system.multicall'

/** One call: the name of a method and its parameters, in order. */
export interface MethodCall {
  readonly method: string
  readonly params: readonly XmlRpcInput[]
}

/**
 * The document that calls a method, or what about it cannot be sent; paths begin with the index of the parameter.
 *
 * @see http://xmlrpc.com/spec.md
 */
export function methodCall({ method, params }: MethodCall, habits: WriteHabits = {}): Result<XmlNode, Issue> {
  if (!METHOD.test(method)) return err({ path: ['method'], message: 'The text is no name of a method' })
  const values: XmlNode[] = []
  for (const [index, param] of params.entries()) {
    const value = writeValue(param, habits)
    if (value.isErr()) return err({ ...value.error, path: [index, ...value.error.path] })
    values.push(value.value)
  }
  return ok(callOf(method, values))
}

const METHOD = /^[A-Za-z0-9_.:/]{1,255}$/

/** The document that makes several calls at once, of the documents that make one each. */
export function multicall(calls: readonly XmlNode[]): XmlNode {
  return callOf(MULTICALL, [typedValue('array', [{ name: 'data', children: calls.map(innerCall) }])])
}

function innerCall(call: XmlNode): XmlNode {
  return typedValue('struct', [
    memberOf('methodName', typedValue('string', [methodOf(call)])),
    memberOf('params', typedValue('array', [{ name: 'data', children: paramsOf(call) }])),
  ])
}

function memberOf(name: string, value: XmlNode): XmlNode {
  return { name: 'member', children: [{ name: 'name', children: [name] }, value] }
}

function typedValue(type: string, children: readonly (XmlNode | string)[]): XmlNode {
  return { name: 'value', children: [{ name: type, children }] }
}

/** The document that calls a method with these `<value>`s. */
export function callOf(method: string, values: readonly XmlNode[]): XmlNode {
  const params = values.map(value => ({ name: 'param', children: [value] }))
  const children = [
    { name: 'methodName', children: [method] },
    { name: 'params', children: params },
  ]
  return { name: 'methodCall', children }
}

/** The method that a document made by `callOf` calls. */
export function methodOf({ children = [] }: XmlNode): string {
  const [name] = children
  return typeof name === 'object' ? String(name.children?.[0] ?? '') : ''
}

/** The `<value>`s that it is called with. */
export function paramsOf({ children = [] }: XmlNode): readonly XmlNode[] {
  const [, params] = children
  return childrenOf(params).flatMap(childrenOf)
}

function childrenOf(node: XmlNode | string | undefined): readonly XmlNode[] {
  return typeof node === 'object' ? (node.children ?? []).filter(child => typeof child === 'object') : []
}

/** Whether a document is an answer of XML-RPC. */
export function isMethodResponse(root: XmlElement): boolean {
  return root.localName === 'methodResponse' && root.namespace === undefined
}

/** What an answer holds. */
export type MethodResponse =
  /** The `<value>`s, of which there should be one, and the element around them. */
  | { readonly kind: 'result'; readonly params: XmlElement; readonly values: readonly XmlElement[] }
  | { readonly kind: 'fault'; readonly fault: XmlElement }
  | { readonly kind: 'neither' }

/** Takes an answer apart. A fault beside a result is a fault. */
export function readMethodResponse(root: XmlElement): MethodResponse {
  const fault = root.child('fault')
  if (fault !== undefined) return { kind: 'fault', fault }
  const params = root.child('params')
  if (params === undefined) return { kind: 'neither' }
  return { kind: 'result', params, values: params.all('param').flatMap(param => param.all('value')) }
}

/** What became of one call among several. */
export type MulticallResult =
  | { readonly kind: 'value' | 'fault'; readonly value: XmlElement }
  /** Neither a list of one value nor a fault. */
  | { readonly kind: 'neither' }

/**
 * The results of `system.multicall`: each a list of one value, or a fault without a list around it. Undefined where
 * the value is no list at all.
 */
export function readMulticall(value: XmlElement): readonly MulticallResult[] | undefined {
  const content = contentOf(value)
  return content?.localName === 'array' ? itemsOf(content).map(multicallResult) : undefined
}

function multicallResult(entry: XmlElement): MulticallResult {
  if (isFaultStruct(entry)) return { kind: 'fault', value: entry }
  const content = contentOf(entry)
  const [value, ...others] = content?.localName === 'array' ? itemsOf(content) : []
  return value === undefined || others.length > 0 ? { kind: 'neither' } : { kind: 'value', value }
}
