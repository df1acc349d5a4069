/** Where a fault comes from. */
export interface Provenance {
  readonly status: number
  /** From the Retry-After header. */
  readonly retryAfterMs: number | undefined
  /** The dialect that recognized the reply, or the one that the caller named. */
  readonly dialect: string | undefined
}

/** What is known of one reply beside its body, as far as any fault made from it needs it. */
export interface ReplyContext extends Provenance {
  /** Hides credentials. Whoever shortens a text applies it first, for no half of a credential is recognized. */
  readonly mask: (text: string) => string
}

/** What a fault takes over of it: what is known, and no more. */
export function provenance(context: Provenance): { status: number; retryAfterMs?: number; dialect?: string } {
  return {
    status: context.status,
    ...(context.retryAfterMs === undefined ? {} : { retryAfterMs: context.retryAfterMs }),
    ...(context.dialect === undefined ? {} : { dialect: context.dialect }),
  }
}
