import type { Fault, Verdict } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import { present } from '../core/present.ts'
import { appliedValues, categories, remedies } from '../core/vocabulary.ts'
import { ask } from './ask.ts'
import type { Ruling } from './decide.ts'

/** What a rule is asked about. */
export interface RuleContext {
  readonly operation?: string
  readonly idempotency: Idempotency
  /** Tries so far, this one included. */
  readonly attempts: number
}

/** What a rule says: another meaning of the fault, and whether a repeat is forbidden or allowed. */
export interface RuleSays extends Partial<Verdict> {
  readonly retry?: 'forbid' | 'allow'
}

/**
 * A program's own say on a fault. Asked before every decision; what it throws counts as silence, and so do words that
 * are none of the vocabulary's. What it does to the fault itself changes nothing.
 *
 * `forbid` of any rule beats `allow` of another, and that beats the defaults; but nothing is ever repeated that may have
 * been done and would be done twice. A rule that says `applied: 'no'` tells of a fact that it alone knows, and answers
 * for it.
 */
export type RetryRule = (fault: Fault, context: RuleContext) => RuleSays | undefined

/** What all rules together say; each sees the fault as those before it left it. */
export function ruled(
  fault: Fault,
  context: RuleContext,
  rules: readonly RetryRule[],
): { readonly fault: Fault; readonly ruling: Ruling } {
  let seen = fault
  let ruling: Ruling
  for (const rule of rules) {
    const said = asked(rule, seen, context)
    if (said === undefined) continue
    const { retry, ...verdict } = said
    seen = meaning(seen, verdict)
    if (retry === 'forbid' || (retry === 'allow' && ruling === undefined)) ruling = retry
  }
  return { fault: seen, ruling }
}

/** Read where it is asked, for an answer may throw when it is looked at. */
function asked(rule: RetryRule, fault: Fault, context: RuleContext): RuleSays | undefined {
  return ask(() => {
    const said: unknown = rule({ ...fault }, { ...context })
    return said instanceof Promise ? said : understood(said)
  }) as RuleSays | undefined
}

function understood(said: unknown): RuleSays | undefined {
  if (typeof said !== 'object' || said === null) return undefined
  const { retry, category, remedy, applied } = said as Record<string, unknown>
  return present({
    retry: among(['forbid', 'allow'], retry),
    category: among(categories, category),
    remedy: among(remedies, remedy),
    applied: among(appliedValues, applied),
  })
}

function among<const Word extends string>(words: readonly Word[], said: unknown): Word | undefined {
  return words.find(word => word === said)
}

/** A request that was never sent was not applied, whatever a rule says. */
function meaning(fault: Fault, { category = fault.category, remedy = fault.remedy, applied }: Partial<Verdict>): Fault {
  if (fault.kind === 'request') return { ...fault, category, remedy }
  return { ...fault, category, remedy, applied: applied ?? fault.applied }
}
