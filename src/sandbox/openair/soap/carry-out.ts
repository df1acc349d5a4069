import { err, ok, type Result } from 'neverthrow'
import type { XmlNode } from '../../../xml/node.ts'
import type { Answer } from '../../answer.ts'
import type { Session } from '../access.ts'
import { perform } from '../perform.ts'
import { type Deed, outcomeOf, refuse } from '../world.ts'
import { codeAt, type Desk, outcome, refusal } from './desk.ts'
import type { Operation } from './operations.ts'
import type { Call } from './read-call.ts'
import type { Task } from './tasks.ts'
import { list, object } from './values.ts'
import { viewOf } from './view.ts'

/** Carries out the objects of a call one by one, and writes the result of each. There is no transaction. */
export function carryOut(
  call: Call,
  operation: Operation,
  session: Session | undefined,
  desk: Desk,
): Result<readonly XmlNode[], Answer> {
  const { world, style } = desk
  const tasks = operation.tasksOf(call.arguments)
  if (tasks === undefined) return err(refusal('4', desk))
  const objects = tasks.reduce((sum, task) => sum + task.objects, 0)
  if (Math.max(tasks.length, objects) > world.settings.limits.objectsPerRequest) return err(refusal('555', desk))
  const code = codeAt(0, desk)
  if (code !== undefined && !operation.hasErrors) return err(refusal(code.code, desk, code.text))
  const { wrapper, type } = operation
  const name = wrapper ?? style.itemName(type)
  const results = tasks.flatMap((task, index) => {
    const before = world.store.sequence()
    const deed = deedOf(task, index, call.operation, operation, session, desk)
    const isNew = world.store.sequence() > before
    const members = operation.write({ deed, asked: task.asked, isNew, style, world })
    return outcome([object(name, type, members, style)], index, desk)
  })
  return ok(wrapper === undefined ? [list(`${style.encoding}:Array`, type, results, style)] : results)
}

function deedOf(
  task: Task,
  index: number,
  name: string,
  { open }: Operation,
  session: Session | undefined,
  desk: Desk,
): Deed {
  const { world, exchange } = desk
  const code = codeAt(index, desk)
  if (code !== undefined) return refuse(code.code, code.text)
  const command = viewOf(task.command)
  const scene = { world, ...(exchange.chance !== undefined && { chance: exchange.chance }) }
  const { deed, performed } =
    open === undefined ? perform(command, session, scene) : { deed: open(command, scene), performed: true }
  if (performed) exchange.onPerformed({ index, command: command.localName, operation: name, ...outcomeOf(deed) })
  return deed
}
