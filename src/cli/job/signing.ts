import { z } from 'zod'
import type { HttpAuth } from '../../client/http/options.ts'
import { byMember } from './by-member.ts'
import type { Lookup } from './environment.ts'
import { type FromEnvironment, variable } from './source.ts'

/** How the requests of a job are signed: the shapes that clients over HTTP take, with variables for the credentials. */
export type Signing =
  | { readonly bearer: FromEnvironment }
  | { readonly user: FromEnvironment; readonly password: FromEnvironment }
  | { readonly header: string; readonly key: FromEnvironment }

const NO_HEADER = 'is not the name of a header'

export const signing = byMember<Signing>(
  {
    bearer: z.strictObject({ bearer: variable }),
    user: z.strictObject({ user: variable, password: variable }),
    header: z.strictObject({ header: z.string(NO_HEADER).regex(/^[!#$%&'*+.^`|~\w-]+$/, NO_HEADER), key: variable }),
  },
  'is none of {"bearer"}, {"user", "password"}, {"header", "key"}, with {"env": name} for each credential',
)

/** The same with the credentials in their places. */
export function signedBy(auth: Signing | undefined, { get }: Lookup): { readonly auth?: HttpAuth } {
  if (auth === undefined) return {}
  if ('bearer' in auth) return { auth: { bearer: get(auth.bearer) } }
  if ('key' in auth) return { auth: { header: auth.header, key: get(auth.key) } }
  return { auth: { user: get(auth.user), password: get(auth.password) } }
}
