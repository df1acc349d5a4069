import type { Warning } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { Refusal } from '../core/refusal.ts'
import type { Signal } from '../core/vocabulary.ts'
import type { XmlElement } from '../xml/element.ts'
import { MAX_MATCHED } from './matching.ts'
import { type NameTest, type Path, parseElementPath, parseName } from './path.ts'
import { hasName } from './path-values.ts'
import type { Flag, OkTest, Rule, Severity } from './rule.ts'
import { type Field, fieldOf, firstOf, type View, viewer } from './rule-field.ts'

/** A rule whose paths are compiled. */
export interface CompiledRule {
  readonly rule: Rule
  readonly when: readonly NameTest[] | undefined
  readonly each: Path
  readonly view: (element: XmlElement) => View
  readonly test: ((view: View) => Judgment) | undefined
  readonly severity: (view: View) => Severity
  readonly key: Field
  readonly operation: Field
  readonly code: Field
  readonly message: Field
  readonly field: Field
  readonly retryAfter: Field
}

/** What a test says of one node: `missing` is neither yes nor no. */
export type Judgment = 'passed' | 'failed' | 'missing'

/**
 * Compiles the paths of a rule, once.
 *
 * @throws TypeError naming the path that cannot be read
 */
export function compileRule(rule: Rule): CompiledRule {
  const each = parseElementPath(rule.each ?? '.')
  const first = (paths: readonly string[] = []) => firstOf(paths.map(path => fieldOf(path, rule, each)))
  return {
    rule,
    when: rule.when?.map(name => parseName(name)),
    each,
    view: viewer(rule, each),
    test: rule.ok === undefined ? undefined : testOf(rule.ok, fieldOf(rule.ok.at, rule, each)),
    severity: severityOf(rule, each),
    key: first(typeof rule.item === 'object' ? [rule.item.key] : []),
    operation: first(rule.operation === undefined ? [] : [rule.operation]),
    code: first(rule.code),
    message: first(rule.message),
    field: first(rule.field),
    retryAfter: first(rule.retryAfter === undefined ? [] : [rule.retryAfter.at]),
  }
}

/** A flag is a rule about the whole answer. */
export function compileFlag(flag: Flag): CompiledRule {
  const { when, code, message, signal, ...ok } = flag
  return compileRule(present({ ok, when, code, message, signal }))
}

/** Whether the rule is for this element at all. */
export function concerns(compiled: CompiledRule, element: XmlElement): boolean {
  return compiled.when === undefined || compiled.when.some(name => hasName(element, name))
}

/** What the rule says no with, at this node. */
export function refusalOf(compiled: CompiledRule, view: View): Refusal {
  const { rule } = compiled
  const code = compiled.code(view)[0]?.trim()
  const message = compiled.message(view)
  const split = splitUp(rule, code, message)
  return present({
    signal: rule.signal ?? defaultSignal(rule, compiled.test !== undefined),
    level: rule.level ?? (rule.item === undefined ? ('response' as const) : ('command' as const)),
    code: split?.code?.trim() || code,
    texts: split?.message === undefined ? message : [split.message],
    field: (split?.field ?? compiled.field(view)[0])?.trim(),
    retryAfterMs: pauseOf(rule, compiled.retryAfter(view)[0]),
  })
}

/** The same as a warning: what was mentioned without saying no. */
export function warningOf(refusal: Refusal, index: number | undefined): Warning {
  const { code, texts, level } = refusal
  return present({
    message: texts.join('; ') || (code ?? 'The service gave a warning without words'),
    code,
    level,
    index,
  })
}

function testOf(test: OkTest, at: Field): (view: View) => Judgment {
  const absent = test.absent === undefined ? 'missing' : test.absent === 'pass' ? 'passed' : 'failed'
  return view => {
    const values = at(view)
    if (values.length === 0) return absent
    return values.every(value => meansOk(test, value.trim())) ? 'passed' : 'failed'
  }
}

/** A number is compared with a range and never kept: codes are strings. */
function meansOk({ values, range, matches }: OkTest, value: string): boolean {
  if (values?.includes(value) === true) return true
  if (range !== undefined && /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(value)) {
    const number = Number(value)
    if (number >= range[0] && number <= range[1]) return true
  }
  // Of a longer value only the beginning would be seen, and a success must not hang on that.
  return value.length <= MAX_MATCHED && matches?.test(value) === true
}

function severityOf(rule: Rule, each: Path): (view: View) => Severity {
  const { severity = 'error' } = rule
  if (typeof severity === 'string') return () => severity
  const at = fieldOf(severity.at, rule, each)
  return view => {
    const value = at(view)[0]?.trim() ?? ''
    return Object.hasOwn(severity.map, value) ? (severity.map[value] ?? 'error') : 'error'
  }
}

function splitUp({ split }: Rule, code: string | undefined, message: readonly string[]) {
  if (split === undefined) return undefined
  const value = split.of === 'code' ? code : message[0]
  return value === undefined ? undefined : split.matches.exec(value.slice(0, MAX_MATCHED))?.groups
}

function pauseOf({ retryAfter }: Rule, value: string | undefined): number | undefined {
  const text = value?.trim() ?? ''
  if (retryAfter === undefined || !/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return undefined
  return Math.min(Math.round(Number(text) * (retryAfter.unit === 's' ? 1_000 : 1)), Number.MAX_SAFE_INTEGER)
}

function defaultSignal(rule: Rule, tested: boolean): Signal {
  if (typeof rule.severity === 'object') return 'message-list'
  if (!tested) return 'error-element'
  return /(?:^|\/)@[^/]*$/.test(rule.ok?.at ?? '') ? 'status-attribute' : 'status-element'
}
