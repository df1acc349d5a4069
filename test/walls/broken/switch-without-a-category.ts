import type { Category } from '../../../src/index.ts'

export function mayWait(category: Category): boolean {
  switch (category) {
    case 'authentication':
    case 'permission':
    case 'rate-limit':
    case 'validation':
    case 'business-rule':
    case 'not-found':
    case 'conflict':
    case 'declined':
    case 'unsupported':
    case 'malformed-request':
    case 'malformed-response':
    case 'unavailable':
    case 'server':
    case 'timeout':
    case 'cancelled':
    case 'collateral':
    case 'unknown':
      return true
  }
}
