import type { z } from 'zod'
import type { Idempotency } from '../../core/operation.ts'
import type { CallOptions } from '../call/call.ts'
import type { ClientOptions } from '../call/client-options.ts'
import type { HttpAuth } from '../http/options.ts'

/** How to reach and to speak to a service over XML-RPC. */
export interface XmlRpcOptions extends ClientOptions {
  /** Where it answers, such as `https://example.com/RPC2`. What stands in its query is hidden as a credential. */
  readonly url: string
  /** What requests are signed with. A function is asked for each, and once more where its secret was refused. */
  readonly auth?: HttpAuth
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Credentials that go in parameters, to be hidden wherever they come back. Members named `password` are by themselves. */
  readonly secrets?: readonly string[]
  /** Whether `null` is sent, as the extension `nil`. Default false: not every service takes it. */
  readonly nil?: boolean
  /**
   * The time zone that the service thinks in, such as `UTC` or `Europe/Zurich`: a `Date` is written as clocks there show
   * it. Without it a `Date` is refused, for the type of XML-RPC has no zone and a guess would be hours off.
   */
  readonly timeZone?: string
}

/** What a method promises. */
export interface MethodOptions<Output = unknown> {
  /** What its result must be. Default: any value, typed `XmlRpcData`. */
  readonly schema?: z.ZodType<Output>
  /** What a second try does. Default `once`: never repeated when it may have been done. */
  readonly idempotency?: Idempotency
}

/** The same, and what concerns one call only. */
export interface MethodCallOptions<Output = unknown> extends MethodOptions<Output>, CallOptions {}
