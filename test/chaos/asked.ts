import { parseArgs } from 'node:util'
import type { Order, Scenario } from './scenario.ts'

/** What the command line asks for, or what is wrong with it. */
export type Asked =
  | { readonly scenario: Scenario; readonly order: Order; readonly json: boolean; readonly problem?: undefined }
  | { readonly problem: string }

const CALLS = 20_000

/**
 * Reads the arguments behind `npm run chaos --`.
 *
 * @param drawn the seed where none is given
 */
export function asked(argv: readonly string[], scenarios: readonly Scenario[], drawn: number): Asked {
  const parsed = parse(argv)
  if (typeof parsed === 'string') return { problem: parsed }
  const { values, positionals } = parsed
  const [name = '', other] = positionals
  const scenario = scenarios.find(one => one.name === name)
  if (scenario === undefined) {
    return { problem: `no scenario is named "${name}": there are ${scenarios.map(one => one.name).join(', ')}` }
  }
  if (other !== undefined) return { problem: `"${other}": one scenario at a time` }
  const seed = wholeNumber(values.seed, drawn, 0, Number.MAX_SAFE_INTEGER)
  const calls = wholeNumber(values.calls, Math.min(CALLS, scenario.mostCalls), 1, scenario.mostCalls)
  if (seed === undefined) return { problem: `--seed ${values.seed}: takes a whole number from 0 on` }
  if (calls === undefined)
    return { problem: `--calls ${values.calls}: takes a whole number, 1 to ${scenario.mostCalls}` }
  return { scenario, order: { seed, calls }, json: values.json }
}

function parse(argv: readonly string[]) {
  const options = {
    seed: { type: 'string' },
    calls: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options })
  } catch (error) {
    return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? ''
  }
}

function wholeNumber(text: string | undefined, otherwise: number, least: number, most: number): number | undefined {
  if (text === undefined) return otherwise
  const value = Number(text)
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined
}
