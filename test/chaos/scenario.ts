import type { RetryChoice } from 'faultline/openair'
import type { Story, Told } from './story.ts'

/** What is to be played. */
export interface Order {
  /** Fixes the calls, the trouble and every habit of the sandbox. */
  readonly seed: number
  readonly calls: number
}

/** What a test breaks on purpose, to see that it is noticed. */
export interface Bend {
  /** Another way to repeat than the clients' own default. */
  readonly retry?: RetryChoice
  /** What the caller believes, in place of what the client says. */
  readonly hear?: (told: Told) => Told
}

/** Many calls of one API's clients against its sandbox under trouble. */
export interface Scenario {
  readonly name: string
  /** The most calls that the journals of its sandbox remember. */
  readonly mostCalls: number
  /** Plays it, and tells of each call what its caller was told and what the sandbox knows. */
  readonly play: (order: Order, bend?: Bend) => Promise<readonly Story[]>
}
