import { z } from 'zod'
import { column } from './source.ts'

/** How the run goes through its rows: what a job may say of it, whatever its API. */
export type RunSettings = z.output<typeof runSettings>

const count = (least: number) =>
  z.int(`is not a whole number from ${least} on`).min(least, `is not a whole number from ${least} on`)
const pause = z.number('is not a number from 0 on').min(0, 'is not a number from 0 on')

export const runSettings = z.strictObject({
  rowId: column.exactOptional(),
  repetitionKey: column.exactOptional(),
  size: count(1).exactOptional(),
  errorAcceptanceNumber: count(-1).exactOptional(),
  acceptTechnical: count(-1).exactOptional(),
  stopWhen: z.enum(['exceeded', 'reached'], 'is neither exceeded nor reached').exactOptional(),
  generation: z
    .enum(
      ['current', 'before-S17.6.2-rest', 'before-S17.6.2-soap'],
      'is none of current, before-S17.6.2-rest, before-S17.6.2-soap',
    )
    .exactOptional(),
  retryNumber: count(0).exactOptional(),
  retryDelayMs: pause.exactOptional(),
  delayBetweenInvocationsMs: pause.exactOptional(),
  concurrency: count(1).exactOptional(),
  rateLimit: z
    .strictObject(
      { calls: count(1), windowMs: z.number('is not a positive number').positive('is not a positive number') },
      'is not {"calls", "windowMs"}',
    )
    .exactOptional(),
})
