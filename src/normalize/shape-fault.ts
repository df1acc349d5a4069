import type { Issue, ShapeFault, ShapeProblem, Verdict } from '../core/fault.ts'
import { type Provenance, provenance } from './context.ts'
import { UNREADABLE } from './http-fault.ts'

/** The fault of XML that does not say yes or no in its dialect's way, or whose success cannot be read. */
export function shapeFault(
  shape: ShapeProblem & { readonly issues?: readonly Issue[] },
  context: Provenance,
): ShapeFault {
  const { title, advice, ...verdict } = SHAPES[shape.problem]
  return {
    kind: 'shape',
    ...verdict,
    ...provenance(context),
    title,
    advice,
    message: shape.message,
    problem: shape.problem,
    path: shape.path,
    ...(shape.issues === undefined ? {} : { issues: shape.issues }),
  }
}

const LOOK_FIRST = 'Find out with a read whether the work was done before sending it again.'

const SHAPES: Readonly<Record<ShapeProblem['problem'], Verdict & { readonly title: string; readonly advice: string }>> =
  {
    unrecognized: {
      category: 'unknown',
      remedy: 'contact',
      applied: 'maybe',
      title: 'No dialect recognizes the answer',
      advice: 'Check the address, name the dialect, or describe the API with defineDialect.',
    },
    'missing-signal': { ...UNREADABLE, title: 'The answer does not say whether it worked', advice: LOOK_FIRST },
    'missing-outcome': { ...UNREADABLE, title: 'The answer leaves this command out', advice: LOOK_FIRST },
    'mismatched-outcome': {
      ...UNREADABLE,
      title: 'The answer cannot be matched with the commands that were sent',
      advice: LOOK_FIRST,
    },
    'unexpected-element': { ...UNREADABLE, title: 'The answer holds something unexpected', advice: LOOK_FIRST },
    'empty-body': { ...UNREADABLE, title: 'The answer has no content where some was promised', advice: LOOK_FIRST },
    'unreadable-output': {
      category: 'malformed-response',
      remedy: 'reconcile',
      applied: 'yes',
      title: 'The service reports success, but the result cannot be read',
      advice: 'A write was done: do not send it again, read the record to learn what is there now.',
    },
  }
