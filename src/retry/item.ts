import type { Attempt, Fault } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import { present } from '../core/present.ts'
import type { StopReason } from '../core/vocabulary.ts'
import type { AttemptEvent, RetryEvent } from './observer.ts'
import { withApplied } from './with-applied.ts'
import { worstApplied } from './worst-applied.ts'

/** The tries of an item so far, as data: where somebody else goes on with it, in another process, perhaps later. */
export interface TriesBefore {
  readonly attempts: readonly Attempt[]
  /** Of these, the tries that count. */
  readonly counted: number
  /** The wait before the next one, in milliseconds. */
  readonly delayMs: number
  /** The last fault. */
  readonly fault: Fault
}

/** One thing that is asked for, from its first try to its result. */
export class Item<Asked> {
  readonly asked: Asked
  readonly index: number
  readonly idempotency: Idempotency
  readonly named: { readonly operation?: string }
  /** The last fault. */
  fault: Fault | undefined
  stopped: { readonly because: StopReason; readonly reason: string } | undefined
  hasSignedIn = false
  /** Tries that count. */
  counted = 0
  /** The wait before the try that runs or comes, in milliseconds. */
  delayMs = 0
  /** What the last repeat took from the budget. */
  cost = 0
  readonly #attempts: Attempt[] = []

  constructor(
    asked: Asked,
    index: number,
    idempotency: Idempotency,
    operation: string | undefined,
    before?: TriesBefore,
  ) {
    this.asked = asked
    this.index = index
    this.idempotency = idempotency
    this.named = present({ operation })
    if (before === undefined) return
    this.#attempts.push(...before.attempts)
    this.counted = before.counted
    this.delayMs = before.delayMs
    this.fault = before.fault
  }

  /** What whoever goes on with it must know. Asked only after a try failed. */
  soFar(): TriesBefore {
    return { attempts: this.#attempts, counted: this.counted, delayMs: this.delayMs, fault: this.current() }
  }

  /** All tries so far. */
  get tries(): number {
    return this.#attempts.length
  }

  /** Whether a try so far may have been carried out. */
  get isRepeat(): boolean {
    return this.#attempts.some(({ applied }) => applied !== 'no')
  }

  fail(fault: Fault, durationMs: number): void {
    const { kind, category, applied } = fault
    const code = fault.kind === 'service' ? fault.code : undefined
    this.#attempts.push({ kind, category, ...present({ code }), applied, delayMs: this.delayMs, durationMs })
    this.counted += 1
    this.fault = fault
  }

  /** The fault of the last try. Asked only after one failed. */
  current(): Fault {
    if (this.fault === undefined) throw new Error('no try has failed')
    return this.fault
  }

  /** A rule gave the fault another meaning. */
  replace(fault: Fault): void {
    this.fault = fault
    const last = this.#attempts.at(-1)
    const { category, applied } = fault
    if (last !== undefined) this.#attempts[this.#attempts.length - 1] = { ...last, category, applied }
  }

  wait({ cost, counts }: { readonly cost: number; readonly counts: boolean }): void {
    this.cost = cost
    if (!counts) this.counted -= 1
  }

  /** Signing in anew uses up no try. */
  signIn(): void {
    this.hasSignedIn = true
    this.counted -= 1
  }

  stop(because: StopReason, reason: string): void {
    this.stopped = { because, reason }
  }

  /** The fault as the caller gets it. What one of the tries may have done is not undone by a later one. */
  final(): Fault {
    const fault = this.current()
    const told = { attempts: this.#attempts, ...present({ stopped: this.stopped }) }
    if (fault.kind === 'request' && !this.isRepeat) return { ...fault, ...told }
    return { ...withApplied(fault, worstApplied(this.#attempts.map(({ applied }) => applied))), ...told }
  }

  attemptEvent(): AttemptEvent {
    const last = this.#attempts.at(-1)
    const { delayMs = 0, durationMs = 0 } = last ?? {}
    return {
      ...this.named,
      attempt: this.tries,
      delayMs,
      durationMs,
      ...present({ fault: this.fault && { ...this.fault } }),
    }
  }

  retryEvent(): Pick<RetryEvent, 'operation' | 'attempt' | 'fault'> {
    return { ...this.named, attempt: this.tries, fault: { ...this.current() } }
  }
}
