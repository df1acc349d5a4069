import { err, ok } from 'neverthrow'
import { z } from 'zod'
import type { XmlRpcClient } from '../../../client/xmlrpc/api.ts'
import type { XmlRpcInput } from '../../../wire/xmlrpc-input.ts'
import { address } from '../address.ts'
import { type JobApi, targetOf } from '../api.ts'
import { callRows } from '../call-rows.ts'
import { columnsIn } from '../columns-in.ts'
import { withCredentials } from '../environment.ts'
import { paramsFrom } from '../params-from.ts'
import { secondCall } from '../second-call.ts'
import { signedBy, signing } from '../signing.ts'
import { openSource } from '../source.ts'

type Job = z.output<typeof members>

const members = z.strictObject({
  url: address,
  method: z.string('is not the name of a method').min(1, 'is not the name of a method'),
  params: z.array(openSource, 'is not a list of parameters').readonly(),
  idempotency: secondCall.default('once'),
  auth: signing.exactOptional(),
})

/** Jobs for any service over XML-RPC. */
export const xmlRpcJobs = targetOf<Job>({
  members,
  mostRows: 1,
  columns: ({ params }) => columnsIn(params, 'params'),
  identity: ({ url, method }) => [url, method],
  open: async (job, env) => {
    const found = withCredentials(env, lookup => ({
      params: lookup.fillParams(job.params),
      signed: signedBy(job.auth, lookup),
    }))
    if (found.isErr()) return err(found.error)
    const { made, secrets } = found.value
    const { xmlRpc } = await import('../../../client/xmlrpc/client.ts')
    return ok(jobApi(xmlRpc({ url: job.url, secrets, ...made.signed }), { ...job, params: made.params }))
  },
})

function jobApi(api: XmlRpcClient, { method, params, idempotency }: Job): JobApi {
  return {
    idempotency,
    ...callRows({
      inputOf: row => paramsFrom(params, row),
      // What cannot be sent as a value makes a `request` fault.
      call: (given, { options }) => api.call(method, given as readonly XmlRpcInput[], { ...options, idempotency }),
    }),
    close: api.close,
  }
}
