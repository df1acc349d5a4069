import { type Category, type Fault, matchFault } from '../../src/index.ts'

/** A complete `switch` over kind: compiles because, and only as long as, every kind has its case. */
export function stage(fault: Fault): string {
  switch (fault.kind) {
    case 'request':
      return fault.problem
    case 'network':
      return fault.phase
    case 'http':
      return String(fault.status)
    case 'xml':
      return String(fault.line)
    case 'shape':
      return fault.path
    case 'service':
      return fault.code ?? fault.signal
  }
}

/** The same for every category. */
export function mayWait(category: Category): boolean {
  switch (category) {
    case 'rate-limit':
    case 'unavailable':
    case 'server':
    case 'timeout':
      return true
    case 'authentication':
    case 'session':
    case 'permission':
    case 'validation':
    case 'business-rule':
    case 'not-found':
    case 'conflict':
    case 'declined':
    case 'unsupported':
    case 'malformed-request':
    case 'malformed-response':
    case 'cancelled':
    case 'collateral':
    case 'unknown':
      return false
  }
}

export const stageByMatch = (fault: Fault): string =>
  matchFault(fault, {
    request: f => f.problem,
    network: f => f.phase,
    http: f => String(f.status),
    xml: f => String(f.line),
    shape: f => f.path,
    service: f => f.code ?? f.signal,
  })
