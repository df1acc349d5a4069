import type { Fault, HttpFault, NetworkFault, RequestFault, ServiceFault, ShapeFault, XmlFault } from './fault.ts'
import type { Kind } from './vocabulary.ts'

/** One handler per kind; the compiler refuses a set that lacks one. */
export interface FaultCases<Value, Code extends string = string> {
  readonly request: (fault: RequestFault) => Value
  readonly network: (fault: NetworkFault) => Value
  readonly http: (fault: HttpFault) => Value
  readonly xml: (fault: XmlFault) => Value
  readonly shape: (fault: ShapeFault) => Value
  readonly service: (fault: ServiceFault<Code>) => Value
}

/**
 * Calls the handler for the fault's kind and returns what it returns; the handlers may return different types.
 *
 * The same as a `switch` over `fault.kind`, as an expression.
 *
 * @example
 * const where = matchFault(fault, {
 *   request: () => 'never sent',
 *   network: f => `no answer (${f.problem})`,
 *   http: f => `HTTP ${f.status}`,
 *   xml: f => `line ${f.line}`,
 *   shape: f => f.path,
 *   service: f => f.code ?? f.category,
 * })
 */
export function matchFault<Value, Code extends string>(fault: Fault<Code>, cases: FaultCases<Value, Code>): Value
export function matchFault<Code extends string, Cases extends FaultCases<unknown, Code>>(
  fault: Fault<Code>,
  cases: Cases,
): ReturnType<Cases[Kind]>
export function matchFault<Code extends string>(fault: Fault<Code>, cases: FaultCases<unknown, Code>): unknown {
  switch (fault.kind) {
    case 'request':
      return cases.request(fault)
    case 'network':
      return cases.network(fault)
    case 'http':
      return cases.http(fault)
    case 'xml':
      return cases.xml(fault)
    case 'shape':
      return cases.shape(fault)
    case 'service':
      return cases.service(fault)
  }
}
