export { faultSchema, parseFault } from './schema/fault.ts'
