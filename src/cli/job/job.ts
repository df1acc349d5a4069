import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'

/** A value of a field: taken from a column by its name, or the same for every row. */
export type FieldSource = string | { readonly constant: string | number | boolean }

/** What a job file says: what is called for each row, and how the run goes through them. */
export type Job = Readonly<z.infer<typeof schema>>

/**
 * Reads a job file. What is wrong is told by the name of the field and never by its value, which may be a credential put in
 * the wrong place.
 */
export function readJob(text: string): Result<Job, string> {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return err('is not JSON')
  }
  const credential = credentialIn(given, '')
  if (credential !== undefined) {
    return err(`\`${credential}\` looks like a credential: a job holds none, they come from the environment`)
  }
  const read = schema.safeParse(given)
  return read.success ? ok(read.data) : err(read.error.issues.map(tellIssue).join('; '))
}

const column = z.string('is not the name of a column').min(1, 'is not the name of a column')
const count = (least: number) =>
  z.int(`is not a whole number from ${least} on`).min(least, `is not a whole number from ${least} on`)
const pause = z.number('is not a number from 0 on').min(0, 'is not a number from 0 on')
const constant = z.union([z.string(), z.number(), z.boolean()])
const source = z.union([column, z.strictObject({ constant })], 'is neither a column nor {"constant": value}')

const schema = z.strictObject({
  api: z.enum(['openair-xml'], 'is no API that a job can call: openair-xml'),
  url: z.string('is not an address').refine(isPlainUrl, 'is not an http address without user, password and query'),
  operation: z.enum(['add', 'modify', 'upsert', 'delete'], 'is none of add, modify, upsert, delete'),
  type: z.string('is not the name of a record type').regex(/^[A-Za-z]\w*$/, 'is not the name of a record type'),
  fields: z.record(z.string(), source, 'is not an object of fields'),
  lookup: z.string('is not the name of a field').min(1, 'is not the name of a field').exactOptional(),
  rowId: column.exactOptional(),
  repetitionKey: column.exactOptional(),
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
    .strictObject({ calls: count(1), windowMs: z.number().positive('is not a positive number') })
    .exactOptional(),
  size: count(1).max(1_000, 'is more than the 1,000 objects that a request takes').exactOptional(),
})

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === '' && search === ''
}

function tellIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `\`${[...path, key].join('.')}\` is no option`).join('; ')
  }
  if (path.length === 0) return 'is not an object'
  return `\`${path.join('.')}\` ${issue.message}`
}

const CREDENTIAL = /passw|secret|token|credential|authorization|api.?key/i
const SIGN_IN = /^(key|namespace|company|user)$/i

/** The path of the first member that is named like a credential. What a field of the API is called is left to the API. */
function credentialIn(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, member] of Object.entries(value)) {
    const here = path === '' ? name : `${path}.${name}`
    if (path === 'fields' ? CREDENTIAL.test(name) && typeof member === 'object' : isCredential(name)) return here
    const below = credentialIn(member, here)
    if (below !== undefined) return below
  }
  return undefined
}

function isCredential(name: string): boolean {
  return CREDENTIAL.test(name) || SIGN_IN.test(name)
}
