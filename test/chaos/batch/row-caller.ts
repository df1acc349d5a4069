import type { JobContext } from 'faultline/bullmq'
import { httpClient } from 'faultline/http'

/** Makes the call of a row, as both scenarios of rows make it. */
export function rowCaller(url: string) {
  const api = httpClient({ url })
  return {
    call: (row: number, { options, key, idempotency }: Pick<JobContext, 'options' | 'key' | 'idempotency'>) =>
      api.post(
        'rows',
        { row },
        {
          ...options,
          headers: { 'idempotency-key': key },
          // The service documents that a key makes a second call harmless.
          ...(idempotency === 'once' ? {} : { idempotency: 'repeatable' as const }),
        },
      ),
    close: () => api.close(),
  }
}
