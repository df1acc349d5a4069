import { err, ok, type Result } from 'neverthrow'
import type { Idempotency } from '../../core/operation.ts'
import { openAirXml } from '../../client/openair/client.ts'
import type { OpenAirXml } from '../../client/openair/api.ts'
import type { OpenAirAuth } from '../../client/openair/options.ts'
import type { Terminal } from '../terminal.ts'
import type { JobApi } from './api.ts'
import type { Job } from './job.ts'

/**
 * Opens OpenAir's XML API for a job. Credentials: `OPENAIR_NAMESPACE` and `OPENAIR_KEY`, and `OPENAIR_ACCESS_TOKEN` or else
 * `OPENAIR_COMPANY`, `OPENAIR_USER` and `OPENAIR_PASSWORD`.
 */
export function openOpenAir(job: Job, env: Terminal['env']): Result<JobApi, string> {
  const problem = misfit(job)
  if (problem !== undefined) return err(problem)
  const { OPENAIR_NAMESPACE: namespace, OPENAIR_KEY: key } = env
  const auth = authOf(env)
  if (!namespace || !key || auth === undefined) return err(`the environment lacks ${missing(env).join(', ')}`)
  try {
    const api = openAirXml({ url: job.url, namespace, key, auth })
    return ok({ idempotency: IDEMPOTENCY[job.operation], ...callsOf(api, job), close: api.close })
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}

/** What the operations of the client say of themselves. */
const IDEMPOTENCY: Readonly<Record<Job['operation'], Idempotency>> = {
  add: 'once',
  modify: 'repeatable',
  upsert: 'repeatable',
  delete: 'repeatable',
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

function authOf({
  OPENAIR_ACCESS_TOKEN,
  OPENAIR_COMPANY,
  OPENAIR_USER,
  OPENAIR_PASSWORD,
}: Terminal['env']): OpenAirAuth | undefined {
  if (OPENAIR_ACCESS_TOKEN) return { accessToken: OPENAIR_ACCESS_TOKEN }
  if (!OPENAIR_COMPANY || !OPENAIR_USER || !OPENAIR_PASSWORD) return undefined
  return { company: OPENAIR_COMPANY, user: OPENAIR_USER, password: OPENAIR_PASSWORD }
}

function missing(env: Terminal['env']): string[] {
  const login = env.OPENAIR_ACCESS_TOKEN ? [] : ['OPENAIR_COMPANY', 'OPENAIR_USER', 'OPENAIR_PASSWORD']
  const names = ['OPENAIR_NAMESPACE', 'OPENAIR_KEY', ...login].filter(name => !env[name])
  return login.length === 0 || names.every(name => !login.includes(name))
    ? names
    : [...names, '(or OPENAIR_ACCESS_TOKEN in place of company, user and password)']
}

function callsOf(api: OpenAirXml<object>, { operation, type, lookup = '' }: Job): Pick<JobApi, 'call' | 'callEach'> {
  // The client checks what a row comes to, and makes a `request` fault of what it cannot send.
  type Input = { readonly id: string; readonly [field: string]: string }
  const input = (fields: unknown) => fields as Input
  const inputs = (list: unknown) => list as readonly Input[]
  switch (operation) {
    case 'add':
      return {
        call: (fields, options) => api.add(type, input(fields), options),
        callEach: (list, options) => api.add(type, inputs(list), options),
      }
    case 'modify':
      return {
        call: (fields, options) => api.modify(type, input(fields), options),
        callEach: (list, options) => api.modify(type, inputs(list), options),
      }
    case 'upsert':
      return {
        call: (fields, options) => api.upsert(type, input(fields), { lookup }, options),
        callEach: (list, options) => api.upsert(type, inputs(list), { lookup }, options),
      }
    case 'delete':
      return {
        call: (fields, options) => api.delete(type, input(fields).id, options),
        callEach: (list, options) =>
          api.delete(
            type,
            inputs(list).map(({ id }) => id),
            options,
          ),
      }
  }
}
