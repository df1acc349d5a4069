import type { SandboxTime } from '../time.ts'

/** The rest of what a query found. */
export interface Cursor {
  readonly id: string
  /** What the query was about, what it shows of a record, and how it is written. */
  readonly object: string
  readonly fields: readonly string[] | undefined
  readonly format: string
  readonly total: number
  readonly pageSize: number
}

/** The queries that `readMore` goes on with. */
export interface Cursors {
  /** Opens a cursor over the RECORDNOs that are left; gives its id. */
  readonly open: (cursor: Omit<Cursor, 'id'>, left: readonly string[]) => string
  /** The next page, which is gone for good once it is taken; undefined for a cursor that is unknown or has expired. */
  readonly next: (
    id: string,
  ) => { readonly cursor: Cursor; readonly page: readonly string[]; readonly left: number } | undefined
  /** Lets every cursor expire. */
  readonly expire: () => void
}

interface Open {
  readonly cursor: Cursor
  readonly left: string[]
  lastAt: number
}

/** Starts without any cursor. One that nobody uses for `idleMs` of sandbox time has expired; so has one at its end. */
export function openCursors(secret: (name: string) => string, time: SandboxTime, idleMs: number): Cursors {
  const cursors = new Map<string, Open>()
  let opened = 0
  return {
    open: (cursor, left) => {
      opened += 1
      const id = secret(`result${opened}`)
      cursors.set(id, { cursor: { ...cursor, id }, left: [...left], lastAt: time.now() })
      return id
    },
    next: id => {
      const open = cursors.get(id)
      if (open === undefined || time.now() - open.lastAt >= idleMs) return undefined
      open.lastAt = time.now()
      const page = open.left.splice(0, open.cursor.pageSize)
      if (open.left.length === 0) cursors.delete(id)
      return { cursor: open.cursor, page, left: open.left.length }
    },
    expire: () => cursors.clear(),
  }
}
