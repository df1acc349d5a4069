import type { SandboxCall } from 'faultline/sandbox'
import type { Mishaps } from './mishap.ts'
import type { NotedTry } from './notes.ts'
import type { Attempted, Knock } from './story.ts'

/** What the sandbox knows of requests when all is over. */
export interface Witness<Performed> {
  readonly seed: number
  readonly mishaps: Mishaps
  /** The keys of the requests that arrived. */
  readonly arrived: ReadonlySet<string>
  /** What was carried out for each request, by key. */
  readonly performed: ReadonlyMap<string, readonly Performed[]>
}

/** Puts the journals of the sandbox in order. Whatever is still under way in it must be over. */
export function hearWitness<Performed extends { readonly call: number }>(
  seed: number,
  mishaps: Mishaps,
  calls: readonly SandboxCall[],
  performed: readonly Performed[],
): Witness<Performed> {
  const requests = new Map(calls.map(({ call, key }) => [call, key]))
  const byKey = grouped(performed, ({ call }) => requests.get(call) ?? '')
  return { seed, mishaps, arrived: new Set(requests.values()), performed: byKey }
}

/** Sorts items by a key. */
export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

/** What the service itself makes of a call once it is carried out. */
export interface Outcome {
  /** Whether that is the work of the call. */
  readonly worked: boolean
  /** What it says no with, though nothing else went wrong. */
  readonly refusal?: Pick<Knock, 'trouble' | 'clear' | 'final'>
}

/** Tells a try from both sides. */
export function attempted<Performed>(
  { sent, fault }: NotedTry,
  call: string,
  witness: Witness<Performed>,
  outcomeOf: (served: readonly Performed[]) => Outcome,
): Attempted {
  const knocks = sent.map((key, index): Knock => {
    const mishap = witness.mishaps.strikeOf(witness.seed, key)
    const served = witness.performed.get(key) ?? []
    const isOwn = key.startsWith(`${call}.`)
    const { trouble: struck, spoils = false, hides = false, asks } = mishap ?? {}
    // Nothing hides it, and nothing was carried out: the token or the session had ended.
    const isSignedOut = !hides && served.length === 0 && witness.arrived.has(key)
    const { worked, refusal } = outcomeOf(served)
    // A client must take a good answer, unless the machine kept it waiting.
    const isHeard = !spoils && fault?.category !== 'timeout'
    const heard = isHeard ? refusal : undefined
    const wants = isSignedOut ? 'sign-in' : asks
    return {
      request: key,
      trouble: struck ?? heard?.trouble ?? (isSignedOut ? 'ended-session' : 'none'),
      failed: fault !== undefined && index === sent.length - 1,
      clear: !isOwn || isSignedOut || mishap?.clear === true || (heard?.clear ?? isHeard),
      final: heard?.final === true,
      worked: isOwn && worked,
      tookMs: mishap?.tookMs ?? 0,
      pauseMs: mishap?.pauseMs ?? 0,
      ...(wants === undefined ? {} : { asks: wants }),
    }
  })
  return { knocks, ...(fault === undefined ? {} : { fault }) }
}
