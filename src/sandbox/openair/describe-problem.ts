import type { XmlProblem } from '../../core/fault.ts'

/** What the service's parser calls each mistake. */
const WORDS: Readonly<Record<XmlProblem['problem'], string>> = {
  'too-large': 'out of memory',
  'too-deep': 'out of memory',
  encoding: 'not well-formed (invalid token)',
  doctype: 'syntax error',
  truncated: 'unclosed token',
  character: 'not well-formed (invalid token)',
  name: 'not well-formed (invalid token)',
  attribute: 'not well-formed (invalid token)',
  'duplicate-attribute': 'duplicate attribute',
  'tag-mismatch': 'mismatched tag',
  entity: 'undefined entity',
  markup: 'syntax error',
  namespace: 'unbound prefix',
  root: 'no element found',
}

/** The message of the answer to a body that is not a request: the mistake, its line and its column. */
export function describeProblem(problem: Pick<XmlProblem, 'problem' | 'line' | 'column'>): string {
  return `${WORDS[problem.problem]} at line ${problem.line}, column ${problem.column}`
}
