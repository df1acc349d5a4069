import type { Fault } from '../../../src/index.ts'

export function stage(fault: Fault): string {
  switch (fault.kind) {
    case 'request':
    case 'network':
    case 'http':
    case 'xml':
    case 'shape':
      return fault.kind
  }
}
