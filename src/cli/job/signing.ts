import { z } from 'zod'
import type { HttpAuth } from '../../client/http/options.ts'
import type { Credentials } from './environment.ts'
import { variable } from './source.ts'

/** How the requests of a job are signed: the shapes that clients over HTTP take, with variables for the credentials. */
export type Signing = z.output<typeof signing>

export const signing = z.union(
  [
    z.strictObject({ bearer: variable }),
    z.strictObject({ user: variable, password: variable }),
    z.strictObject({ header: z.string().min(1), key: variable }),
  ],
  'is none of {"bearer"}, {"user", "password"}, {"header", "key"}, with {"env": name} for each credential',
)

/** The same with the credentials in their places. */
export function signedBy(auth: Signing | undefined, { get }: Credentials): { readonly auth?: HttpAuth } {
  if (auth === undefined) return {}
  if ('bearer' in auth) return { auth: { bearer: get(auth.bearer) } }
  if ('key' in auth) return { auth: { header: auth.header, key: get(auth.key) } }
  return { auth: { user: get(auth.user), password: get(auth.password) } }
}
