import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/**
 * Tells one file from another by all that is in it: `sha256:` and the digest in hexadecimal digits. Reads it once, in
 * constant memory; rejects where it cannot be read.
 */
export async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return `sha256:${hash.digest('hex')}`
}
