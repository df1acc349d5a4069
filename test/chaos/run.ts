import process from 'node:process'
import { parseArgs } from 'node:util'
import { scenarios } from './scenarios.ts'
import { table } from './table.ts'
import { complaints, tally } from './tally.ts'

/**
 * Plays a scenario and exits 1 unless all is well, 2 where it cannot tell what to play:
 * `npm run chaos -- openair --seed N --calls N --json`.
 *
 * The same seed and number of calls give the same sum; without a seed one is drawn and printed.
 */
async function main(): Promise<void> {
  const { name, json, order } = asked()
  const scenario = scenarios.find(one => one.name === name)
  if (scenario === undefined)
    return refuse(`scenario "${name}": there are ${scenarios.map(one => one.name).join(', ')}`)
  if (order.calls > scenario.mostCalls) return refuse(`--calls: ${scenario.name} takes at most ${scenario.mostCalls}`)
  console.log(`${scenario.name}: ${order.calls} calls, seed ${order.seed}`)
  const began = performance.now()
  const sum = tally(scenario.name, order, await scenario.play(order))
  const wrong = complaints(sum)
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
  for (const one of wrong) console.error(`chaos: ${one}`)
  console.log(json ? JSON.stringify(sum) : table(sum))
  if (wrong.length > 0) process.exitCode = 1
}

function asked() {
  const { values, positionals } = arguments_()
  const [name = '', ...others] = positionals
  if (others.length > 0) refuse(`"${others[0]}": one scenario at a time`)
  const drawn = Math.floor(Math.random() * 1_000_000)
  const order = { seed: counted('seed', values.seed, drawn, 0), calls: counted('calls', values.calls, 20_000, 1) }
  return { name, json: values.json, order }
}

function arguments_() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        calls: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function counted(option: string, text: string | undefined, otherwise: number, least: number): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
  return refuse(`--${option}: "${text}" is not a whole number from ${least} on`)
}

function refuse(message: string): never {
  console.error(`chaos: ${message.split('\n', 1)[0]}`)
  process.exit(2)
}

await main()
