import { undiciTransport } from 'faultline/openair'
import { startSandbox } from 'faultline/sandbox'
import { openLane } from './openair/lane.ts'
import { mishaps } from './openair/mishaps.ts'
import { plan } from './openair/plan.ts'
import { storiesOf } from './openair/stories.ts'
import { PACE, playRounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

/**
 * Reads, upserts, modifies, deletes and plain adds over the XML and the SOAP API of one OpenAir account, a quarter of all
 * requests in trouble. At the end of each round every session has ended.
 */
export const openAirScenario: Scenario = {
  name: 'openair',
  mostCalls: 50_000,
  play: async (order, bend = {}) => {
    const sandbox = await startSandbox({ seed: order.seed, speed: PACE.held })
    const transport = undiciTransport()
    const ground = { order, sandbox, transport, pace: PACE, retry: bend.retry }
    try {
      const played = await playRounds(order, {
        sandbox,
        openLane: number => openLane(number, ground),
        begin: () => sandbox.trouble.random(mishaps.troubleOf(order.seed)),
        plan: (from, count) => plan(order, from, count, sandbox),
        endRound: sandbox.openAir.expireSessions,
      })
      return storiesOf(played, sandbox, order, bend)
    } finally {
      await transport.close()
      await sandbox.close()
    }
  },
}
