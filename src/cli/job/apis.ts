import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Idempotency } from '../../core/operation.ts'
import type { Job } from './job.ts'

/** What a client of a job can do. */
export interface JobClient {
  readonly idempotency: Idempotency
  /** Calls with what the mapping made of a row. */
  readonly one: (fields: Fields, options: object) => ResultAsync<unknown, Fault>
  /** The same for many rows in one request; absent where the API has no such thing. */
  readonly many?: (rows: readonly Fields[], options: object) => ResultAsync<readonly Result<unknown, Fault>[], Fault>
  readonly close: () => Promise<void>
}

type Fields = Record<string, unknown>
type Env = Readonly<Record<string, string | undefined>>

/** Makes the client that a job asks for, with credentials from the environment. What is missing is told by its name. */
export async function openClient(job: Job, env: Env): Promise<Result<JobClient, string>> {
  try {
    return ok(await OPEN[job.api](job, env))
  } catch (error) {
    // Errors of options name the option and never show its value.
    return err(error instanceof Error ? error.message : String(error))
  }
}

const OPEN: Readonly<Record<Job['api'], (job: Job, env: Env) => Promise<JobClient>>> = {
  'openair-xml': async (job, env) => {
    const { openAirXml } = await import('../../client/openair/client.ts')
    const { namespace, key, auth } = openAirCredentials(env)
    return openAirJob(job, openAirXml({ url: job.url, namespace, key, auth }) as unknown as OpenAirMethods)
  },
  'openair-soap': async (job, env) => {
    const { openAirSoap } = await import('../../client/openair/soap/client.ts')
    const { namespace, key, auth } = openAirCredentials(env)
    return openAirJob(job, openAirSoap({ url: job.url, namespace, key, auth }) as unknown as OpenAirMethods)
  },
  http: async (job, env) => {
    const { httpClient } = await import('../../client/http/client.ts')
    const bearer = env.FAULTLINE_BEARER
    const api = httpClient({ url: job.url, ...(bearer === undefined ? {} : { auth: { bearer } }) })
    const { operation, target, lookup } = job
    if (operation !== 'post' && operation !== 'put') throw new Error(`operation: http has post and put`)
    const call = lookup === undefined ? {} : { uniqueBy: lookup }
    return {
      idempotency: operation === 'post' && lookup !== undefined ? 'repeatable' : 'once',
      one: (fields, options) => api[operation](target, fields, { ...call, ...options }).map(({ data }) => data),
      close: () => api.close(),
    }
  },
}

/** The methods of OpenAir's clients without the types of records, which a job file cannot name. */
interface OpenAirMethods {
  readonly add: OpenAirMethod
  readonly modify: OpenAirMethod
  readonly upsert: (type: string, records: unknown, lookup: object, call: object) => ReturnType<OpenAirMethod>
  readonly close: () => Promise<void>
}

type OpenAirMethod = (type: string, records: unknown, call: object) => ResultAsync<never, Fault>

function openAirJob({ operation, target, lookup }: Job, api: OpenAirMethods): JobClient {
  const { close } = api
  if (operation === 'add' || operation === 'modify') {
    const send: OpenAirMethod = (type, records, call) => api[operation](type, records, call)
    const idempotency = operation === 'add' ? 'once' : 'repeatable'
    return {
      idempotency,
      one: (row, call) => send(target, row, call),
      many: (rows, call) => send(target, rows, call),
      close,
    }
  }
  if (operation !== 'upsert') throw new Error('operation: OpenAir has add, modify and upsert')
  if (lookup === undefined) throw new Error('lookup: is missing, the field by which upsert finds the record')
  const send = (rows: unknown, call: object) => api.upsert(target, rows, { lookup }, call)
  return { idempotency: 'repeatable', one: send, many: send, close }
}

type OpenAirAuth =
  | { readonly accessToken: string }
  | { readonly company: string; readonly user: string; readonly password: string }

function openAirCredentials(env: Env): {
  readonly namespace: string
  readonly key: string
  readonly auth: OpenAirAuth
} {
  const given = (name: string) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name}: is not set in the environment`)
    return value
  }
  const namespace = given('OPENAIR_NAMESPACE')
  const key = given('OPENAIR_KEY')
  if (env.OPENAIR_ACCESS_TOKEN !== undefined)
    return { namespace, key, auth: { accessToken: given('OPENAIR_ACCESS_TOKEN') } }
  const [company, user, password] = [given('OPENAIR_COMPANY'), given('OPENAIR_USER'), given('OPENAIR_PASSWORD')]
  return { namespace, key, auth: { company, user, password } }
}
