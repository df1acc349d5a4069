import type { Body } from './bodies.ts'
import type { Data } from './data.ts'

/** One way to read a body. */
export interface Subject {
  readonly name: string
  /** The package that it stands for, whose version is reported; absent for the runtime itself. */
  readonly package?: string
  /** What the input is: the body (default), or the same data as JSON. */
  readonly input?: 'json'
  /** What the reader should know who compares its figures. */
  readonly note?: string
  /**
   * Whether it detaches array buffers (WebAssembly does when its memory grows). From the first one on, V8 runs every
   * loop over bytes in the process at half its speed, so such a subject is measured after the others.
   */
  readonly detaches?: true
  /** The work that is timed: bytes to whatever the subject makes of them. Throws for what it cannot read. */
  readonly read: (input: Uint8Array) => unknown
  /**
   * The same work, and what came of it in a form that can be compared; not timed. Default: what `read` gives,
   * which is then the plain objects themselves.
   */
  readonly found?: (input: Uint8Array) => unknown
  /** As much of the body's data as the subject can show. Default: all of it. */
  readonly expected?: (data: Data, body: Body) => unknown
}

/** The body as a string, the quickest way there is. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
