import type { TransportRequest } from './contract.ts'
import { transportFailure } from './failure.ts'

/** The address without credentials, and the headers with them: `fetch` refuses such an address, undici ignores them. */
export function destination(request: TransportRequest): {
  readonly url: URL
  readonly headers: Record<string, string>
} {
  const url = parsed(request.url)
  const headers = { ...request.headers }
  if (url.username !== '' || url.password !== '') {
    const credentials = new TextEncoder().encode(`${unescaped(url.username)}:${unescaped(url.password)}`)
    headers.authorization ??= `Basic ${btoa(String.fromCharCode(...credentials))}`
    url.username = ''
    url.password = ''
  }
  return { url, headers }
}

function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw transportFailure('connect', undefined, 'ERR_INVALID_URL')
  }
  return url
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
