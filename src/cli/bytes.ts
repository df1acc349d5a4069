import { createReadStream } from 'node:fs'
import { err, ok, type Result } from 'neverthrow'
import type { Input } from './terminal.ts'

/** Opens files, with `-` for standard input, which can be read once. */
export type Open = (file: string) => AsyncIterable<Uint8Array>

/** The files of the machine as the commands see them. */
export function openFiles(stdin: Input): Open {
  let taken = false
  async function* once(): AsyncGenerator<Uint8Array> {
    if (taken) throw new Error('standard input was read already')
    taken = true
    yield* stdin
  }
  return file => (file === '-' ? once() : createReadStream(file))
}

/** Everything in a file, or one byte more than `maxBytes` of it, to see that it has too many; else why it cannot be read. */
export async function readBytes(open: Open, file: string, maxBytes: number): Promise<Result<Uint8Array, string>> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of open(file)) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length > maxBytes) break
    }
  } catch (error) {
    return err(tellProblem(error))
  }
  return ok(Buffer.concat(chunks, Math.min(length, maxBytes + 1)))
}

/** Why a file could not be read, in words. */
export function tellProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  const known = code === undefined ? undefined : reasons.get(code)
  return `cannot be read: ${known ?? code ?? (error instanceof Error ? error.message : String(error))}`
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file'],
  ['ENOTDIR', 'no such file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['EMFILE', 'too many files are open'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'it was closed'],
  ['ERR_INVALID_ARG_VALUE', 'no file can have this name'],
])
