import type { Warning } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import type { XmlElement } from '../xml/element.ts'
import type { AskedCommand, Reading, ReadOutcome } from './contract.ts'
import { misshapen } from './misshapen.ts'
import { assignItems, type Item } from './rule-items.ts'
import { type CompiledRule, concerns, refusalOf, warningOf } from './rule-node.ts'

/** What the rules have found so far. */
export interface Seen {
  readonly refusals: Refusal[]
  readonly warnings: Warning[]
  /** What speaks for one command each, by its node: several rules may look at the same. */
  readonly items: Map<XmlElement, Item>
  /** Whether each command is to prove its own success. */
  itemized: boolean
  passed: boolean
  /** Where a value that should have been there was not. */
  missing: string | undefined
}

/** A Fault stays a refusal whatever the rules find in it; they only know better where code and words stand. */
export function explainFault({ refusals, warnings, ...seen }: Seen, fault: Refusal): Reading {
  const items = [...seen.items.values()]
  const all = [...warnings, ...items.flatMap(({ remarks }) => remarks.map(remark => warningOf(remark, undefined)))]
  const own = [...refusals, ...items.flatMap(({ result }) => (result?.kind === 'refused' ? result.refusals : []))]
  if (own.length === 0) return { kind: 'refused', refusals: [fault], warnings: all }
  const explained = own.map(refusal =>
    present({
      ...refusal,
      signal: fault.signal,
      code: refusal.code ?? fault.code,
      texts: refusal.texts.length > 0 ? refusal.texts : fault.texts,
      retryAfterMs: refusal.retryAfterMs ?? fault.retryAfterMs,
      soap: fault.soap,
    }),
  )
  return { kind: 'refused', refusals: explained, warnings: all }
}

/** What all rules and the flag together make of the answer. */
export function concludeFrom(
  seen: Seen,
  flag: CompiledRule | undefined,
  subject: XmlElement,
  commands: readonly AskedCommand[],
): Reading {
  const { refusals } = seen
  const items = [...seen.items.values()]
  const { outcomes, warnings: doubts } = assignItems(items, commands, subject)
  const warnings = [...seen.warnings, ...doubts]
  if (refusals.length > 0) return { kind: 'refused', refusals: markPartly(refusals, items), warnings }
  const raised = flag !== undefined && concerns(flag, subject) ? readFlag(flag, subject) : undefined
  if (raised?.refusal !== undefined && !outcomes.some(({ result }) => result.kind === 'refused')) {
    return { kind: 'refused', refusals: markPartly([raised.refusal], items), warnings }
  }
  if (items.some(({ result }) => result !== undefined)) return { kind: 'outcomes', outcomes, warnings }
  const missing = raised?.missing ?? seen.missing
  if (missing !== undefined || !(seen.passed || raised?.said === 'passed')) {
    return misshapen('missing-signal', `<${subject.name}> does not say whether it worked`, missing ?? subject.localName)
  }
  if (seen.itemized && commands.length > 1) return { kind: 'outcomes', outcomes, warnings }
  return { kind: 'outcomes', outcomes: succeed(subject, commands), warnings }
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
function markPartly(refusals: readonly Refusal[], items: readonly Item[]): readonly Refusal[] {
  if (!items.some(({ result }) => result?.kind === 'done')) return refusals
  return refusals.map(refusal => ({ ...refusal, evidence: { ...refusal.evidence, partly: true } }))
}

/** A yes to the answer as a whole is one to every command in it. */
function succeed(payload: XmlElement, commands: readonly AskedCommand[]): readonly ReadOutcome[] {
  const result = { kind: 'done' as const, payload }
  const operation = payload.localName.replace(/(?<=.)Response$/, '')
  if (commands.length === 0) return [{ index: 0, operation, result }]
  return commands.map(({ name, id }, index) => present({ index, operation: name, id, result }))
}
