import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { err, ok, type Result } from 'neverthrow'

/** A Redis of one's own on a free port of 127.0.0.1. It also ends when this process does, however that comes about. */
export interface RedisServer {
  readonly port: number
  /** Ends it at once, as a power cut does, and starts it on the same data. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a Redis that has everything on the disk before it says so, or tells why it cannot. */
export async function startRedis(): Promise<Result<RedisServer, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-redis-'))
  const port = await freePort()
  const first = await start(port, folder)
  if (first.isErr()) {
    await rm(folder, { recursive: true, force: true })
    return err(first.error)
  }
  let running = first.value
  return ok({
    port,
    restart: async () => {
      await running('KILL')
      running = (await start(port, folder))._unsafeUnwrap()
    },
    stop: async () => {
      await running('TERM')
      await rm(folder, { recursive: true, force: true })
    },
  })
}

type Ending = (signal: 'KILL' | 'TERM') => Promise<void>

async function start(port: number, folder: string): Promise<Result<Ending, string>> {
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: 'always' }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn('sh', ['-c', SCRIPT, 'sh', ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const gone = once(child, 'close')
  const lines = createInterface(child.stdout)
  const complaints: string[] = []
  createInterface(child.stderr).on('line', line => complaints.push(line))
  const ready = new Promise<boolean>(resolve => {
    lines.on('line', line => {
      if (line.includes('Ready to accept connections')) resolve(true)
      if (line.includes('Failed listening')) resolve(false)
    })
    lines.once('close', () => resolve(false))
  })
  const isReady = await ready
  if (!isReady) {
    child.stdin.end()
    await gone
    return err(complaints[0] ?? 'redis-server ended without a word')
  }
  return ok(async how => {
    child.stdin.end(`${how}\n`)
    await gone
  })
}

/** The shell waits for a word, or for the end of this process, and ends the server by its id. */
const SCRIPT = `
command -v redis-server >/dev/null || { echo 'redis-server is not installed' >&2; exit 127; }
redis-server "$@" &
read -r how
kill -"\${how:-KILL}" $!
wait
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
