export type { Result } from 'neverthrow'
export type { Fault, Issue } from './core/fault.ts'
export { faultSchema, parseFault } from './schema/fault.ts'
