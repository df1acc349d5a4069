import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Intacct } from '../../../client/intacct/api.ts'
import { isControlId } from '../../../client/intacct/prepare.ts'
import type { Issue } from '../../../core/fault.ts'
import type { RecordInput } from '../../../dialects/intacct/record-input.ts'
import { address } from '../address.ts'
import { type JobApi, targetOf } from '../api.ts'
import { callRows } from '../call-rows.ts'
import { columnsIn } from '../columns-in.ts'
import { type Env, lacks } from '../environment.ts'
import { column, fieldsFrom, source } from '../source.ts'
import { textIn } from '../text-in.ts'

type Job = z.output<typeof members>

const members = z.strictObject({
  url: address.exactOptional(),
  operation: z.enum(['create', 'update', 'delete'], 'is none of create, update, delete'),
  object: z.string('is not the name of an object').regex(/^[A-Za-z_][\w.-]*$/, 'is not the name of an object'),
  fields: z.record(z.string(), source, 'is not an object of fields'),
  controlId: column.exactOptional(),
  findBy: z.array(z.string('is not the name of a field'), 'is not a list of fields').exactOptional(),
})

/** Jobs for the XML gateway of Sage Intacct. */
export const intacctJobs = targetOf<Job>({
  members,
  mostRows: 100,
  misfit,
  columns: ({ fields, controlId }) => [
    ...columnsIn(fields, 'fields'),
    ...(controlId === undefined ? [] : [{ path: 'controlId', column: controlId, isRequired: true }]),
  ],
  identity: ({ fields: _, findBy: __, ...others }) => others,
  open: async (job, env) => {
    const account = accountOf(env)
    if (account.isErr()) return err(account.error)
    const { intacct } = await import('../../../client/intacct/client.ts')
    return ok(jobApi(intacct({ ...account.value, ...(job.url === undefined ? {} : { url: job.url }) }), job))
  },
})

function misfit({ operation, fields, findBy = [] }: Job): string | undefined {
  const missing = findBy.find(name => !Object.hasOwn(fields, name))
  if (missing !== undefined) return `\`fields.${missing}\` is missing: the job's \`findBy\` names it`
  if (operation !== 'delete') return undefined
  if (findBy.length > 0) return '`findBy` has no use: a delete takes the RECORDNO'
  if (!Object.hasOwn(fields, 'RECORDNO')) return '`fields.RECORDNO` is missing: a delete finds its record by it'
  const other = Object.keys(fields).find(name => name !== 'RECORDNO')
  return other === undefined ? undefined : `\`fields.${other}\` has no use: a delete takes the RECORDNO`
}

const NEEDED = [
  'INTACCT_SENDER_ID',
  'INTACCT_SENDER_PASSWORD',
  'INTACCT_COMPANY_ID',
  'INTACCT_USER_ID',
  'INTACCT_USER_PASSWORD',
] as const

function accountOf(env: Env) {
  const missing = NEEDED.filter(name => !env[name])
  if (missing.length > 0) return err(lacks(missing))
  const of = (name: (typeof NEEDED)[number]) => env[name] ?? ''
  const locationId = env.INTACCT_LOCATION_ID
  return ok({
    sender: { id: of('INTACCT_SENDER_ID'), password: of('INTACCT_SENDER_PASSWORD') },
    credentials: {
      companyId: of('INTACCT_COMPANY_ID'),
      userId: of('INTACCT_USER_ID'),
      userPassword: of('INTACCT_USER_PASSWORD'),
      ...(locationId ? { locationId } : {}),
    },
  })
}

/**
 * Each row goes out under its own control ID, the same on every try and after a crash: under it the service carries the row
 * out once.
 */
function jobApi(api: Intacct, { operation, object, fields, controlId, findBy }: Job): JobApi {
  const { functions } = api
  const made = (record: RecordInput, id: string | undefined) => {
    const own = id === undefined ? {} : { controlId: id }
    if (operation === 'delete') return functions.delete(object, record.RECORDNO as string, own)
    return functions[operation](object, record, { ...own, ...(findBy === undefined ? {} : { findBy }) })
  }
  return {
    idempotency: 'keyed',
    ...(controlId === undefined ? {} : { key: row => textIn(row, controlId) ?? '' }),
    ...callRows<RecordInput>({
      inputOf: row =>
        controlId === undefined || isControlId(textIn(row, controlId))
          ? (fieldsFrom(fields, row) as Result<RecordInput, Issue>)
          : err({
              path: ['controlId'],
              message: 'Is longer than 256 characters, of several lines, or has blanks around it',
            }),
      call: async (record, { key, options }) => {
        const answer = await api.execute([made(record, key)], options)
        return answer.andThen(([result]) => result)
      },
      callEach: (records, contexts, options) =>
        api.execute(
          records.map((record, place) => made(record, contexts[place]?.key)),
          options,
        ),
    }),
    close: api.close,
  }
}
