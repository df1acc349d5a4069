import { undiciTransport } from 'faultline/openair'
import { startSandbox } from 'faultline/sandbox'
import { openLane, type Played } from './openair/lane.ts'
import { troubleOf } from './openair/mishaps.ts'
import { plan } from './openair/plan.ts'
import { storiesOf } from './openair/stories.ts'
import type { Scenario } from './scenario.ts'

const MOST_LANES = 64
/** Fewer lanes for fewer calls: in each of them sessions end, and that must stay the exception. */
const CALLS_PER_LANE = 40
const ROUNDS = 5
/** In the sandbox a minute passes in three seconds; where a client only waits, in a third of one. */
const PACE = { held: 20, waiting: 200 }

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
    const lanes = Array.from({ length: Math.min(MOST_LANES, Math.ceil(order.calls / CALLS_PER_LANE)) }, (_, number) =>
      openLane(number, ground),
    )
    await Promise.all(lanes.map(lane => lane.warmUp()))
    sandbox.trouble.random(troubleOf(order.seed))
    const played: Played[] = []
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [from, to] = [round, round + 1].map(part => Math.floor((order.calls * part) / ROUNDS)) as [number, number]
        const calls = plan(order, from, to - from, sandbox)
        const rows = await Promise.all(
          lanes.map(async (lane, number) => {
            const own: Played[] = []
            for (const call of calls.filter((_, index) => index % lanes.length === number))
              own.push(await lane.play(call))
            return own
          }),
        )
        played.push(...rows.flat())
        // What the callers gave up waiting for is carried out now.
        sandbox.time.advance(3_600_000)
        await new Promise(resolve => setTimeout(resolve, 10))
        sandbox.openAir.expireSessions()
      }
      return storiesOf(played, sandbox, order, bend)
    } finally {
      await Promise.all(lanes.map(lane => lane.close()))
      await transport.close()
      await sandbox.close()
    }
  },
}
