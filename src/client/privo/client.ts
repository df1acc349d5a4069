import { privo as dialect } from '../../dialects/privo/dialect.ts'
import { checkClientOptions } from '../call/check-client-options.ts'
import { openWay } from '../call/open-way.ts'
import { type Checks, checksFor } from '../checks.ts'
import type { HttpClient } from '../http/api.ts'
import { httpMethods } from '../http/methods.ts'
import type { HttpAuth, HttpCallOptions } from '../http/options.ts'
import type { Privo, Registration } from './api.ts'
import { PATH_NAMES, type PrivoOptions, type PrivoPaths } from './options.ts'

/**
 * Makes a client for PRIVO's API. Nothing is sent until a method is called.
 *
 * A 4xx is to be fixed; a 5xx leaves open what was done, and is repeated only where a repeat is safe: reads, deletions,
 * and registrations of somebody who has something unique.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = privo({ url, key, paths: { registerAdult: 'adults', user: 'users/{id}' } })
 * const registered = await api.registerAdult({ email: 'ada@example.com', firstName: 'Ada' })
 * if (registered.isErr() && registered.error.remedy === 'reconcile') console.error('Look whether she is there')
 */
export function privo(options: PrivoOptions): Privo {
  const checks = checksFor('privo')
  const shared = checkClientOptions(checks, options, OWN)
  const url = checks.url('url', options.url)
  const paths = checkPaths(checks, options.paths)
  const { way, close } = openWay(shared, 1)
  const http: HttpClient = {
    ...httpMethods({
      ...way,
      dialect,
      url: url.endsWith('/') ? url : `${url}/`,
      auth: authOf(checks, options),
      headers: {},
      secrets: [],
    }),
    close,
  }
  return { ...methodsOver(http, paths), http, close }
}

const OWN = ['url', 'key', 'keyHeader', 'paths'] as const satisfies readonly (keyof PrivoOptions)[]

function checkPaths(checks: Checks, paths: PrivoPaths = {}): PrivoPaths {
  if (typeof paths !== 'object' || paths === null) throw checks.wrong('paths', 'is not an object')
  for (const [name, path] of Object.entries(paths)) {
    if (!PATH_NAMES.some(known => known === name))
      throw checks.wrong(`paths.${name}`, `is none of ${PATH_NAMES.join(', ')}`)
    if (path !== undefined) checks.filled(`paths.${name}`, path)
  }
  if (paths.user?.includes('{id}') === false) throw checks.wrong('paths.user', 'has no place for the id: `{id}`')
  return paths
}

function authOf(checks: Checks, { key, keyHeader }: PrivoOptions): HttpAuth {
  const secret = typeof key === 'function' ? key : checks.filled('key', key)
  return keyHeader === undefined ? { bearer: secret } : { header: checks.filled('keyHeader', keyHeader), key: secret }
}

function methodsOver(http: HttpClient, paths: PrivoPaths): Omit<Privo, 'http' | 'close'> {
  const pathOf = (name: keyof PrivoPaths) => {
    const path = paths[name]
    if (path === undefined) throw new TypeError(`privo: \`paths.${name}\` is missing: PRIVO tells it to its partners`)
    return path
  }
  const userPath = (id: string) => {
    if (typeof id !== 'string' || id === '') throw new TypeError('privo: the id of the user is missing or not a text')
    return pathOf('user').replace('{id}', () => encodeURIComponent(id))
  }
  return {
    registerAdult: (adult, call) =>
      http.post(pathOf('registerAdult'), adult, { uniqueBy: 'email', ...named('registerAdult', call) }),
    registerMinor: (minor, call) =>
      http.post(pathOf('registerMinor'), minor, { uniqueBy: 'email', ...named('registerMinor', call) }),
    registerChild: (child, call) =>
      http.post(pathOf('registerChild'), child, { ...guardOf(child), ...named('registerChild', call) }),
    getUser: (id, call) => http.get(userPath(id), named('getUser', call)),
    deleteUser: (id, call) => http.delete(userPath(id), named('deleteUser', call)),
  }
}

function named<Data>(operation: string, call: HttpCallOptions<Data> = {}): HttpCallOptions<Data> {
  return { operation, ...call }
}

/** Nothing but a name of its own keeps a child from being registered twice. */
function guardOf({ userName }: Registration): { readonly uniqueBy?: string } {
  return typeof userName === 'string' && userName.trim() !== '' ? { uniqueBy: 'userName' } : {}
}
