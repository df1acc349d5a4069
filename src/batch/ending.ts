import type { Fault } from '../core/fault.ts'
import { present } from '../core/present.ts'
import type { BatchReport, BatchStatistics } from './contract.ts'

type Broken = Extract<BatchReport, { end: 'broken' }>['part']

/** Why a run ends before its rows do. The first reason counts. */
export class Ending {
  #end: BatchReport['end'] | undefined
  #fault: Fault | undefined
  #broken: { readonly part: Broken; readonly error: unknown } | undefined
  readonly #waiting: (() => void)[] = []

  /** Calls back as soon as a reason has come. */
  onCome(call: () => void): void {
    if (this.hasCome) call()
    else this.#waiting.push(call)
  }

  get hasCome(): boolean {
    return this.#end !== undefined
  }

  /** Whether it is the program's own part that failed: nothing is repeated any more. */
  get isBroken(): boolean {
    return this.#broken !== undefined
  }

  get isTechnical(): boolean {
    return this.#end === 'technical'
  }

  tooMany(end: 'too-many-errors' | 'technical', fault?: Fault): void {
    if (this.hasCome) return
    this.#end = end
    this.#fault = fault
    this.#come()
  }

  cancel(): void {
    this.#end ??= 'cancelled'
    this.#come()
  }

  /** Beats every other reason: what it leaves undone nobody else tells. */
  breakOff(part: Broken, error: unknown): void {
    if (this.#broken !== undefined) return
    this.#end = 'broken'
    this.#fault = undefined
    this.#broken = { part, error }
    this.#come()
  }

  #come(): void {
    for (const call of this.#waiting.splice(0)) call()
  }

  report(statistics: BatchStatistics): BatchReport {
    const end = this.#end ?? 'completed'
    return { ...statistics, end, ...present({ fault: this.#fault }), ...this.#broken } as BatchReport
  }
}
