import { listFields, listWarnings } from './fields.ts'
import { type Failure, type Group, groupFailures } from './groups.ts'
import { type Field, type Layout, layOut } from './layout.ts'
import type { ExplainLine, OutcomeLine } from './line.ts'
import { listPlaces } from './places.ts'
import { sanitize } from './sanitize.ts'
import { count, verdicts } from './words.ts'

/**
 * What `faultline explain` shows of one file: the verdict, then each fault with what to do about it. Commands
 * that failed alike are told of together; those that went well are only counted.
 */
export function writeExplanation(line: ExplainLine, layout: Layout): string {
  const failures = line.outcomes.filter(isFailure)
  const parts = [
    ...(line.fault === null ? [] : listFields(line.fault).flatMap(field => layOut(field, 2, layout))),
    ...groupFailures(failures).flatMap(group => groupText(group, layout)),
    ...listWarnings(line.warnings).flatMap(field => layOut(field, 2, layout)),
  ]
  return [verdictText(line, failures, layout), ...parts, ''].join('\n')
}

function isFailure(outcome: OutcomeLine): outcome is Failure {
  return outcome.fault !== undefined
}

function verdictText(line: ExplainLine, failures: readonly Failure[], { paint }: Layout): string {
  const dialect = line.dialect === null ? '' : paint.faint(` (${sanitize(line.dialect)})`)
  const [bad, rest] = verdict(line, failures)
  const word = bad === '' ? paint.good('ok') : paint.bad(bad)
  return `${paint.strong(sanitize(line.file))}: ${word}${rest}${dialect}`
}

/** What went wrong, empty for nothing, and what else there is to say in the same breath. */
function verdict({ fault, outcomes }: ExplainLine, failures: readonly Failure[]): readonly [string, string] {
  if (fault !== null) return [verdicts[fault.kind], '']
  const commands = count(outcomes.length, 'command', 'commands')
  const went = failures.every(({ fault }) => fault.kind === 'service') ? 'refused' : 'failed'
  if (failures.length === 0) return ['', outcomes.length === 0 ? '' : `, ${commands}`]
  if (outcomes.length === 1) return [went, `, ${commands}`]
  const fine = outcomes.length - failures.length
  return [`${failures.length} of ${commands} ${went}`, fine === 0 ? '' : `, ${fine} ok`]
}

function groupText({ failures, fields }: Group, layout: Layout): string[] {
  const [{ index, operation, id, fault }] = failures
  const mark = id === undefined ? '' : ` ${sanitize(id)}`
  const alone = failures.length === 1
  const who = alone ? `#${index} ${sanitize(operation)}${mark}` : `${sanitize(operation)}, ${failures.length} times`
  const head = `  ${layout.paint.strong(who)}: ${layout.paint.bad(verdicts[fault.kind])}`
  const places: readonly Field[] = alone ? [] : [['at', listPlaces(failures.map(({ index }) => index))]]
  return [head, ...[...places, ...fields].flatMap(field => layOut(field, 4, layout))]
}
