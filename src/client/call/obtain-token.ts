import { err, ok, type Result } from 'neverthrow'
import type { RequestFault } from '../../core/fault.ts'
import { forbiddenCharacter } from '../../xml/characters.ts'
import { obtain, type Secret, type SecretLimits, unusable } from './credentials.ts'

/** Gives a token that a request in XML can carry; a function is asked each time. */
export async function obtainToken(token: Secret, limits: SecretLimits): Promise<Result<string, RequestFault>> {
  const obtained = await obtain(token, limits)
  return obtained.andThen(text => (forbiddenCharacter(text) === -1 ? ok(text) : err(unusable())))
}
