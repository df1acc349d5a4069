import { readFile } from 'node:fs/promises'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { tellProblem } from '../bytes.ts'

const whole = z.number().int()
const column = z.string().min(1)

/** What a field of the service is filled with: a column by its name, or the same value for every row. */
const source = z.union([column, z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) })])

const job = z.strictObject({
  api: z.enum(['openair-xml', 'openair-soap', 'http']),
  url: z.url({ protocol: /^https?$/ }),
  operation: z.string().min(1),
  /** The record type, or the path of an HTTP service. */
  target: z.string().min(1),
  /** OpenAir's upsert: the field by which it finds the record. HTTP: the field that the service takes only once. */
  lookup: column.exactOptional(),
  fields: z.record(z.string().min(1), source),
  rowId: column.exactOptional(),
  key: column.exactOptional(),
  repetitionKey: column.exactOptional(),
  size: whole.min(1).exactOptional(),
  errorAcceptanceNumber: whole.min(-1).exactOptional(),
  acceptTechnical: whole.min(-1).exactOptional(),
  stopWhen: z.enum(['exceeded', 'reached']).exactOptional(),
  generation: z.enum(['current', 'before-S17.6.2-rest', 'before-S17.6.2-soap']).exactOptional(),
  delayBetweenInvocationsMs: z.number().min(0).exactOptional(),
  retryNumber: whole.min(0).exactOptional(),
  retryDelayMs: z.number().min(0).exactOptional(),
  concurrency: whole.min(1).max(1_000).exactOptional(),
  rateLimit: z.strictObject({ calls: whole.min(1), windowMs: z.number().positive() }).exactOptional(),
})

/** What `faultline run` does with each row. */
export type Job = z.infer<typeof job>

/** A source of a field. */
export type FieldSource = z.infer<typeof source>

/** Reads a job file; what is wrong is told with the field, never with its value. */
export async function readJob(path: string): Promise<Result<Job, string>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    return err(`${path}: ${tellProblem(error)}`)
  }
  const parsed = parseJson(text)
  if (parsed === undefined) return err(`${path}: is no JSON`)
  const read = job.safeParse(parsed)
  if (read.success) return ok(read.data)
  const problems = read.error.issues.map(({ path: field, message }) => `${field.join('.') || 'the job'}: ${message}`)
  return err(`${path}: ${problems.join('; ')}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
