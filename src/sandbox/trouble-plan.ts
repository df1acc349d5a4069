import { checkCode } from './check-code.ts'
import type { RandomTrouble, Trouble, TroubleDesk, TroubleOnce } from './trouble.ts'
import { drawTrouble } from './trouble-draw.ts'

/** The desk, with the side that the server asks. */
export interface TroublePlan extends TroubleDesk {
  /** What strikes this attempt; scripted trouble is used up by asking. */
  readonly strike: (key: string, attempt: number) => TroubleOnce
}

/** Makes a plan without any trouble. */
export function planTrouble(): TroublePlan {
  let script: { readonly trouble: TroubleOnce; left: number }[] = []
  let random: RandomTrouble | undefined
  const scripted = (): TroubleOnce | undefined => {
    const entry = script[0]
    if (entry === undefined) return undefined
    entry.left -= 1
    if (entry.left <= 0) script.shift()
    return entry.trouble
  }
  return {
    next: (...troubles: readonly Trouble[]) => {
      troubles.forEach(check)
      for (const trouble of troubles) script.push({ trouble, left: timesOf(trouble) })
    },
    random: options => {
      if (!(options.rate >= 0 && options.rate <= 1)) throw new TypeError('rate must lie between 0 and 1')
      options.kinds?.forEach(check)
      random = options
    },
    off: () => {
      script = []
      random = undefined
    },
    waiting: () => script.reduce((sum, entry) => sum + entry.left, 0),
    strike: (key, attempt) => {
      const chosen = scripted() ?? (random === undefined ? undefined : drawTrouble(random, key, attempt))
      return chosen ?? { kind: 'none' }
    },
  }
}

function check(trouble: TroubleOnce): void {
  if (trouble.kind === 'code') checkCode(trouble.code)
}

function timesOf(trouble: Trouble): number {
  const times = trouble.times ?? 1
  if (!Number.isInteger(times) || times < 1) throw new TypeError('times must be a whole number of 1 or more')
  return times
}
