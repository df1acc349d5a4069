import process from 'node:process'
import { type Asked, asked } from './asked.ts'
import { scenarios } from './scenarios.ts'
import { table } from './table.ts'
import { complaints, tally } from './tally.ts'

/**
 * Plays a scenario: `npm run chaos -- openair --seed N --calls N --json`. Exits 1 unless all is well, and 2 where it
 * cannot tell what to play.
 *
 * The same seed and number of calls give the same sum; without a seed one is drawn, and it is always printed.
 */
const wanted = asked(process.argv.slice(2), scenarios, Math.floor(Math.random() * 1_000_000))

if (wanted.problem === undefined) await play(wanted)
else {
  console.error(`chaos: ${wanted.problem}`)
  process.exitCode = 2
}

async function play({ scenario, order, json }: Exclude<Asked, { problem: string }>): Promise<void> {
  console.log(`${scenario.name}: ${order.calls} calls, seed ${order.seed}`)
  const began = performance.now()
  const sum = tally(scenario.name, order, await scenario.play(order))
  console.log(`played in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const wrong = complaints(sum)
  for (const one of wrong) console.error(`chaos: ${one}`)
  if (wrong.length > 0) process.exitCode = 1
  console.log(json ? JSON.stringify(sum) : table(sum))
}
