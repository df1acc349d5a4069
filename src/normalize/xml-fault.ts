import type { XmlFault, XmlProblem } from '../core/fault.ts'
import { isSuccess, statusVerdict } from '../wire/http.ts'
import { type Provenance, provenance } from './context.ts'
import { UNREADABLE } from './http-fault.ts'

/** The fault of a body that set out to be XML and failed. Under 2xx the work may have been done. */
export function xmlFault(problem: XmlProblem, context: Provenance): XmlFault {
  const { category, remedy, applied } = isSuccess(context.status) ? UNREADABLE : statusVerdict(context.status)
  return {
    kind: 'xml',
    category,
    remedy,
    applied,
    ...provenance(context),
    title: TITLES[problem.problem] ?? 'The answer is not well-formed XML',
    message: `${problem.message} (line ${problem.line}, column ${problem.column})`,
    problem: problem.problem,
    line: problem.line,
    column: problem.column,
    excerpt: problem.excerpt,
  }
}

const TITLES: Partial<Record<XmlProblem['problem'], string>> = {
  'too-large': 'The answer is larger than allowed',
  'too-deep': 'The answer is nested deeper than allowed',
  encoding: 'The answer cannot be decoded',
  doctype: 'The answer carries a document type that is not allowed',
  truncated: 'The answer is cut off',
}
