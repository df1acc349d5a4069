import type { AskedCommand, Reading, ReadOutcome } from '../../../src/dialects/contract.ts'
import { readIntacct } from '../../../src/dialects/intacct/reader.ts'
import { parse } from '../../../src/xml/parse.ts'

/** Reads a reply of the gateway; what was asked may stand as the control IDs of `create` functions. */
export function read(text: string, asked?: readonly (string | AskedCommand)[], id?: string): Reading {
  const parsed = parse(text)
  if (parsed.isErr()) throw new Error(`${parsed.error.message}: ${text}`)
  if (asked === undefined) return readIntacct(parsed.value.root)
  const commands = asked.map(one => (typeof one === 'string' ? command(one) : one))
  return readIntacct(parsed.value.root, id === undefined ? { commands } : { id, commands })
}

export function command(id: string | undefined, more: Partial<AskedCommand> = {}): AskedCommand {
  return {
    name: 'create',
    ...(id === undefined ? {} : { id }),
    idempotency: 'once',
    objects: 1,
    output: false,
    ...more,
  }
}

/** A reply whose control says `success`. */
export function reply(...parts: readonly string[]): string {
  return `<response><control><status>success</status></control>${parts.join('')}</response>`
}

/** An operation that was let in. */
export function operation(...results: readonly string[]): string {
  return `<operation><authentication><status>success</status></authentication>${results.join('')}</operation>`
}

/** An operation whose sign-in was refused. */
export const shut = `<operation><authentication><status>failure</status></authentication>${errors('XL03000006')}</operation>`

export function result(status: string, id = '', inner = '', name = 'create'): string {
  return `<result><status>${status}</status><function>${name}</function><controlid>${id}</controlid>${inner}</result>`
}

export function errors(...codes: readonly string[]): string {
  return `<errormessage>${codes.map(code => `<error><errorno>${code}</errorno></error>`).join('')}</errormessage>`
}

export function worded(code: string, words: string): string {
  const texts = `<description/><description2>${words}</description2>`
  return `<errormessage><error><errorno>${code}</errorno>${texts}</error></errormessage>`
}

/** The mark of a transaction that was undone. */
export const undone =
  '<error><errorno>XL03000009</errorno><description2>It has been rolled back due to an error</description2></error>'

/** `done`, the codes of a refusal, or the problem of a misshapen part, one word per outcome. */
export function words(reading: Reading): string {
  switch (reading.kind) {
    case 'outcomes':
      return reading.outcomes.map(outcome => word(outcome.result)).join(' ')
    case 'refused':
      return `refused ${reading.refusals.map(({ code = 'uncoded', level }) => `${code}@${level}`).join('+')}`
    case 'misshapen':
      return `misshapen ${reading.shape.problem} ${reading.shape.path}`
    case 'acknowledged':
      return `acknowledged ${reading.id ?? ''}`.trim()
  }
}

export function word(result: ReadOutcome['result'] | undefined): string {
  if (result === undefined) return 'absent'
  if (result.kind === 'done') return 'done'
  if (result.kind === 'misshapen') return result.shape.problem
  return result.refusals.map(({ code = 'uncoded' }) => code).join('+')
}

export function outcomesOf(reading: Reading): readonly ReadOutcome[] {
  return reading.kind === 'outcomes' ? reading.outcomes : []
}

/** The refusals of one outcome. */
export function refusalsAt(reading: Reading, index = 0) {
  const found = outcomesOf(reading)[index]?.result
  return found?.kind === 'refused' ? found.refusals : []
}
