import type { ShapeFault } from '../../core/fault.ts'
import { intacct } from '../../dialects/intacct/dialect.ts'

/** The fault of a list that says there is more, and gives nothing more. */
export function stuck(operation: string): ShapeFault {
  return fault(operation, 'The list does not go on from page to page', {
    remedy: 'contact',
    advice:
      'Not all records were read. Choose fewer with a condition, so that one page holds them, or read again later.',
  })
}

/** The fault of a page that does not follow the one before. */
export function gap(operation: string): ShapeFault {
  return fault(operation, 'A page does not follow the one before it', {
    remedy: 'refetch',
    advice: 'Records between the two are missing. Begin the query anew.',
  })
}

function fault(
  operation: string,
  title: string,
  told: Pick<ShapeFault, 'remedy'> & { readonly advice: string },
): ShapeFault {
  return {
    kind: 'shape',
    category: 'malformed-response',
    applied: 'no',
    ...told,
    title,
    message: title,
    problem: 'unexpected-element',
    path: 'response/operation/result/data',
    dialect: intacct.name,
    operation,
  }
}
