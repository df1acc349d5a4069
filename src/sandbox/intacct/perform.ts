import type { CodeTrouble } from '../trouble.ts'
import { alreadyRecorded, underWay } from './function-errors.ts'
import { functionOf } from './functions.ts'
import type { ServiceError } from './service-error.ts'
import type { FunctionResult, Task, Work } from './work.ts'
import { refuse, type Scene } from './world.ts'

/** Carries out one function, unless it has succeeded before, is under way, or trouble refuses it; looked at in this order. */
export function performFunction(
  task: Task,
  scene: Scene,
  { world, trouble, isUnique, call, version }: Work,
): FunctionResult {
  const { log, settings } = world
  const { controlId, index } = task
  const refused = (...errors: readonly ServiceError[]): FunctionResult => {
    return { task, status: 'failure', deed: refuse(...errors), isPerformed: false }
  }
  if (isUnique && log.isRecorded(controlId)) {
    if (settings.recorded === 'words') return refused(alreadyRecorded(controlId))
    return { task, deed: { errors: [] }, isPerformed: false }
  }
  if (isUnique && log.isRunning(controlId, call)) return refused(underWay(controlId))
  if (trouble.kind === 'code' && trouble.at === index) return refused(...scripted(trouble))
  const deed = functionOf(task.name, version)?.(task.element, scene) ?? { errors: [] }
  return { task, status: deed.errors.length === 0 ? 'success' : 'failure', deed, isPerformed: true }
}

/** The error of a script, and behind it the one that a layer of the software adds. */
export function scripted({ code, text = 'The function is refused' }: CodeTrouble): readonly ServiceError[] {
  const wrapper = { errorno: 'BL01001973', description2: 'Currently, we can’t create the transaction' }
  const error = { errorno: code, description2: text }
  return code === wrapper.errorno ? [error] : [error, wrapper]
}
