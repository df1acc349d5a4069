import type { Chance } from '../chance.ts'
import type { Journal } from '../journal.ts'
import type { TroubleOnce } from '../trouble.ts'
import type { PerformedFunction } from './performed-function.ts'
import type { AskedFunction } from './request.ts'
import type { Deed, World } from './world.ts'

/** One request that is being worked on. */
export interface Work {
  readonly world: World
  readonly performed: Journal<PerformedFunction>
  readonly call: number
  readonly trouble: TroubleOnce
  readonly chance?: Chance
  /** Whether functions that have succeeded before are refused. */
  readonly isUnique: boolean
  readonly version: string
  /** How many functions are still carried out before the process dies. */
  functionsLeft: number
}

/** One function of a request, at its place among all of them. */
export interface Task extends AskedFunction {
  readonly index: number
}

/** What the answer says of a function. */
export interface FunctionResult {
  readonly task: Task
  /** Absent in one form of "already recorded". */
  readonly status?: 'success' | 'failure' | 'aborted'
  readonly deed: Deed
  /** Whether it was tried at all. */
  readonly isPerformed: boolean
}
