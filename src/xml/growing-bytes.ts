/** Up to so many bytes are made room for on somebody's word. */
const MOST_EXPECTED = 16 * 1024 * 1024

/**
 * Bytes that grow by doubling: memory stays within twice the bytes, however small the pieces are.
 *
 * Where it is known how many will come, there is room for them from the second piece on.
 */
export class GrowingBytes {
  #bytes: Uint8Array = new Uint8Array()
  #length = 0
  readonly #expected: number

  constructor(expected = 0) {
    this.#expected = expected <= MOST_EXPECTED ? expected : 0
  }

  get length(): number {
    return this.#length
  }

  /** All so far. What is added later does not change them. */
  all(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** A first piece is taken over uncopied, so it must not change; it is never written into, for it is always full. */
  add(piece: Uint8Array): void {
    if (this.#length === 0) {
      this.#bytes = piece
    } else {
      this.#bytes = withRoom(this.#bytes, this.#length, this.#length + piece.byteLength, this.#expected)
      this.#bytes.set(piece, this.#length)
    }
    this.#length += piece.byteLength
  }
}

const FIRST_BUFFER_BYTES = 4_096

function withRoom(bytes: Uint8Array, length: number, wanted: number, expected: number): Uint8Array {
  if (wanted <= bytes.byteLength) return bytes
  const room = wanted <= expected ? expected : Math.max(wanted, length * 2, FIRST_BUFFER_BYTES)
  const larger = new Uint8Array(room)
  larger.set(bytes.subarray(0, length))
  return larger
}
