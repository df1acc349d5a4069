import { writeRecord } from '../../data.ts'
import type { CommandElement } from '../command-element.ts'
import { type Deed, refuse, type World } from '../world.ts'
import { pageOf } from './read-page.ts'

/** Read of RateLimit: what is left of the day, this request counted. Method `all` only. */
export function readRateLimit(command: CommandElement, world: World): Deed {
  if (command.attribute('method') !== 'all') return refuse('603')
  return pageOf(command, world.settings.limits.recordsPerRead).match(
    (): Deed => {
      const left = String(world.rates.leftToday(world.time.now()))
      return {
        status: '0',
        type: 'RateLimit',
        content: [writeRecord('RateLimit', new Map([['remain_24h_error', left]]))],
      }
    },
    code => refuse(code),
  )
}
