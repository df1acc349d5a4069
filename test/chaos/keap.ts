import { undiciTransport } from 'faultline/keap'
import { startSandbox } from 'faultline/sandbox'
import { openLane } from './keap/lane.ts'
import { mishaps } from './keap/mishaps.ts'
import { plan } from './keap/plan.ts'
import { storiesOf } from './keap/stories.ts'
import { PACE, playRounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

/** More than any run needs: limits come by chance, from no count of what was really called. */
const PLENTY = 1_000_000_000
const UNLIMITED = { accessToken: { perSecond: PLENTY, perMinute: PLENTY, perDay: PLENTY }, bucket: PLENTY }

/**
 * Reads, upserts, updates, tags, deletes, plain adds, e-mails and charges of cards over the XML-RPC API of one Keap
 * account, a fifth of all requests in trouble. At the end of each round every token has expired.
 */
export const keapScenario: Scenario = {
  name: 'keap',
  mostCalls: 50_000,
  play: async (order, bend = {}) => {
    const sandbox = await startSandbox({ seed: order.seed, speed: PACE.held, keap: { limits: UNLIMITED } })
    const transport = undiciTransport()
    const ground = { order, sandbox, transport, retry: bend.retry }
    try {
      const played = await playRounds(order, {
        sandbox,
        openLane: number => openLane(number, ground),
        begin: () => sandbox.trouble.random(mishaps.troubleOf(order.seed)),
        plan: (from, count) => plan(order, from, count, sandbox),
        endRound: sandbox.keap.expireTokens,
      })
      return storiesOf(played, sandbox, order, bend)
    } finally {
      await transport.close()
      await sandbox.close()
    }
  },
}
