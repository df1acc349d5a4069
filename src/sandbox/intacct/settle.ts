import { undone } from './function-errors.ts'
import type { PerformedFunction } from './performed-function.ts'
import type { FunctionResult, Work } from './work.ts'

/** Lets the work of a function stand: it is noted, and its control ID remembered where it succeeded. */
export function stand(result: FunctionResult, work: Work): FunctionResult {
  const { world, isUnique } = work
  note(result, result.status === 'success' ? 'success' : 'failure', work)
  if (result.status === 'success' && (isUnique || world.settings.remembers === 'all'))
    world.log.record(result.task.controlId)
  return result
}

/** The results of a transaction whose work was taken back: every one refused, with a mark at its end. */
export function takeBack(results: readonly FunctionResult[], work: Work): readonly FunctionResult[] {
  return results.map(result => {
    note(result, result.status === 'success' ? 'undone' : 'failure', work)
    const { task, isPerformed, deed } = result
    if (result.status === undefined) return result
    const isCulprit = result.status === 'failure'
    const status = isCulprit ? work.world.settings.culprit : 'aborted'
    return { task, status, isPerformed, deed: { errors: [...(isCulprit ? deed.errors : []), undone()] } }
  })
}

function note({ task, deed, isPerformed }: FunctionResult, status: PerformedFunction['status'], work: Work): void {
  if (!isPerformed) return
  const { index, name, controlId } = task
  const { object, written = [], errors } = deed
  work.performed.write({
    call: work.call,
    index,
    function: name,
    controlId,
    ...(object !== undefined && { object }),
    ...(written.length > 0 && status !== 'undone' && { written }),
    status,
    ...(status === 'failure' && { error: errors[0]?.errorno ?? '' }),
  })
}
