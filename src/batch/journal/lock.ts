import { link, open, readFile, rename, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { kill, pid } from 'node:process'

/** Keeps a second program from going on with a run that is under way: it would call the same rows. */
export interface Lock {
  readonly release: () => Promise<void>
}

/** Those that this process holds. In a container that starts anew the number of a process is often the same again. */
const held = new Set<string>()

/**
 * Takes a lock, by a file that names this process. One left behind by a process of this machine that has ended is taken
 * over.
 *
 * @throws Error where another process holds it, or may hold it
 */
export async function takeLock(path: string): Promise<Lock> {
  if (held.has(path)) throw new Error('this process has it open already')
  if (!(await create(path))) {
    const found = await read(path)
    if (found !== undefined && isAlive(found.holder)) throw new Error(describe(found.holder, path))
    await clear(path, found?.text)
    if (!(await create(path))) throw new Error('another process has just taken it')
  }
  held.add(path)
  return {
    release: async () => {
      held.delete(path)
      await unlink(path).catch(() => {})
    },
  }
}

interface Holder {
  readonly host: string
  readonly pid: number
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(`${JSON.stringify({ host: hostname(), pid })}\n`)
    await file.close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** A file that names nobody was left behind by a crash while it was written. */
async function read(path: string): Promise<{ readonly text: string; readonly holder: Holder } | undefined> {
  try {
    const text = await readFile(path, 'utf8')
    const { host, pid: number } = Object(JSON.parse(text)) as Partial<Holder>
    return typeof host === 'string' && typeof number === 'number' ? { text, holder: { host, pid: number } } : undefined
  } catch {
    return undefined
  }
}

/** Of a process on another machine nobody here knows. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true
  if (holder.pid === pid) return false
  try {
    return kill(holder.pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Removes a lock that was left behind; and puts it back where somebody else has taken it over meanwhile. */
async function clear(path: string, text: string | undefined): Promise<void> {
  const aside = `${path}.${pid}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  if (text !== undefined && (await readFile(aside, 'utf8')) !== text) await link(aside, path).catch(() => {})
  await unlink(aside)
}

function describe({ host, pid: number }: Holder, path: string): string {
  return host === hostname()
    ? `the run is under way in process ${number}`
    : `process ${number} on ${host} may be at work on the run; remove ${path} where it has ended`
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
