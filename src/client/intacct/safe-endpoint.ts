import { err, ok, type Result } from 'neverthrow'
import type { ShapeFault } from '../../core/fault.ts'

/** Whom a program trusts with its credentials. */
export interface Trust {
  /** The address that the program gave. */
  readonly url: string
  /** Further hosts, as the program names them. */
  readonly hosts: readonly string[]
}

/**
 * Gives the address that a session is to be used at, if the sender's password may go there.
 *
 * The answer to a sign-in names it, and whoever could forge that answer could have every later request, sender password
 * and session with it, sent to any host. So it must be one that the program named, or, where the program's own is one of
 * `intacct.com`, another one of that domain; never over plain HTTP where the program's is HTTPS, at another port, or with
 * a user in it.
 */
export function safeEndpoint(named: string, trust: Trust): Result<string, ShapeFault> {
  if (named === '') return ok(trust.url)
  const url = URL.canParse(named) ? new URL(named) : undefined
  if (url === undefined || !isTrusted(url, trust)) return err(untrusted(url))
  url.hash = ''
  return ok(url.href)
}

const DOMAIN = '.intacct.com'

function isTrusted(url: URL, { url: given, hosts }: Trust): boolean {
  const own = new URL(given)
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol !== own.protocol && url.protocol !== 'https:') return false
  if (url.host === own.host && url.protocol === own.protocol) return true
  if (hosts.includes(url.host)) return true
  return [url, own].every(one => one.protocol === 'https:' && one.port === '' && one.hostname.endsWith(DOMAIN))
}

function untrusted(url: URL | undefined): ShapeFault {
  const title = 'The sign-in names an address that the credentials must not go to'
  const host = url === undefined ? 'which is none' : url.host.slice(0, 100)
  return {
    kind: 'shape',
    category: 'malformed-response',
    applied: 'no',
    remedy: 'contact',
    title,
    message: `${title}: ${host}`,
    advice: 'Where the address is known to be right, name its host in the option `hosts`.',
    problem: 'unexpected-element',
    path: 'response/operation/result/data/api/endpoint',
    dialect: 'intacct',
    operation: 'getAPISession',
  }
}
