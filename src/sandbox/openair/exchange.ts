import type { Chance } from '../chance.ts'
import type { TroubleOnce } from '../trouble.ts'
import type { PerformedCommand } from './openair.ts'

/** One exchange, as the account needs to know it. */
export interface Exchange {
  readonly trouble: TroubleOnce
  readonly chance?: Chance
  /** Told of every command that was really carried out. */
  readonly onPerformed: (done: Omit<PerformedCommand, 'call'>) => void
}
