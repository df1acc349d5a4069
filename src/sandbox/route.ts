import type { Answer } from './answer.ts'
import type { Chance } from './chance.ts'
import type { TroubleOnce } from './trouble.ts'

/** One API of the sandbox, at a path of its own. */
export interface Route {
  /** The methods of HTTP that it takes. */
  readonly methods: readonly string[]
  readonly respond: (asked: Request, exchange: Exchange) => Answer | Promise<Answer>
}

/** What came in. */
export interface Request {
  /** The body; undefined where it is not UTF-8. */
  readonly text: string | undefined
  readonly query: URLSearchParams
  /** By name in lower case; of a header sent twice, one text. */
  readonly headers: ReadonlyMap<string, string>
}

/** What an API has to know of the exchange around a request. */
export interface Exchange {
  /** The number of the request. */
  readonly call: number
  readonly trouble: TroubleOnce
  /** The answer's own luck; absent where the server's odd habits are switched off. */
  readonly chance?: Chance
}
