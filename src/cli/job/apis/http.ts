import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { idempotencyOf } from '../../../client/http/again.ts'
import type { HttpAnswer, HttpClient } from '../../../client/http/api.ts'
import type { Issue } from '../../../core/fault.ts'
import { address } from '../address.ts'
import { type JobApi, targetOf } from '../api.ts'
import { callRows } from '../call-rows.ts'
import { columnsIn } from '../columns-in.ts'
import { withCredentials } from '../environment.ts'
import { columnsInPath, isTemplate, pathFrom } from '../path-from.ts'
import { queryCredential } from '../query-credential.ts'
import type { Row } from '../rows.ts'
import { secondCall } from '../second-call.ts'
import { signedBy, signing } from '../signing.ts'
import { fieldsFrom, openSource } from '../source.ts'

type Job = z.output<typeof members>

const members = z.strictObject({
  url: address,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], 'is none of GET, POST, PUT, PATCH, DELETE'),
  path: z
    .string('is not a path')
    .refine(isTemplate, 'has a brace that no name of a column stands in')
    .refine(
      path => queryCredential(path) === undefined,
      'holds a credential: a job holds none, `auth` has a place for it',
    )
    .default(''),
  fields: z.record(z.string(), openSource, 'is not an object of fields').exactOptional(),
  uniqueBy: z.string('is not the name of a field').min(1, 'is not the name of a field').exactOptional(),
  idempotency: secondCall.exactOptional(),
  auth: signing.exactOptional(),
})

/** Jobs for any service that takes JSON over plain HTTP. */
export const httpJobs = targetOf<Job>({
  members,
  mostRows: 1,
  misfit: ({ method, fields, uniqueBy }) => {
    const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH'
    if (!hasBody && fields !== undefined) return `\`fields\` has no use: a ${method} has no body`
    if (uniqueBy === undefined) return undefined
    if (method !== 'POST') return '`uniqueBy` is for POST only'
    return Object.hasOwn(fields ?? {}, uniqueBy.split('.')[0] ?? '')
      ? undefined
      : `\`fields.${uniqueBy}\` is missing: the job's \`uniqueBy\` names it`
  },
  columns: ({ path, fields = {} }) => [...columnsInPath(path), ...columnsIn(fields, 'fields')],
  identity: ({ url, method, path }) => [url, method, path],
  open: async (job, env) => {
    const { fields } = job
    const found = withCredentials(env, lookup => ({
      filled: fields === undefined ? {} : { fields: lookup.fillFields(fields) },
      signed: signedBy(job.auth, lookup),
    }))
    if (found.isErr()) return err(found.error)
    const { made, secrets } = found.value
    const { httpClient } = await import('../../../client/http/client.ts')
    return ok(jobApi(httpClient({ url: job.url, secrets, ...made.signed }), { ...job, ...made.filled }))
  },
})

interface Request {
  readonly path: string
  readonly body: object | undefined
}

function jobApi(api: HttpClient, job: Job): JobApi {
  const { method, uniqueBy, idempotency = idempotencyOf(method, uniqueBy) } = job
  const own = { idempotency, ...(uniqueBy === undefined ? {} : { uniqueBy }) }
  return {
    idempotency,
    ...callRows<Request>({
      inputOf: row => requestOf(job, row),
      call: ({ path, body }, { options }) => {
        const call = { ...options, ...own }
        switch (method) {
          case 'GET':
            return api.get(path, call).map(told)
          case 'DELETE':
            return api.delete(path, call).map(told)
          case 'POST':
            return api.post(path, body, call).map(told)
          case 'PUT':
            return api.put(path, body, call).map(told)
          case 'PATCH':
            return api.patch(path, body, call).map(told)
        }
      },
    }),
    close: api.close,
  }
}

function requestOf({ path, fields }: Job, row: Row): Result<Request, Issue> {
  const body = fields === undefined ? ok(undefined) : fieldsFrom(fields, row)
  return pathFrom(path, row).andThen(path => body.map(body => ({ path, body })))
}

/** Without its headers, which may hold cookies. */
function told({ status, data, replayed }: HttpAnswer<unknown>) {
  return { status, ...(data === undefined ? {} : { data }), ...(replayed ? { replayed } : {}) }
}
