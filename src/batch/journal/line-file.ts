import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { platform } from 'node:os'

/** A file that only grows, line by line. */
export interface LineFile {
  /** Appends a line. Resolves once it, and all lines before it, are on the disk. Rejects, as every later line does, where the disk refuses. */
  readonly append: (line: string) => Promise<void>
  /** Waits for what is still to be written, and lets go of the file. */
  readonly close: () => Promise<void>
}

/**
 * Linux takes a write as done once it is on the disk, where the file was opened so: that saves a call for each handful of
 * lines. Elsewhere the flag is missing, or promises less than a sync does.
 */
const SYNCED_WRITES = platform() === 'linux' ? constants.O_DSYNC : 0

/**
 * Opens a file to append lines to. Lines that come while others are being written go out together: one synced write for all
 * of them, however many wait.
 *
 * @param lengthBytes where to go on; what stands behind it is cut off
 */
export async function openLineFile(path: string, lengthBytes: number): Promise<LineFile> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | SYNCED_WRITES, 0o600)
  try {
    await file.truncate(lengthBytes)
  } catch (error) {
    await file.close()
    throw error
  }
  return appending(file, lengthBytes)
}

function appending(file: FileHandle, lengthBytes: number): LineFile {
  let waiting = ''
  let next: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  let position = lengthBytes

  const flush = async () => {
    const bytes = Buffer.from(waiting)
    waiting = ''
    next = undefined
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position)
      written += bytesWritten
      position += bytesWritten
    }
    if (SYNCED_WRITES === 0) await file.datasync()
  }
  return {
    append: line => {
      waiting += `${line}\n`
      if (next === undefined) {
        // Those that are about to append as well are let in: a sync of a single line costs as much as one of all.
        next = last.then(() => new Promise(resolve => setImmediate(resolve))).then(flush)
        last = next
      }
      return next
    },
    close: async () => {
      await last.catch(() => {})
      await file.close()
    },
  }
}
