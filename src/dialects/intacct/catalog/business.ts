import type { CatalogEntry } from '../../contract.ts'
import { ECHO, ERROR_HANDLING, INVALID, MISSING, REPORTED, RULED_OUT, TAKEN } from './verdicts.ts'

const HIGH = { source: REPORTED, confidence: 'high' } as const
const MEDIUM = { source: REPORTED, confidence: 'medium' } as const

/** BL: the rules of the business. Each layer of the service that an error passes adds BL01001973 behind it. */
export const businessCodes = {
  BL01001973: {
    ...RULED_OUT,
    title: 'A step failed, and the errors beside it say why',
    advice: 'Where nothing else is there, go by the message. It may tell to try again; that does not help.',
    ...HIGH,
    phrases: [
      {
        says: /^Could\s+not\s+create\s.*\srecord/im,
        level: 'function',
        ...ECHO,
        title: 'The record was not made because of another error',
        ...HIGH,
      },
      {
        says: /^Currently,\s+we\s+can.*\screate\s+the\s+transaction/im,
        level: 'function',
        ...ECHO,
        title: 'The transaction was not made because of another error',
        advice: 'It tells to try again, and means: with other data.',
        ...HIGH,
      },
      {
        says: /\salready\s+exists/i,
        level: 'function',
        ...TAKEN,
        title: 'A record with a value that must be unique is there already',
        advice: 'After a try of unknown outcome it may be your own: look it up.',
        ...HIGH,
      },
      {
        says: /^Cannot\s+find\s.*\sto\s+delete/im,
        level: 'function',
        ...MISSING,
        title: 'There is nothing to delete under this key',
        advice: 'Check the key. After a try of unknown outcome, the record may be gone by it.',
        source: ERROR_HANDLING,
        confidence: 'high',
      },
      {
        says: /\scannot\s+be\s+empty/i,
        level: 'function',
        ...INVALID,
        title: 'Something that must be filled is empty',
        ...HIGH,
      },
    ],
  },
  BL03000018: {
    ...INVALID,
    title: 'A value is missing or has the wrong form',
    ...HIGH,
    phrases: [
      {
        says: /^Illegal\s+format\s+for\s/im,
        level: 'function',
        ...INVALID,
        title: 'A field has the wrong form',
        advice: 'The message names it. Dates are written MM/DD/YYYY in most functions.',
        ...HIGH,
      },
      {
        says: /^Missing\s+unit/im,
        level: 'function',
        ...INVALID,
        title: 'The unit is not the one that the item has',
        ...HIGH,
      },
    ],
  },
  BL03000025: {
    ...MISSING,
    title: 'A field names a record that does not exist',
    advice: 'The correction beside the message names the field.',
    ...HIGH,
  },
  BL03000130: {
    ...TAKEN,
    title: 'The payment has been applied before',
    advice: 'Look at what it was applied to before anything else is sent.',
    ...MEDIUM,
  },
  BL03000215: {
    category: 'business-rule',
    remedy: 'refetch',
    title: 'The document is in a state that rules the change out',
    advice: 'Read it again: it may have been paid or posted meanwhile.',
    ...HIGH,
  },
  BL03001974: { ...INVALID, title: 'A lot was given for an item that has none', ...MEDIUM },
  BL03002028: { category: 'not-found', remedy: 'none', title: 'The stored report has no data', ...MEDIUM },
  BL03002073: {
    ...RULED_OUT,
    title: 'The company does not let credits go from one entity to another',
    advice: 'Apply credits of the same entity, or have the setting changed.',
    ...HIGH,
  },
  BL03002129: { ...INVALID, title: 'The action does not go with the kind of transfer', ...MEDIUM },
  BL03002185: {
    ...TAKEN,
    title: 'The number of the transaction is in use',
    advice: 'After a try of unknown outcome it may be your own: look the number up before another is chosen.',
    ...HIGH,
  },
  BL34000061: {
    ...TAKEN,
    title: 'Another record holds a value that must be unique',
    advice: 'After a try of unknown outcome it may be your own: look it up before another value is chosen.',
    ...HIGH,
  },
  DL02000001: {
    category: 'unknown',
    remedy: 'fix',
    title: 'The query failed and nothing says why',
    advice: 'Seen for unknown fields, dates of the wrong form and lost connections: a read is worth one more try.',
    ...MEDIUM,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** Words and letters in place of a number: each kind of reading function has its own. */
export const wordCodes = {
  'Query Failed': {
    ...INVALID,
    title: 'The query asks for an object type that does not exist',
    advice: 'Check the name of the object, and whether the company has its module.',
    ...HIGH,
  },
  XXX: { ...INVALID, title: 'The read asks for an object type that does not exist', ...MEDIUM },
  WS: { ...INVALID, title: 'The deletion names an object type that does not exist', ...HIGH },
  'readMore failed': {
    category: 'not-found',
    remedy: 'refetch',
    title: 'The mark for the next page is unknown or has expired',
    advice: 'Start the query again from its first page; the same mark never works again.',
    ...HIGH,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>
