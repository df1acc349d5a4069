import { bare } from './words.ts'

/** What the service tells about itself. Neither has an `id`. */
export const service = {
  Error: bare('code text comment'),
  RateLimit: bare('remain_24h_error'),
} as const
