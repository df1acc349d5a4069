import { err, ok, type Result } from 'neverthrow'
import type { XmlNode } from '../../../xml/node.ts'
import type { Answer } from '../../answer.ts'
import type { Exchange } from '../exchange.ts'
import type { World } from '../world.ts'
import { fault } from './envelope.ts'
import type { Style } from './style.ts'
import { faultWords } from './words.ts'

/** What an operation is answered with and from. */
export interface Desk {
  readonly world: World
  readonly exchange: Exchange
  readonly style: Style
}

/** The Fault of a code of the API. */
export function refusal(code: string, { world, style }: Desk, words = faultWords(code, world)): Answer {
  return fault({ code, words }, world.soapUrl, style)
}

/** Counts the request, or refuses it: too many are HTTP 403 without XML. */
export function admit(desk: Desk): Result<undefined, Answer> {
  const { world, exchange } = desk
  const { trouble } = exchange
  if (trouble.kind === 'code' && trouble.at === 'auth') return err(refusal(trouble.code, desk, trouble.text))
  if (world.rates.admit(world.time.now())) return ok(undefined)
  return err({ status: 403, type: 'text/plain; charset=utf-8', body: 'Access denied' })
}

/** The code that a test has put on the result of this index. */
export function codeAt(index: number, { exchange: { trouble } }: Desk) {
  return trouble.kind === 'code' && trouble.at === index ? trouble : undefined
}

/** The result of this index as trouble lets it through: whole, without what tells success from failure, or not at all. */
export function outcome(
  result: readonly XmlNode[],
  index: number,
  { exchange: { trouble } }: Desk,
): readonly XmlNode[] {
  if (trouble.kind === 'drop-outcome' && trouble.at === index) return []
  if (trouble.kind !== 'missing-status' || trouble.at !== index) return result
  return result.filter(isSilent).map(node => ({ ...node, children: (node.children ?? []).filter(isSilent) }))
}

function isSilent(node: XmlNode | string): boolean {
  return typeof node === 'string' || (node.name !== 'errors' && node.name !== 'status')
}
