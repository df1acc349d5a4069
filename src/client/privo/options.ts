import type { ClientOptions } from '../call/client-options.ts'
import type { Secret } from '../call/credentials.ts'

/** How to reach PRIVO's API. */
export interface PrivoOptions extends ClientOptions {
  /** Such as `https://api-gw-svc-int.privo.com`, the integration host. Without user and password. */
  readonly url: string
  /** The API key. A function is asked for each request. */
  readonly key: Secret
  /** The header that carries the key. Default: `authorization`, as `Bearer`. No public page says which. */
  readonly keyHeader?: string
  /** Where the calls are served, which PRIVO tells each partner. A call without its path is a `TypeError`. */
  readonly paths?: PrivoPaths
}

/** The paths of PRIVO's calls, beneath the address. */
export interface PrivoPaths {
  readonly registerAdult?: string
  readonly registerMinor?: string
  readonly registerChild?: string
  /** Of one user: `{id}` stands for its id. */
  readonly user?: string
}

/** Names of all paths. */
export const PATH_NAMES = [
  'registerAdult',
  'registerMinor',
  'registerChild',
  'user',
] as const satisfies readonly (keyof PrivoPaths)[]
