import type { Dialect } from './contract.ts'
import { generic } from './generic.ts'
import { openAirXml } from './openair/dialect.ts'
import { soap } from './soap/dialect.ts'

/** Every dialect that faultline brings, in the order in which they are asked within a rank. */
export const dialects = [openAirXml, soap, generic] as const satisfies readonly Dialect[]

/** The name of a built-in dialect. */
export type DialectName = (typeof dialects)[number]['name']

/** The built-in dialect of this name. */
export function dialectNamed(name: string): Dialect | undefined {
  return dialects.find(dialect => dialect.name === name)
}
