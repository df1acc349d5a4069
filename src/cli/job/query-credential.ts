import { namesCredential } from './names-credential.ts'

/** Finds the name of the first credential in the query of an address or a path. */
export function queryCredential(address: string): string | undefined {
  const [, query = ''] = address.split(/\?(.*)/s)
  return [...new URLSearchParams(query).keys()].find(name => namesCredential(name) || SIGNATURE.test(name))
}

/** What such a name says in a query alone. */
const SIGNATURE = /^(?:key|auth|sig|signature)$/i
