import { undiciTransport } from 'faultline/intacct'
import { startSandbox } from 'faultline/sandbox'
import { openLane } from './intacct/lane.ts'
import { mishaps } from './intacct/mishaps.ts'
import { plan, VENDOR } from './intacct/plan.ts'
import { storiesOf } from './intacct/stories.ts'
import { PACE, playRounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

/**
 * Requests of 1 to 20 functions to one Intacct company, a fifth of them transactions, a quarter of all requests in
 * trouble, often by a process that dies midway. At the end of each round every session has ended. Of the forms that the
 * service may have, an odd seed has one and an even one the other.
 */
export const intacctScenario: Scenario = {
  name: 'intacct',
  // Of 20 functions each at most: the sandbox remembers 100,000.
  mostCalls: 5_000,
  play: async (order, bend = {}) => {
    const isOdd = order.seed % 2 === 1
    const sandbox = await startSandbox({
      seed: order.seed,
      speed: PACE.held,
      intacct: { recorded: isOdd ? 'words' : 'no-status', culprit: isOdd ? 'failure' : 'aborted' },
    })
    sandbox.intacct.put('VENDOR', { VENDORID: VENDOR, NAME: 'North Pier' })
    const transport = undiciTransport()
    const ground = { order, sandbox, transport, retry: bend.retry }
    try {
      const played = await playRounds(order, {
        sandbox,
        openLane: number => openLane(number, ground),
        begin: () => sandbox.trouble.random(mishaps.troubleOf(order.seed)),
        plan: (from, count) => plan(order, from, count, sandbox),
        endRound: sandbox.intacct.expireSessions,
      })
      return storiesOf(played, sandbox, order, bend)
    } finally {
      await transport.close()
      await sandbox.close()
    }
  },
}
