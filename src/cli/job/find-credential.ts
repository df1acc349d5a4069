import { namesCredential } from './names-credential.ts'

const SIGN_IN = /^(key|namespace|company|user)$/i

/**
 * Finds the path of the first member of a job that is named like a credential, which has no place there: the name of a
 * variable has. What a field of the API is called is left to the API: it may be filled by a column, but not the same for
 * every row.
 */
export function findCredential(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const isField = path.at(-1) === 'fields'
  for (const [name, member] of Object.entries(value)) {
    if (isVariable(member)) continue
    const here = [...path, name]
    if (isField ? namesCredential(name) && isConstant(member) : namesCredential(name) || SIGN_IN.test(name)) {
      return here.join('.')
    }
    const below = findCredential(member, here)
    if (below !== undefined) return below
  }
  return undefined
}

function isConstant(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'constant' in value
}

function isVariable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'env' in value
}
