import type { Sandbox } from 'faultline/sandbox'
import type { Order } from './scenario.ts'

const MOST_LANES = 64
/** Fewer lanes for fewer calls: in each of them sessions end, and that must stay the exception. */
const CALLS_PER_LANE = 40
const ROUNDS = 5

/** In the sandbox a minute passes in three seconds; where a client only waits, in a third of one. */
export const PACE = { held: 20, waiting: 200 }

/** Makes one call after the other. Many lanes side by side make the load. */
export interface Lane<Call, Played> {
  /** Opens the connections and signs in, before there is trouble. */
  readonly warmUp: () => Promise<void>
  readonly play: (call: Call) => Promise<Played>
  readonly close: () => Promise<void>
}

/** What is played in rounds. */
interface Game<Call, Played> {
  readonly sandbox: Sandbox
  readonly openLane: (number: number) => Lane<Call, Played>
  /** Once all lanes are warm. */
  readonly begin: () => void
  /** Draws the calls from some place on, and puts the records there that they need. */
  readonly plan: (from: number, count: number) => readonly Call[]
  /** What happens at the end of each round, when nothing is under way. */
  readonly endRound: () => void
}

/** Plays all calls in lanes side by side, and gives what became of them in no order. */
export async function playRounds<Call, Played>(
  { calls }: Order,
  { sandbox, openLane, begin, plan, endRound }: Game<Call, Played>,
): Promise<readonly Played[]> {
  const lanes = Array.from({ length: Math.min(MOST_LANES, Math.ceil(calls / CALLS_PER_LANE)) }, (_, number) =>
    openLane(number),
  )
  const played: Played[] = []
  try {
    await Promise.all(lanes.map(lane => lane.warmUp()))
    begin()
    for (let round = 0; round < ROUNDS; round += 1) {
      const [from, to] = [round, round + 1].map(part => Math.floor((calls * part) / ROUNDS)) as [number, number]
      const planned = plan(from, to - from)
      const rows = await Promise.all(
        lanes.map(async (lane, number) => {
          const own: Played[] = []
          for (const call of planned.filter((_, index) => index % lanes.length === number))
            own.push(await lane.play(call))
          return own
        }),
      )
      played.push(...rows.flat())
      // What the callers gave up waiting for is carried out now.
      sandbox.time.advance(3_600_000)
      await new Promise(resolve => setTimeout(resolve, 10))
      endRound()
    }
    return played
  } finally {
    await Promise.all(lanes.map(lane => lane.close()))
  }
}
