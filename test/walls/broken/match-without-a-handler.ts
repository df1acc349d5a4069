import { type Fault, matchFault } from '../../../src/index.ts'

export const stage = (fault: Fault): string =>
  matchFault(fault, {
    request: () => 'request',
    network: () => 'network',
    http: () => 'http',
    xml: () => 'xml',
    shape: () => 'shape',
  })
