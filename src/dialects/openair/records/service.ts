import { wordsOf } from '../../words.ts'

/** What the service tells about itself. Neither has an `id`. */
export const service = {
  Error: wordsOf('code text comment'),
  RateLimit: wordsOf('remain_24h_error'),
} as const
