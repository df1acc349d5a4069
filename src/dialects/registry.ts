import type { Dialect } from './contract.ts'
import { generic } from './generic.ts'
import { http } from './http/dialect.ts'
import { intacct } from './intacct/dialect.ts'
import { keap } from './keap/dialect.ts'
import { openAirXmlDialect } from './openair/dialect.ts'
import { openAirSoapDialect } from './openair/soap-dialect.ts'
import { privo } from './privo/dialect.ts'
import { soap } from './soap/dialect.ts'
import { xmlRpc } from './xmlrpc/dialect.ts'

/** Every dialect that faultline brings, in the order in which they are asked within a rank. */
export const dialects = [
  openAirXmlDialect,
  openAirSoapDialect,
  intacct,
  soap,
  xmlRpc,
  keap,
  http,
  privo,
  generic,
] as const satisfies readonly Dialect[]

/** The name of a built-in dialect. */
export type DialectName = (typeof dialects)[number]['name']

/**
 * The built-in dialect of this name; undefined where there is none.
 *
 * @example
 * dialectNamed('openair-xml')?.catalog.codes['601']?.category // 'not-found'
 */
export function dialectNamed(name: string): Dialect | undefined {
  return dialects.find(dialect => dialect.name === name)
}
