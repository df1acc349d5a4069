import { randomUUID } from 'node:crypto'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { performance } from 'node:perf_hooks'
import { kill, pid } from 'node:process'

/** Keeps a second program from going on with a run that is under way: it would call the same rows. */
export interface Lock {
  readonly release: () => Promise<void>
}

/** Somebody holds a lock, or may hold it. */
export class Locked extends Error {}

/**
 * Takes a lock, by a file that names this process. One left behind by a process of this machine that has ended is taken
 * over.
 *
 * @throws Locked where another process holds it, or may hold it
 */
export async function takeLock(path: string): Promise<Lock> {
  const text = `${JSON.stringify({ host: hostname(), pid, since: performance.timeOrigin })}\n`
  if (!(await create(path, text))) {
    const found = await read(path)
    if (found?.holder !== undefined && isAlive(found.holder)) throw new Locked(describe(found.holder, path))
    if (found !== undefined) await clear(path, found.text)
    if (!(await create(path, text))) throw new Locked('another process has just taken it')
  }
  return {
    release: async () => {
      if ((await read(path))?.text === text) await unlink(path).catch(() => {})
    },
  }
}

interface Holder {
  readonly host: string
  readonly pid: number
  /** When the process began: in a container that starts anew its number is often the same again. */
  readonly since?: unknown
}

/** The file is there with all that is in it or not at all: one that names nobody yet would be taken for left behind. */
async function create(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 })
    await link(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await unlink(draft).catch(() => {})
  }
}

/** Without a holder where it names nobody; `undefined` where there is none any more. */
async function read(path: string): Promise<{ readonly text: string; readonly holder?: Holder } | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    const { host, pid: number, since } = Object(JSON.parse(text)) as Partial<Holder>
    if (typeof host === 'string' && typeof number === 'number') return { text, holder: { host, pid: number, since } }
  } catch {
    // nobody's name
  }
  return { text }
}

/** Of a process on another machine nobody here knows. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true
  if (holder.pid === pid) return holder.since === performance.timeOrigin
  try {
    return kill(holder.pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * Removes a lock that was left behind. One process at a time does, and looks once more: what it found may have been taken
 * over meanwhile.
 */
async function clear(path: string, text: string): Promise<void> {
  const clearing = await takeLock(`${path}.lock`)
  try {
    if ((await read(path))?.text === text) await unlink(path)
  } finally {
    await clearing.release()
  }
}

function describe({ host, pid: number, since }: Holder, path: string): string {
  if (host !== hostname()) {
    return `process ${number} on ${host} may be at work on the run; remove ${path} where it has ended`
  }
  if (number === pid && since === performance.timeOrigin) return 'this process has it open already'
  return `the run is under way in process ${number}; remove ${path} where that is another program`
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
