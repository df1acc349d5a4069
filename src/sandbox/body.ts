import type { IncomingMessage } from 'node:http'

/** A request's body, or why there is none. */
export type Body =
  | { readonly bytes: Buffer; readonly problem: 'none' }
  | { readonly problem: 'too-large' }
  | { readonly problem: 'cut-off' }

/** Collects the body of a request, up to a number of bytes. */
export function readBody(request: IncomingMessage, most: number): Promise<Body> {
  return new Promise(resolve => {
    const pieces: Buffer[] = []
    let size = 0
    request.on('data', (piece: Buffer) => {
      size += piece.length
      if (size <= most) pieces.push(piece)
      else resolve({ problem: 'too-large' })
    })
    request.on('end', () => resolve({ bytes: Buffer.concat(pieces), problem: 'none' }))
    request.on('error', () => resolve({ problem: 'cut-off' }))
    request.on('close', () => resolve({ problem: 'cut-off' }))
  })
}

/** The body as text; undefined where it is not UTF-8. */
export function textOfBody(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
