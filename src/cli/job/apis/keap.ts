import { err, ok } from 'neverthrow'
import { z } from 'zod'
import type { Calling } from '../../../batch/contract.ts'
import type { CallOptions } from '../../../client/call/call.ts'
import type { Keap } from '../../../client/keap/api.ts'
import type { KeapAuth } from '../../../client/keap/options.ts'
import { idempotencyOf } from '../../../dialects/keap/method.ts'
import { methodNamed } from '../../../dialects/keap/services.ts'
import type { XmlRpcInput } from '../../../wire/xmlrpc-input.ts'
import { address } from '../address.ts'
import { type JobApi, targetOf } from '../api.ts'
import { callRows } from '../call-rows.ts'
import { columnsIn } from '../columns-in.ts'
import { type Env, lacks } from '../environment.ts'
import { paramsFrom } from '../params-from.ts'
import { source } from '../source.ts'

type Job = z.output<typeof members>

const members = z.strictObject({
  url: address.exactOptional(),
  method: z
    .string('is not the name of a method')
    .refine(name => methodNamed(name) !== undefined, 'is no method that is known, such as ContactService.add'),
  params: z.array(source, 'is not a list of parameters').readonly(),
})

/** Jobs for the XML-RPC API of Keap. */
export const keapJobs = targetOf<Job>({
  members,
  mostRows: 1,
  misfit: ({ method, params }) => {
    const arity = methodNamed(method)?.arity ?? 0
    return params.length > arity ? `\`params\` are more than the ${arity} that ${method} takes` : undefined
  },
  columns: ({ params }) => columnsIn(params, 'params'),
  identity: ({ params: _, ...others }) => others,
  open: async (job, env) => {
    const auth = authOf(env)
    if (auth === undefined) return err(lacks(['KEAP_SERVICE_KEY (or KEAP_ACCESS_TOKEN)']))
    const { keap } = await import('../../../client/keap/client.ts')
    return ok(jobApi(keap({ auth, ...(job.url === undefined ? {} : { url: job.url }) }), job))
  },
})

function authOf({ KEAP_SERVICE_KEY: serviceKey, KEAP_ACCESS_TOKEN: accessToken }: Env): KeapAuth | undefined {
  if (serviceKey) return { serviceKey }
  return accessToken ? { accessToken } : undefined
}

function jobApi(api: Keap, { method, params }: Job): JobApi {
  const [service = '', name = ''] = method.split('.')
  const known = methodNamed(method)
  // The job's schema has made sure that there is such a method; its own schema judges the parameters.
  const services = api as unknown as Readonly<Record<string, Readonly<Record<string, Method>>>>
  const called = services[service]?.[name] as Method
  const padding = Array.from({ length: (known?.arity ?? 0) - params.length }, () => undefined)
  const inputOf = (row: Parameters<JobApi['call']>[0]) => paramsFrom(params, row)
  return {
    idempotency: row =>
      known === undefined
        ? 'once'
        : inputOf(row).match(
            given => idempotencyOf(known, given as readonly XmlRpcInput[]),
            () => 'once',
          ),
    ...callRows({ inputOf, call: (given, { options }) => called(...given, ...padding, options) }),
    close: api.close,
  }
}

type Method = (...params: readonly [...unknown[], CallOptions]) => Calling<unknown>
