import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import { isBareFault, isEnvelope, readEnvelope } from '../wire/soap.ts'
import { soapRefusal } from '../wire/soap-fault.ts'
import type { XmlElement } from '../xml/element.ts'
import type { Asked, AskedCommand, Dialect, Reading, ReadOutcome } from './contract.ts'
import { select } from './path-values.ts'
import type { Flag, Rule } from './rule.ts'
import { type CompiledRule, compileFlag, compileRule, concerns, refusalOf, warningOf } from './rule-node.ts'
import { faulty, misshapen, type Seen, verdict } from './rule-verdict.ts'

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
    const seen = apply(compiled, subject.element, commandsOf(asked))
    if (subject.fault !== undefined) return faulty(seen, subject.fault)
    return verdict(seen, overall, subject.element, asked?.commands ?? [])
  }
}

type Subject = { readonly element: XmlElement; readonly fault: Refusal | undefined } | { readonly reading: Reading }

function subjectOf(root: XmlElement): Subject {
  if (!isEnvelope(root)) {
    return { element: root, fault: isBareFault(root) ? soapRefusal(root) : undefined }
  }
  const { header, body, fault, results } = readEnvelope(root)
  if (fault !== undefined) return { element: fault, fault: soapRefusal(fault, header) }
  const [element] = results
  if (element !== undefined) return { element, fault: undefined }
  return {
    reading:
      body === undefined
        ? misshapen('missing-signal', 'The SOAP message has no Body', 'Envelope')
        : misshapen('empty-body', 'The SOAP Body is empty where a verdict was promised', 'Envelope/Body'),
  }
}

/** The commands that were sent, and where the one of a mark stands among them. */
interface Commands {
  readonly list: readonly AskedCommand[]
  readonly byMark: ReadonlyMap<string, number>
}

function commandsOf(asked: Asked | undefined): Commands {
  const list = asked?.commands ?? []
  return { list, byMark: new Map(list.flatMap(({ id }, index) => (id === undefined ? [] : [[id, index] as const]))) }
}

function apply(rules: readonly CompiledRule[], subject: XmlElement, commands: Commands): Seen {
  const seen: Seen = { refusals: [], warnings: [], outcomes: [], passed: false, missing: undefined }
  for (const compiled of rules) {
    if (!concerns(compiled, subject)) continue
    const nodes = select(compiled.each, subject)
    if (nodes.length === 0 && compiled.rule.absent === 'pass') seen.passed = true
    let hit = false
    for (const node of nodes) {
      const refused =
        compiled.rule.item === undefined ? whole(compiled, node, seen) : item(compiled, node, seen, commands)
      hit ||= refused
    }
    if (hit && compiled.rule.next !== 'go-on') break
  }
  return seen
}

/** A node that speaks for the whole answer. Tells whether it refused. */
function whole(compiled: CompiledRule, node: XmlElement, seen: Seen): boolean {
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

/** A node that speaks for its own command. Tells whether it refused. */
function item(compiled: CompiledRule, node: XmlElement, seen: Seen, commands: Commands): boolean {
  const view = compiled.view(node)
  const id = compiled.key(view)[0]?.trim()
  const index = (id === undefined ? undefined : commands.byMark.get(id)) ?? seen.outcomes.length
  const operation = compiled.operation(view)[0]?.trim() ?? commands.list[index]?.name ?? node.localName
  const add = (result: ReadOutcome['result']) => seen.outcomes.push(present({ index, operation, id, result }))
  const said = compiled.test?.(view) ?? 'failed'
  if (said === 'missing') {
    const at = compiled.rule.ok?.at ?? ''
    add(misshapen('missing-signal', `<${node.name}> does not say whether it worked`, `${node.localName}/${at}`))
    return false
  }
  if (said === 'failed') {
    const refusal = refusalOf(compiled, view)
    const severity = compiled.severity(view)
    if (severity === 'error') {
      add({ kind: 'refused', refusals: [refusal] })
      return true
    }
    if (severity === 'warning') seen.warnings.push(warningOf(refusal, index))
  }
  add({ kind: 'done', payload: node })
  return false
}
