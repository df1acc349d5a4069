import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { authorize, type Signed } from '../../../client/http/authorize.ts'
import type { SoapClient } from '../../../client/soap/api.ts'
import { systemClock } from '../../../retry/sleep.ts'
import { address } from '../address.ts'
import { type JobApi, targetOf } from '../api.ts'
import { callRows } from '../call-rows.ts'
import { columnsIn } from '../columns-in.ts'
import { withCredentials } from '../environment.ts'
import { queryCredential } from '../query-credential.ts'
import { secondCall } from '../second-call.ts'
import { signedBy, signing } from '../signing.ts'
import { fieldsFrom, openSource } from '../source.ts'

type Job = z.output<typeof members>

const members = z.strictObject({
  url: address,
  wsdl: z
    .string('is neither a path nor an address')
    .min(1, 'is neither a path nor an address')
    .refine(holdsNoCredential, 'holds a credential: load it, and give the path of the file'),
  operation: z.string('is not the name of an operation').min(1, 'is not the name of an operation'),
  fields: z.record(z.string(), openSource, 'is not an object of fields'),
  idempotency: secondCall.default('once'),
  auth: signing.exactOptional(),
})

/** Unlike other addresses that of a WSDL has a query, which most often says no more than that it is one. */
function holdsNoCredential(wsdl: string): boolean {
  if (!URL.canParse(wsdl)) return true
  const { username, password } = new URL(wsdl)
  return username === '' && password === '' && queryCredential(wsdl) === undefined
}

/** Jobs for any SOAP service that has a WSDL. */
export const soapJobs = targetOf<Job>({
  members,
  mostRows: 1,
  columns: ({ fields }) => columnsIn(fields, 'fields'),
  identity: ({ url, operation }) => [url, operation],
  open: async (job, env) => {
    const found = withCredentials(env, lookup => ({
      fields: lookup.fillFields(job.fields),
      auth: signedBy(job.auth, lookup).auth,
    }))
    if (found.isErr()) return err(found.error)
    const { made, secrets } = found.value
    const signed = await authorize(made.auth, { limitMs: Number.POSITIVE_INFINITY, clock: systemClock })
    if (signed.isErr()) return err('`auth` names a credential with a character that no header can carry')
    const client = await clientOf(job, signed.value, secrets)
    return client.map(api => jobApi(api, { ...job, fields: made.fields }, signed.value))
  },
})

async function clientOf(
  { url, wsdl, operation }: Job,
  signed: Signed,
  secrets: readonly string[],
): Promise<Result<SoapClient, string>> {
  const { soapClient } = await import('../../../client/soap/client.ts')
  // Nobody else's server gets the credentials, also not for a WSDL.
  const isSame = URL.canParse(wsdl) && new URL(wsdl).origin === new URL(url).origin
  const made = await soapClient(wsdl, {
    endpoint: url,
    secrets: [...secrets, ...signed.secrets],
    ...(isSame ? { wsdlHeaders: signed.headers } : {}),
  })
  if (made.isErr()) return err(made.error.message)
  const names = Object.keys(made.value.operations)
  if (names.includes(operation)) return ok(made.value)
  await made.value.close()
  return err(`\`operation\` is none of the WSDL: ${names.slice(0, 20).join(', ')}`)
}

function jobApi(api: SoapClient, { operation, fields, idempotency }: Job, { headers }: Signed): JobApi {
  return {
    idempotency,
    ...callRows({
      inputOf: row => fieldsFrom(fields, row),
      call: (input, { options: { signal, retry } }) =>
        api
          .call(operation, input, { headers, retry, idempotency, ...(signal === undefined ? {} : { signal }) })
          .map(({ output }) => output),
    }),
    close: api.close,
  }
}
