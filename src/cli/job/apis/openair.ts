import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { OpenAirXml } from '../../../client/openair/api.ts'
import type { OpenAirAuth } from '../../../client/openair/options.ts'
import type { Issue } from '../../../core/fault.ts'
import type { Idempotency } from '../../../core/operation.ts'
import { address } from '../address.ts'
import { type ApiOfJobs, type JobApi, targetOf } from '../api.ts'
import { callRows, type InputCalls } from '../call-rows.ts'
import { columnsIn } from '../columns-in.ts'
import { type Env, lacks } from '../environment.ts'
import { fieldsFrom, source } from '../source.ts'

/** What both of OpenAir's APIs do for a job. */
type Client = Pick<OpenAirXml<object>, 'add' | 'modify' | 'upsert' | 'delete' | 'close'>

interface Account {
  readonly url: string
  readonly namespace: string
  readonly key: string
  readonly auth: OpenAirAuth
}

type Job = z.output<typeof members>

const members = z.strictObject({
  url: address,
  operation: z.enum(['add', 'modify', 'upsert', 'delete'], 'is none of add, modify, upsert, delete'),
  type: z.string('is not the name of a record type').regex(/^[A-Za-z]\w*$/, 'is not the name of a record type'),
  fields: z.record(z.string(), source, 'is not an object of fields'),
  lookup: z.string('is not the name of a field').min(1, 'is not the name of a field').exactOptional(),
})

/** What the operations of the clients say of themselves. */
const IDEMPOTENCY: Readonly<Record<Job['operation'], Idempotency>> = {
  add: 'once',
  modify: 'repeatable',
  upsert: 'repeatable',
  delete: 'repeatable',
}

/** Jobs for OpenAir's XML API. */
export const openAirXmlJobs = targetOf(
  jobsOf(async account => (await import('../../../client/openair/client.ts')).openAirXml(account)),
)
/** Jobs for OpenAir's SOAP API. */
export const openAirSoapJobs = targetOf(
  jobsOf(async account => (await import('../../../client/openair/soap/client.ts')).openAirSoap(account)),
)

function jobsOf(make: (account: Account) => Promise<Client>): ApiOfJobs<Job> {
  return {
    members,
    mostRows: 1_000,
    misfit,
    columns: ({ fields }) => columnsIn(fields, 'fields'),
    identity: ({ fields: _, ...others }) => others,
    open: async (job, env) => {
      const account = accountOf(job.url, env)
      return account.isErr() ? err(account.error) : ok(jobApi(await make(account.value), job))
    },
  }
}

function misfit({ operation, lookup, fields }: Job): string | undefined {
  if (operation === 'upsert') {
    if (lookup === undefined) return '`lookup` is missing: an upsert finds its record by it'
    if (!Object.hasOwn(fields, lookup)) return `\`fields.${lookup}\` is missing: the job's \`lookup\` names it`
    return undefined
  }
  if (lookup !== undefined) return '`lookup` belongs to the operation upsert'
  if (operation === 'add') return undefined
  if (!Object.hasOwn(fields, 'id')) return `\`fields.id\` is missing: a ${operation} finds its record by it`
  const other = Object.keys(fields).find(name => name !== 'id')
  return operation === 'delete' && other !== undefined
    ? `\`fields.${other}\` has no use: a delete takes the id`
    : undefined
}

/** `OPENAIR_NAMESPACE` and `OPENAIR_KEY`, and `OPENAIR_ACCESS_TOKEN` or else company, user and password. */
function accountOf(url: string, env: Env): Result<Account, string> {
  const { OPENAIR_NAMESPACE: namespace, OPENAIR_KEY: key } = env
  const auth = authOf(env)
  return !namespace || !key || auth === undefined ? err(lacks(missing(env))) : ok({ url, namespace, key, auth })
}

function authOf(env: Env): OpenAirAuth | undefined {
  const { OPENAIR_ACCESS_TOKEN: accessToken, OPENAIR_COMPANY: company, OPENAIR_USER: user } = env
  const { OPENAIR_PASSWORD: password } = env
  if (accessToken) return { accessToken }
  return company && user && password ? { company, user, password } : undefined
}

function missing(env: Env): string[] {
  const login = env.OPENAIR_ACCESS_TOKEN ? [] : ['OPENAIR_COMPANY', 'OPENAIR_USER', 'OPENAIR_PASSWORD']
  const names = ['OPENAIR_NAMESPACE', 'OPENAIR_KEY', ...login].filter(name => !env[name])
  return login.length === 0 || names.every(name => !login.includes(name))
    ? names
    : [...names, '(or OPENAIR_ACCESS_TOKEN in place of company, user and password)']
}

/** What a row comes to. The client checks it, and makes a `request` fault of what it cannot send. */
interface Input {
  readonly id: string
  readonly [field: string]: string
}

function jobApi(api: Client, job: Job): JobApi {
  return {
    idempotency: IDEMPOTENCY[job.operation],
    ...callRows<Input>({ inputOf: row => fieldsFrom(job.fields, row) as Result<Input, Issue>, ...callsOf(api, job) }),
    close: api.close,
  }
}

function callsOf(api: Client, { operation, type, lookup = '' }: Job): Omit<InputCalls<Input>, 'inputOf'> {
  switch (operation) {
    case 'add':
      return {
        call: (input, { options }) => api.add(type, input, options),
        callEach: (inputs, _, options) => api.add(type, inputs, options),
      }
    case 'modify':
      return {
        call: (input, { options }) => api.modify(type, input, options),
        callEach: (inputs, _, options) => api.modify(type, inputs, options),
      }
    case 'upsert':
      return {
        call: (input, { options }) => api.upsert(type, input, { lookup }, options),
        callEach: (inputs, _, options) => api.upsert(type, inputs, { lookup }, options),
      }
    case 'delete':
      return {
        call: ({ id }, { options }) => api.delete(type, id, options),
        callEach: (inputs, _, options) => {
          const ids = inputs.map(({ id }) => id)
          return api.delete(type, ids, options)
        },
      }
  }
}
