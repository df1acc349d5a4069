/**
 * What is used of BullMQ's own `Queue`: its words for a run, and its client for what they do not say. Structural, so that
 * faultline loads no BullMQ. BullMQ 6.
 */
export interface BullQueue {
  readonly name: string
  readonly toKey: (type: string) => string
  readonly getBackend: () => { readonly client: Promise<BullClient> }
  /** For all workers, until `resume`. */
  readonly pause: () => Promise<unknown>
  readonly resume: () => Promise<unknown>
  /** For all workers, so many milliseconds. */
  readonly rateLimit: (expireTimeMs: number) => Promise<unknown>
}

/** What is used of the queue for jobs that somebody must look at. */
export interface BullReconcile {
  readonly name: string
  readonly add: (name: string, data: never, options: { readonly jobId: string }) => Promise<unknown>
}

/** What is used of the client that a queue holds, whatever package speaks to Redis. */
export interface BullClient {
  readonly defineCommand: (name: string, definition: { numberOfKeys: number; lua: string }) => unknown
  readonly runCommand: (name: string, args: (string | number)[]) => Promise<unknown>
}

/** What is used of BullMQ's `Job`. */
export interface BullJob<Data> {
  readonly id?: string | undefined
  readonly name: string
  readonly data: Data
  /** When it was added, in milliseconds since 1970: the same for every start of it. */
  readonly timestamp: number
  /** How often a worker began with it, this time included. */
  readonly attemptsStarted: number
  readonly moveToDelayed: (timestamp: number, token?: string) => Promise<unknown>
  readonly moveToWait: (token?: string) => Promise<unknown>
}
