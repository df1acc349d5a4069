/** A function that was really carried out, whether it succeeded or not. */
export interface PerformedFunction {
  /** The request it came in; counts from 1 over all requests of the sandbox. */
  readonly call: number
  /** Its place among the functions of that request. */
  readonly index: number
  /** As `create`. */
  readonly function: string
  readonly controlId: string
  readonly object?: string
  /** The RECORDNOs that it wrote; of a failure, those before the one that was refused, which stay written. */
  readonly written?: readonly string[]
  /** `undone`: it succeeded, and was taken back with its transaction or with the end of its process. */
  readonly status: 'success' | 'failure' | 'undone'
  /** The number of the first error of a failure; empty where it has none. */
  readonly error?: string
}
