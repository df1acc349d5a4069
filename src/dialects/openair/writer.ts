import { present } from '../../core/present.ts'
import type { XmlNode } from '../../xml/node.ts'
import { type Redacted, redact } from '../redact.ts'

/** What identifies the integration; issued by the vendor, but for the client's own name and version. */
export interface Integration {
  readonly namespace: string
  readonly key: string
  readonly client: string
  readonly clientVersion: string
}

/** How a user signs in. A token wins over a password, and a bad token is never rescued by a good password. */
export type Credentials =
  | { readonly company: string; readonly user: string; readonly password: string }
  | { readonly accessToken: string }

/** A request that is ready to become text. */
export interface Envelope extends Redacted {
  readonly node: XmlNode
}

/** Puts commands into the one element that a request is. There is no session: every request signs in. */
export function envelope(
  commands: readonly XmlNode[],
  { namespace, key, client, clientVersion }: Integration,
  credentials: Credentials,
): Envelope {
  const node: XmlNode = {
    name: 'request',
    attributes: { API_version: '1.0', client, client_ver: clientVersion, namespace, key },
    children: [{ name: 'Auth', children: [login(credentials)] }, ...commands],
  }
  return { node, ...redact(node, ['key']) }
}

/** The `<Login>` of `Auth` and of `RemoteAuth`. */
export function login(credentials: Credentials): XmlNode {
  if ('accessToken' in credentials)
    return { name: 'Login', children: [element('access_token', credentials.accessToken)] }
  const { company, user, password } = credentials
  return {
    name: 'Login',
    children: [element('company', company), element('user', user), element('password', password)],
  }
}

/** An element with attributes, of which those that are undefined are left out, and children. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly (XmlNode | undefined)[] = [],
): XmlNode {
  return {
    name,
    attributes: present(attributes) as Readonly<Record<string, string>>,
    children: children.filter(child => child !== undefined),
  }
}

/** An element that holds text. */
export function element(name: string, text: string): XmlNode {
  return { name, children: [text] }
}
