import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

/** What a command left behind. */
export interface Captured {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The surroundings of a command; by default pipes, no input, no environment. */
export interface Surroundings {
  /** Absent: standard input is a terminal at which nobody types. */
  readonly stdin?: string | Uint8Array
  /** Makes stdout a terminal of this width. */
  readonly columns?: number
  readonly env?: Terminal['env']
  readonly closed?: AbortSignal
  readonly interruption?: AbortSignal
  /** Called with each piece of stdout. */
  readonly onOutput?: (text: string) => void
}

/** Runs the command line in this process, streams captured. */
export async function faultline(argv: readonly string[], surroundings: Surroundings = {}): Promise<Captured> {
  const written = { stdout: '', stderr: '' }
  const { stdin, columns, env = {}, closed, interruption, onOutput } = surroundings
  const never = new AbortController().signal
  const terminal: Terminal = {
    stdin: { isTTY: stdin === undefined, [Symbol.asyncIterator]: () => pieces(stdin ?? '') },
    stdout: {
      isTTY: columns !== undefined,
      ...(columns === undefined ? {} : { columns }),
      write: async text => {
        written.stdout += text
        onOutput?.(text)
      },
    },
    stderr: {
      isTTY: false,
      write: async text => {
        written.stderr += text
      },
    },
    env,
    closed: closed ?? never,
    interruption: () => interruption ?? never,
  }
  return { code: await run(argv, terminal), ...written }
}

/** The lines of NDJSON as values. */
export function jsonLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

async function* pieces(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  const middle = bytes.byteLength >> 1
  yield bytes.subarray(0, middle)
  yield bytes.subarray(middle)
}
