import type { BegunRow, Journal } from '../contract.ts'
import type { Entry } from './entry.ts'

/**
 * What the entries of a journal come to: how many rows are settled, which are under way. Rows are settled nearly in order, so
 * that a watermark and the few above it say which: its size does not grow with the run.
 */
export class Ledger {
  /** Every row below it is settled. */
  #watermark = 0
  readonly #above = new Set<number>()
  readonly #begun = new Map<number, BegunRow>()
  readonly #counts = { successful: 0, failed: 0, toReconcile: 0, technical: 0 }

  take(entry: Entry): void {
    if (entry.does === 'begin') this.#begun.set(entry.row.index, entry.row)
    else if (entry.does === 'release') this.#begun.delete(entry.index)
    else this.#settle(entry)
  }

  isSettled(index: number): boolean {
    return index < this.#watermark || this.#above.has(index)
  }

  begun(index: number): BegunRow | undefined {
    return this.#begun.get(index)
  }

  get counts(): Journal['before'] {
    return { ...this.#counts }
  }

  /** How many rows it holds by themselves. */
  get size(): number {
    return this.#above.size + this.#begun.size
  }

  #settle({ index, kind, isTechnical }: Extract<Entry, { does: 'settle' }>): void {
    this.#begun.delete(index)
    if (this.isSettled(index)) return
    this.#above.add(index)
    while (this.#above.delete(this.#watermark)) this.#watermark += 1
    if (kind === 'success') this.#counts.successful += 1
    else if (kind === 'failure') this.#counts.failed += 1
    else this.#counts.toReconcile += 1
    if (isTechnical) this.#counts.technical += 1
  }
}
