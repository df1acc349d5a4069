import type { Knock, Story, Told } from '../story.ts'
import { idempotencyOf } from './rows.ts'
import type { RowService } from './service.ts'

const KILLED: Knock = {
  trouble: 'killed',
  failed: true,
  clear: false,
  final: false,
  worked: false,
  tookMs: 0,
  pauseMs: 0,
}

/** Both sides of a row. */
export interface RowSides {
  readonly seed: number
  readonly told: Told
  /** How often a program was killed while it called for the row: the service may know nothing of these. */
  readonly kills: number
  readonly service: Pick<RowService, 'knocks' | 'done'>
}

/** Tells a row's story. */
export function rowStory(row: number, { seed, told, kills, service }: RowSides): Story {
  const tries = [...Array<Knock>(kills).fill(KILLED), ...(service.knocks.get(row) ?? [])]
  return {
    call: `row ${row}`,
    operation: 'rows',
    idempotency: idempotencyOf(seed, row),
    told,
    attempts: tries.map(knock => ({ knocks: [knock] })),
    found: service.done.get(row) ?? 0,
    agrees: true,
  }
}
