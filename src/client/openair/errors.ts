import { errAsync, ok, type Result, ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Category, Remedy } from '../../core/vocabulary.ts'
import { lookUp } from '../../dialects/lookup.ts'
import { type OpenAirCode, openAirCatalog } from '../../dialects/openair/catalog.ts'
import type { RecordOf } from '../../dialects/openair/records.ts'
import type { Clock } from '../../retry/sleep.ts'
import type { OpenAirFault } from './fault.ts'
import { memory } from './memory.ts'
import type { ErrorCacheOptions } from './options.ts'

/** What a code means: the service's own words where it gave any, beside what the bundled catalog says. */
export interface ErrorDescription {
  readonly code: string
  /** The service's short message. */
  readonly text?: string
  /** The service's longer explanation. */
  readonly comment?: string
  readonly title: string
  readonly advice?: string
  readonly category: Category
  readonly remedy: Remedy
  /** Who answered. The catalog answers for codes that the service does not know, or when it cannot be asked. */
  readonly from: 'service' | 'catalog'
  /** Why the service could not be asked, or was not; absent where it answered that it does not know the code. */
  readonly lookupFault?: Fault
}

/** Every code that the service or the catalog knows. */
export interface ErrorDescriptions {
  /** In the order of their numbers. */
  readonly errors: readonly ErrorDescription[]
  /** Why the service could not be asked for all of them. */
  readonly lookupFault?: Fault
}

/** Looks up what error codes mean. */
export interface OpenAirErrors {
  /**
   * Tells what a code means. Asks the service once for a code, however many ask at the same time, and keeps the
   * answer. While the rate limit is exceeded, and after a refused sign-in until a call succeeds, it is not asked. A
   * lookup that fails or is not made is no failure: the catalog answers, and `lookupFault` tells why. The only `Err`
   * is a code that is no text.
   */
  readonly describe: (
    code: OpenAirCode | (string & Record<never, never>),
  ) => ResultAsync<ErrorDescription, OpenAirFault>
  /** Asks the service for all its codes and adds those that only the catalog knows. */
  readonly describeAll: () => ResultAsync<ErrorDescriptions, never>
}

/** What the lookup needs of the client. */
interface ErrorSource {
  readonly ask: (code: string) => PromiseLike<Result<readonly RecordOf<'Error'>[], Fault>>
  readonly askAll: () => AsyncIterable<Result<RecordOf<'Error'>, Fault>>
  /** The fault because of which the service must not be asked now. */
  readonly closedBy: () => Fault | undefined
  readonly clock: Clock
  readonly keep?: ErrorCacheOptions | undefined
  /** Which API is asked, and by which command. */
  readonly asking: { readonly dialect: string; readonly operation: string }
}

const MISS_MS = 60_000

/** Makes the lookup of one client. */
export function errorLookup({ ask, askAll, closedBy, clock, keep = {}, asking }: ErrorSource): OpenAirErrors {
  const { ttlMs = Number.POSITIVE_INFINITY, missMs = MISS_MS } = keep
  const known = memory<ErrorDescription>(clock)
  const asked = new Map<string, Promise<ErrorDescription>>()
  let askedAll: Promise<ErrorDescriptions> | undefined

  const look = async (code: string): Promise<ErrorDescription> => {
    const answer = await ask(code)
    const record = answer.isOk() ? answer.value.find(one => one.code?.trim() === code) : undefined
    const description = describe(code, record, answer.isErr() ? answer.error : undefined)
    known.keep(code, description, record === undefined ? missMs : ttlMs)
    return description
  }

  const lookAll = async (): Promise<ErrorDescriptions> => {
    const live = new Map<string, ErrorDescription>()
    let lookupFault: Fault | undefined
    for await (const one of askAll()) {
      if (one.isErr()) lookupFault = one.error
      else if (one.value.code !== undefined) {
        const code = one.value.code.trim()
        live.set(code, describe(code, one.value))
      }
    }
    for (const [code, description] of live) known.keep(code, description, ttlMs)
    return merged(live, lookupFault)
  }

  return {
    describe: code => {
      const wanted = typeof code === 'string' ? code.trim() : ''
      if (wanted === '') return errAsync(notACode(asking))
      const kept = known.get(wanted)
      if (kept !== undefined) return settled(kept)
      const closed = closedBy()
      if (closed !== undefined) return settled(describe(wanted, undefined, closed))
      const running = asked.get(wanted) ?? look(wanted).finally(() => asked.delete(wanted))
      asked.set(wanted, running)
      return new ResultAsync(running.then(description => ok(description)))
    },
    describeAll: () => {
      const closed = closedBy()
      if (closed !== undefined) return settled(merged(new Map(), closed))
      askedAll ??= lookAll().finally(() => {
        askedAll = undefined
      })
      return new ResultAsync(askedAll.then(all => ok(all)))
    },
  }
}

function settled<Value>(value: Value): ResultAsync<Value, never> {
  return new ResultAsync(Promise.resolve(ok(value)))
}

function notACode(asking: ErrorSource['asking']) {
  const issues = [{ path: ['code'], message: 'Must be a text that is not blank' }]
  return requestFault({ problem: 'invalid-input', issues, ...asking })
}

function describe(code: string, record?: RecordOf<'Error'>, lookupFault?: Fault): ErrorDescription {
  const { title, advice, category, remedy } = lookUp(openAirCatalog, code).meaning
  const said = (text: string | undefined) => text?.trim() || undefined
  const words = { text: said(record?.text), comment: said(record?.comment) }
  const from = record === undefined ? 'catalog' : 'service'
  return { code, title, category, remedy, from, ...present({ ...words, advice, lookupFault }) }
}

function merged(live: ReadonlyMap<string, ErrorDescription>, lookupFault?: Fault): ErrorDescriptions {
  const codes = [...new Set([...live.keys(), ...Object.keys(openAirCatalog.codes)])]
  const errors = codes.map(code => live.get(code) ?? describe(code)).sort((a, b) => compare(a.code, b.code))
  return { errors, ...present({ lookupFault }) }
}

function compare(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}
