import { GrowingBytes } from './growing-bytes.ts'

/** The beginning of something whose end has not come, and how much of it must be there to be worth another try. */
export class Waiting {
  #bytes = new GrowingBytes()
  #wanted = 0
  #failures = 0

  get length(): number {
    return this.#bytes.length
  }

  /** Whether there is more than at the last try that failed: after the second one in a row, twice as much. */
  get isEnough(): boolean {
    return this.#bytes.length >= this.#wanted
  }

  all(): Uint8Array {
    return this.#bytes.all()
  }

  add(bytes: Uint8Array): void {
    this.#bytes.add(bytes)
  }

  /** Nothing of it could be read. Gives how often in a row. */
  fail(): number {
    this.#failures += 1
    this.#wanted = this.#failures === 1 ? this.length + 1 : this.length * 2
    return this.#failures
  }

  /** All of it was read, but for this. */
  keep(rest: Uint8Array): void {
    this.#bytes = new GrowingBytes()
    if (rest.length > 0) this.#bytes.add(rest)
    this.#failures = rest.length > 0 ? 1 : 0
    this.#wanted = rest.length + 1
  }
}
