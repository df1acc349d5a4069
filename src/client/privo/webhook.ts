/** The header of PRIVO's signatures. */
export const SIGNATURE_HEADER = 'x-privo-webhook-signature'

/** How a webhook shows who sent it: a key in a header, a Bearer token, or a signature over the body. */
export type WebhookAuth =
  | { readonly header: string; readonly key: string }
  | { readonly bearer: string }
  /** Signs the body as it is sent. How PRIVO computes its signatures is agreed with each partner. */
  | { readonly sign: (body: string) => string }

/** How the receiver of a webhook tells who sent it. */
export type WebhookProof =
  | { readonly header: string; readonly key: string }
  | { readonly bearer: string }
  /** Whether the signature fits the body as it came. */
  | { readonly verify: (signature: string, body: Uint8Array) => boolean | Promise<boolean> }
