import type { IntacctSandbox } from './intacct/intacct.ts'
import type { IntacctLimits, IntacctSettings } from './intacct/settings.ts'
import type { KeapSandbox } from './keap/keap.ts'
import type { KeapLimits, KeapSettings } from './keap/settings.ts'
import type { OpenAirSandbox } from './openair/openair.ts'
import type { OpenAirLimits, OpenAirSettings } from './openair/settings.ts'
import type { TroubleDesk, TroubleKind } from './trouble.ts'

/** How a sandbox is to be. Everything has a default. */
export interface SandboxOptions extends Partial<Omit<OpenAirSettings, 'limits'>> {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Fixes ids, credentials and every habit of the server; default 1. */
  readonly seed?: number
  /** Sandbox time runs this many times as fast as the machine's; default 1, and 0 stands still. */
  readonly speed?: number
  /** What sandbox time shows at first, in milliseconds since 1970; default now. Together with `speed: 0`, replies are the same to the byte. */
  readonly startsAt?: number
  readonly limits?: Partial<OpenAirLimits> & {
    /** Bytes of a request's body at most; default 16 MiB. Above it: HTTP 413. */
    readonly bodyBytes?: number
  }
  /** How the Keap account is to be. */
  readonly keap?: Partial<Omit<KeapSettings, 'limits'>> & { readonly limits?: Partial<KeapLimits> }
  /** How the Intacct company is to be. */
  readonly intacct?: Partial<Omit<IntacctSettings, 'limits'>> & { readonly limits?: Partial<IntacctLimits> }
  /** Whether answers have the services' odd but legal habits: order of fields, blanks around `=`, two kinds of empty elements. Default true. */
  readonly habits?: boolean
}

/** One request that reached the sandbox. */
export interface SandboxCall {
  /** Counts from 1 over all requests. */
  readonly call: number
  /** The header `x-sandbox-call`, else a hash of the body. */
  readonly key: string
  /** How often that key has been seen, this time included. */
  readonly attempt: number
  /** The kind of trouble that struck, `none` for none. */
  readonly trouble: TroubleKind
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** The emulated OpenAir account: its records, its credentials, its switches. */
  readonly openAir: OpenAirSandbox
  /** The emulated Keap account. */
  readonly keap: KeapSandbox
  /** The emulated Intacct company. */
  readonly intacct: IntacctSandbox
  /** What goes wrong, on demand or by chance. */
  readonly trouble: TroubleDesk
  /** The requests to an API, in order: the last 100,000. */
  readonly calls: readonly SandboxCall[]
  readonly time: {
    /** Sandbox time, in milliseconds since 1970. */
    readonly now: () => number
    /** Lets so many milliseconds pass at once. */
    readonly advance: (ms: number) => void
  }
  /** Ends every connection and wait at once and frees the port. May be called again. */
  readonly close: () => Promise<void>
}
