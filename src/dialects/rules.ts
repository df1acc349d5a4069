import type { Refusal } from '../core/refusal.ts'
import { isBareFault, isEnvelope } from '../wire/soap.ts'
import { soapRefusal } from '../wire/soap-fault.ts'
import type { XmlElement } from '../xml/element.ts'
import type { Dialect, Reading, ReadOutcome } from './contract.ts'
import { misshapen } from './misshapen.ts'
import { select } from './path-values.ts'
import type { Flag, Rule } from './rule.ts'
import type { View } from './rule-field.ts'
import { type CompiledRule, compileFlag, compileRule, concerns, refusalOf, warningOf } from './rule-node.ts'
import { concludeFrom, explainFault, type Seen } from './rule-verdict.ts'
import { cutShort, openEnvelope } from './soap-message.ts'

/**
 * Makes a reader from declarative rules: most XML APIs say yes and no by one mechanism with different paths.
 *
 * The rules are tried in order on the root, or on the element in a SOAP Body; a rule that refuses ends it unless
 * it says `next: 'go-on'`. A refusal beats the flag, the flag beats silence. Where nothing said yes (no `ok`
 * passed, no flag, no `absent: 'pass'`) the answer is misshapen, never a success. A SOAP Fault that no rule
 * explains is read by the standard.
 *
 * @throws TypeError for a path or name that cannot be read: a mistake in the definition
 */
export function rulesReader(rules: readonly Rule[], flag?: Flag): Dialect['read'] {
  const compiled = rules.map(compileRule)
  const overall = flag === undefined ? undefined : compileFlag(flag)
  return (root, asked) => {
    const subject = subjectOf(root)
    if ('reading' in subject) return subject.reading
    const seen = apply(compiled, subject.element)
    if (subject.fault !== undefined) return explainFault(seen, subject.fault)
    return concludeFrom(seen, overall, subject.element, asked?.commands ?? [])
  }
}

type Subject = { readonly element: XmlElement; readonly fault: Refusal | undefined } | { readonly reading: Reading }

function subjectOf(root: XmlElement): Subject {
  if (!isEnvelope(root)) {
    return { element: root, fault: isBareFault(root) ? soapRefusal(root) : undefined }
  }
  const message = openEnvelope(root)
  if (message.kind === 'misshapen') return { reading: message }
  if (message.kind === 'fault') return { element: message.fault, fault: message.refusal }
  const [element] = message.results
  if (element === undefined) {
    return { reading: misshapen('empty-body', 'The SOAP Body is empty where a verdict was promised', 'Envelope/Body') }
  }
  const reading = cutShort(message.body)
  return reading === undefined ? { element, fault: undefined } : { reading }
}

function apply(rules: readonly CompiledRule[], subject: XmlElement): Seen {
  const seen: Seen = {
    refusals: [],
    warnings: [],
    items: new Map(),
    itemized: false,
    passed: false,
    missing: undefined,
  }
  for (const compiled of rules) {
    if (!concerns(compiled, subject)) continue
    const { item, absent, next } = compiled.rule
    const nodes = select(compiled.each, subject)
    if (nodes.length === 0 && absent === 'pass') seen.passed = true
    if (item !== undefined && compiled.test !== undefined && absent !== 'pass') seen.itemized = true
    let hit = false
    for (const node of nodes) {
      const refused = item === undefined ? readWhole(compiled, node, seen) : readItem(compiled, node, seen)
      hit ||= refused
    }
    if (hit && next !== 'go-on') break
  }
  return seen
}

/** Reads a node that speaks for the whole answer. Tells whether it refused. */
function readWhole(compiled: CompiledRule, node: XmlElement, seen: Seen): boolean {
  const view = compiled.view(node)
  const said = compiled.test?.(view) ?? 'failed'
  if (said === 'passed') seen.passed = true
  if (said === 'missing') seen.missing ??= `${node.localName}/${compiled.rule.ok?.at ?? ''}`
  if (said !== 'failed') return false
  const refusal = refusalOf(compiled, view)
  const severity = compiled.severity(view)
  if (severity === 'error') {
    seen.refusals.push(refusal)
    return true
  }
  if (severity === 'warning') seen.warnings.push(warningOf(refusal, undefined))
  if (compiled.test !== undefined) seen.passed = true
  return false
}

/** Reads a node that speaks for its own command. Tells whether it refused. */
function readItem(compiled: CompiledRule, node: XmlElement, seen: Seen): boolean {
  const view = compiled.view(node)
  const { result, remarks } = judge(compiled, view)
  const before = seen.items.get(node)
  seen.items.set(node, {
    node,
    keyed: typeof compiled.rule.item === 'object' || before?.keyed === true,
    id: before?.id ?? compiled.key(view)[0]?.trim(),
    operation: before?.operation ?? compiled.operation(view)[0]?.trim(),
    result: unite(before?.result, result),
    remarks: [...(before?.remarks ?? []), ...remarks],
  })
  return result?.kind === 'refused'
}

type Result = ReadOutcome['result'] | undefined

/** Without a test there is nothing that could mean yes: what is no error is only mentioned. */
function judge(compiled: CompiledRule, view: View): { readonly result: Result; readonly remarks: readonly Refusal[] } {
  const { element } = view
  const done = compiled.test === undefined ? undefined : { kind: 'done' as const, payload: element }
  const said = compiled.test?.(view) ?? 'failed'
  if (said === 'passed') return { result: done, remarks: [] }
  if (said === 'missing') {
    const path = `${element.localName}/${compiled.rule.ok?.at ?? ''}`
    const result = misshapen('missing-signal', `<${element.name}> does not say whether it worked`, path)
    return { result, remarks: [] }
  }
  const refusal = refusalOf(compiled, view)
  const severity = compiled.severity(view)
  if (severity === 'error') return { result: { kind: 'refused', refusals: [refusal] }, remarks: [] }
  return { result: done, remarks: severity === 'warning' ? [refusal] : [] }
}

/** What several rules make of one node: a no beats silence, silence beats a yes. */
function unite(one: Result, other: Result): Result {
  if (one?.kind === 'refused' && other?.kind === 'refused') {
    return { kind: 'refused', refusals: [...one.refusals, ...other.refusals] }
  }
  const both = [one, other].filter(result => result !== undefined)
  return both.find(({ kind }) => kind === 'refused') ?? both.find(({ kind }) => kind === 'misshapen') ?? both[0]
}
