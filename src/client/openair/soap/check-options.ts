import type { Checks } from '../../checks.ts'
import { type CheckedOptions, checkAuth, checkShared } from '../check-options.ts'
import type { OpenAirSoapAuth, OpenAirSoapOptions } from './options.ts'

interface CheckedSoapOptions extends CheckedOptions {
  readonly url: string | undefined
  readonly auth: OpenAirSoapAuth
  readonly wsdl: string | undefined
}

/**
 * Checks what a program constructs the client of the SOAP API with.
 *
 * @throws TypeError that names the option and never shows its value: a wrong construction is a bug in the program
 */
export function checkSoapOptions(checks: Checks, options: OpenAirSoapOptions): CheckedSoapOptions {
  const shared = checkShared(checks, options, OPTIONS)
  const { url, wsdl } = options
  if (wsdl !== undefined && (typeof wsdl !== 'string' || wsdl.trim() === '')) throw checks.wrong('wsdl', 'is no text')
  return {
    ...shared,
    url: url === undefined && wsdl !== undefined ? undefined : checks.url('url', url),
    wsdl: wsdl !== undefined && /^https?:/i.test(wsdl.trim()) ? checks.url('wsdl', wsdl.trim()) : wsdl,
    auth: checkSoapAuth(checks, options.auth),
  }
}

const OPTIONS = ['url', 'auth', 'wsdl'] as const satisfies readonly (keyof OpenAirSoapOptions)[]

function checkSoapAuth(checks: Checks, auth: unknown): OpenAirSoapAuth {
  const sessionId = typeof auth === 'object' && auth !== null && 'sessionId' in auth ? auth.sessionId : undefined
  if (typeof sessionId === 'function') return { sessionId: sessionId as () => Promise<string> }
  return sessionId === undefined ? checkAuth(checks, auth) : { sessionId: checks.filled('auth.sessionId', sessionId) }
}
