import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Worker processes, always as many of them. */
export interface Workers {
  /** Kills one, and starts another in its place. */
  readonly replaceOne: () => void
  readonly stop: () => Promise<void>
}

/** Starts so many workers with these arguments. */
export function startWorkers(count: number, args: readonly string[]): Workers {
  const running: ChildProcess[] = Array.from({ length: count }, () => start(args))
  const ended: Promise<unknown>[] = []
  const kill = (child: ChildProcess) => {
    ended.push(child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve())
    child.kill('SIGKILL')
  }
  return {
    replaceOne: () => {
      // The oldest, so that each has its turn.
      const oldest = running.shift()
      if (oldest !== undefined) kill(oldest)
      running.push(start(args))
    },
    stop: async () => {
      for (const child of running.splice(0)) kill(child)
      await Promise.all(ended)
    },
  }
}

function start(args: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL('./worker.js', import.meta.url))
  return spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'inherit', 'inherit'] })
}
