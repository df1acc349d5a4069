import type { CatalogEntry } from '../../contract.ts'
import { ECHO, INVALID, REPORTED, RULED_OUT, TAKEN } from './verdicts.ts'

const HIGH = { source: REPORTED, confidence: 'high' } as const
const MEDIUM = { source: REPORTED, confidence: 'medium' } as const

/**
 * Letters and four digits: ids that the XML and REST APIs share. They stand in `additionalinfo`, as the finer code beside
 * the number, and now and then in place of it.
 */
export const newerIds = {
  'CRE-3211': {
    ...RULED_OUT,
    title: 'The vendor breaks a rule of compliance',
    advice: 'Complete the record of the vendor; the message says in what.',
    ...HIGH,
  },
  'GL-0493': { ...TAKEN, title: 'The number of the account is in use', ...HIGH },
  'GL-0504': { ...ECHO, title: 'The account was not made because of another error', ...HIGH },
  'GL-0951': { ...ECHO, title: 'The batch of the journal was not made because of another error', ...HIGH },
  'GL-1009': {
    ...RULED_OUT,
    title: 'Debits and credits of the journal entry differ',
    advice: 'Compare the sums by currency and entity.',
    ...HIGH,
  },
  'AR-0148': { ...INVALID, title: 'A line carries the account label of a subtotal', ...MEDIUM },
  'AR-0279': { ...ECHO, title: 'The receivable was not made because of another error', ...MEDIUM },
  'CORE-1255': { ...INVALID, title: 'The project is not one of the customer in the header', ...MEDIUM },
  'REST-1050': { ...INVALID, title: 'A field was sent that can only be read', ...MEDIUM },
  'REST-1106': { ...INVALID, title: 'A query uses a field that queries cannot use', ...HIGH },
  'REST-7001': { ...ECHO, title: 'The request on the object failed because of another error', ...HIGH },
} as const satisfies Readonly<Record<string, CatalogEntry>>
