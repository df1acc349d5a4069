import { ResultAsync } from 'neverthrow'
import { anySignal } from '../call/any-signal.ts'
import { checkCallOptions } from '../call/check-call-options.ts'
import type { Intacct } from './api.ts'
import type { IntacctFault } from './fault.ts'
import { methodsOver } from './methods.ts'
import { openIntacct } from './open-way.ts'
import type { IntacctOptions } from './options.ts'

/**
 * Makes a client for the XML gateway of Sage Intacct, as one user of one company.
 *
 * Nothing is sent until a method is called; credentials sign in then, and again when their session has ended.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = intacct({ sender: { id, password }, credentials: { companyId, userId, userPassword } })
 * const made = await api.create('VENDOR', { VENDORID: 'V-7', NAME: 'North Pier Ltd' })
 * if (made.isErr()) console.error(made.error.category)
 */
export function intacct(options: IntacctOptions): Intacct {
  const { way, signIn, close } = openIntacct(options)
  return {
    ...methodsOver(way),
    getAPISession: call => {
      checkCallOptions(call)
      const signedIn = signIn.login(anySignal(way.signal, call?.signal))
      return new ResultAsync(
        signedIn.then(answer =>
          answer.map(({ sessionId, endpoint, locationId }) => ({ sessionId, endpoint, locationId })),
        ),
      ) as ResultAsync<never, IntacctFault>
    },
    close,
  }
}
