import type { BigIntStats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { err, ok, type Result } from 'neverthrow'
import { tellProblem } from '../bytes.ts'
import { type Row, readRows, UnreadableRows } from './rows.ts'

/** A file of rows, which is read twice and gives the same rows both times. */
export interface Input {
  readonly path: string
  /**
   * Reads the rows from the first on, once at a time.
   *
   * @param onBytes told each piece of the file as it is read
   * @throws UnreadableRows at the first row that is none, or once the file is no longer what it was
   */
  readonly rows: (onBytes?: (bytes: Uint8Array) => unknown) => AsyncGenerator<Row>
  readonly close: () => Promise<void>
}

/**
 * Opens a file of rows once for all: were another moved to its place meanwhile, other rows would be called than were checked.
 * What is no file has its content only once, or makes whoever opens it wait for ever.
 */
export async function openInput(path: string): Promise<Result<Input, string>> {
  try {
    if (!(await stat(path)).isFile()) return err(`${path}: is no file`)
    const file = await open(path)
    const opened = await file.stat({ bigint: true })
    return ok({
      path,
      rows: (onBytes = () => {}) => readRows(unchanged(file, opened, onBytes), /\.csv$/i.test(path)),
      close: () => file.close(),
    })
  } catch (error) {
    return err(`${path}: ${tellProblem(error)}`)
  }
}

const PIECE_BYTES = 64 * 1024

/** A piece counts only where the file is still what it was after the piece was read. */
async function* unchanged(
  file: FileHandle,
  opened: BigIntStats,
  onBytes: (bytes: Uint8Array) => unknown,
): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, position)
    const { size, mtimeNs } = await file.stat({ bigint: true })
    if (size !== opened.size || mtimeNs !== opened.mtimeNs) throw new UnreadableRows('the input was changed meanwhile')
    if (bytesRead === 0) return
    const piece = buffer.subarray(0, bytesRead)
    onBytes(piece)
    yield piece
    position += bytesRead
  }
}
