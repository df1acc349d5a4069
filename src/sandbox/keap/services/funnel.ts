import type { Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { array, boolean, int, membersOf, string, struct } from '../value.ts'
import type { World } from '../world.ts'

/** Goals that contacts achieve: each is in the table `Goal`, which callers do not see. */
export const funnelService: Readonly<Record<string, Method>> = {
  achieveGoal: { takes: ['string', 'string', 'int'], perform: achieveGoal },
}

/** Every goal is known here. The members of the results are a guess. */
function achieveGoal(args: Arguments, world: World): Result<Done, KeapFault> {
  const contact = args.number(2)
  return findRecord('Contact', contact, world).map(() => {
    const fields = { Integration: string(args.text(0)), CallName: string(args.text(1)), ContactId: int(contact) }
    const id = world.store.insert('Goal', membersOf(fields))
    const told = struct({ goalId: int(id), success: boolean(true), msg: string('') })
    return { value: array([told]), table: 'Goal', id }
  })
}
