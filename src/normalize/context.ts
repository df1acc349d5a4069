/** What is known of one reply beside its body, as far as any fault made from it needs it. */
export interface ReplyContext {
  readonly status: number
  /** From the Retry-After header. */
  readonly retryAfterMs: number | undefined
  /** The dialect that recognized the reply, or the one that the caller named. */
  readonly dialect: string | undefined
}

/** What a fault takes over from its context. */
export function provenance(context: ReplyContext): { status: number; retryAfterMs?: number; dialect?: string } {
  return {
    status: context.status,
    ...(context.retryAfterMs === undefined ? {} : { retryAfterMs: context.retryAfterMs }),
    ...(context.dialect === undefined ? {} : { dialect: context.dialect }),
  }
}
