import { err, ok, type Result } from 'neverthrow'
import type { RequestFault } from '../../core/fault.ts'
import { obtain, type Secret, type SecretLimits, unusable } from '../call/credentials.ts'
import { isHeaderValue } from '../transport/headers.ts'
import type { HttpAuth } from './options.ts'

/** What a request is signed with. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>
  /** All texts that must not appear anywhere. */
  readonly secrets: readonly string[]
  /** The secret itself, for telling an old one from a new one. */
  readonly secret?: string
}

/** Signs a request. */
export async function authorize(
  auth: HttpAuth | undefined,
  limits: SecretLimits,
): Promise<Result<Signed, RequestFault>> {
  if (auth === undefined) return ok({ headers: {}, secrets: [] })
  const obtained = await obtain(secretOf(auth), limits)
  return obtained.andThen(secret => {
    const signed = signedWith(auth, secret)
    return Object.values(signed.headers).every(isHeaderValue) ? ok(signed) : err(unusable())
  })
}

/** Whether somebody can be asked for a new secret where the old one is refused. */
export function isRenewable(auth: HttpAuth | undefined): boolean {
  return auth !== undefined && typeof secretOf(auth) === 'function'
}

function secretOf(auth: HttpAuth): Secret {
  if ('bearer' in auth) return auth.bearer
  return 'key' in auth ? auth.key : auth.password
}

function signedWith(auth: HttpAuth, secret: string): Signed {
  if ('key' in auth) return { headers: { [auth.header.toLowerCase()]: secret }, secrets: [secret], secret }
  if ('bearer' in auth) return { headers: { authorization: `Bearer ${secret}` }, secrets: [secret], secret }
  const basic = Buffer.from(`${auth.user}:${secret}`, 'utf8').toString('base64')
  return { headers: { authorization: `Basic ${basic}` }, secrets: [secret, basic], secret }
}
