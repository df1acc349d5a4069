import type { Warning } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import type { XmlElement } from '../xml/element.ts'
import type { AskedCommand, Reading, ReadOutcome } from './contract.ts'
import { type CompiledRule, concerns, refusalOf } from './rule-node.ts'

/** What the rules have found so far. */
export interface Seen {
  readonly refusals: Refusal[]
  readonly warnings: Warning[]
  readonly outcomes: ReadOutcome[]
  passed: boolean
  /** Where a value that should have been there was not. */
  missing: string | undefined
}

/** A Fault stays a refusal whatever the rules find in it; they only know better where code and words stand. */
export function faulty(seen: Seen, fault: Refusal): Reading {
  const own = [
    ...seen.refusals,
    ...seen.outcomes.flatMap(({ result }) => (result.kind === 'refused' ? result.refusals : [])),
  ]
  if (own.length === 0) return { kind: 'refused', refusals: [fault], warnings: seen.warnings }
  const refusals = own.map(refusal =>
    present({
      ...refusal,
      signal: fault.signal,
      code: refusal.code ?? fault.code,
      texts: refusal.texts.length > 0 ? refusal.texts : fault.texts,
      retryAfterMs: refusal.retryAfterMs ?? fault.retryAfterMs,
      soap: fault.soap,
    }),
  )
  return { kind: 'refused', refusals, warnings: seen.warnings }
}

/** What all rules and the flag together make of the answer. */
export function verdict(
  seen: Seen,
  flag: CompiledRule | undefined,
  subject: XmlElement,
  commands: readonly AskedCommand[],
): Reading {
  const { refusals, warnings, outcomes } = seen
  if (refusals.length > 0) return { kind: 'refused', refusals: partly(refusals, outcomes), warnings }
  const raised = flag !== undefined && concerns(flag, subject) ? readFlag(flag, subject) : undefined
  if (raised?.refusal !== undefined && !outcomes.some(({ result }) => result.kind === 'refused')) {
    return { kind: 'refused', refusals: partly([raised.refusal], outcomes), warnings }
  }
  if (outcomes.length > 0) {
    return { kind: 'outcomes', outcomes: [...outcomes, ...left(outcomes, commands, subject)], warnings }
  }
  const missing = raised?.missing ?? seen.missing
  if (missing !== undefined || !(seen.passed || raised?.said === 'passed')) {
    return misshapen('missing-signal', `<${subject.name}> does not say whether it worked`, missing ?? subject.localName)
  }
  return { kind: 'outcomes', outcomes: [done(subject, commands[0])], warnings }
}

function readFlag(flag: CompiledRule, subject: XmlElement) {
  const view = flag.view(subject)
  const said = flag.test?.(view) ?? 'missing'
  return {
    said,
    refusal: said === 'failed' ? refusalOf(flag, view) : undefined,
    missing: said === 'missing' ? `${subject.localName}/${flag.rule.ok?.at ?? ''}` : undefined,
  }
}

/** Objects that are reported as done beside a refusal of the whole were done all the same. */
function partly(refusals: readonly Refusal[], outcomes: readonly ReadOutcome[]): readonly Refusal[] {
  if (!outcomes.some(({ result }) => result.kind === 'done')) return refusals
  return refusals.map(refusal => ({ ...refusal, evidence: { ...refusal.evidence, partly: true } }))
}

function done(payload: XmlElement, command: AskedCommand | undefined): ReadOutcome {
  const operation = command?.name ?? payload.localName.replace(/(?<=.)Response$/, '')
  return present({ index: 0, operation, id: command?.id, result: { kind: 'done' as const, payload } })
}

/** Commands that were asked in one request and that no item answers. */
function left(
  outcomes: readonly ReadOutcome[],
  commands: readonly AskedCommand[],
  subject: XmlElement,
): readonly ReadOutcome[] {
  const answered = new Set(outcomes.map(outcome => outcome.index))
  return commands.flatMap(({ name, id }, index) => {
    if (answered.has(index)) return []
    const result = misshapen('missing-outcome', `No part of the answer belongs to ${name}`, subject.localName)
    return [present({ index, operation: name, id, result })]
  })
}

/** Neither yes nor no. */
export function misshapen(problem: 'missing-signal' | 'missing-outcome' | 'empty-body', message: string, path: string) {
  return { kind: 'misshapen' as const, shape: { problem, message, path } }
}
