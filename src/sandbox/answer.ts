/** What a wire answers a request with, before trouble has its say. */
export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer in XML; HTTP 200 unless said otherwise. */
export function xmlAnswer(body: string, status = 200): Answer {
  return { status, type: 'text/xml; charset=utf-8', body }
}
