import type { CatalogEntry } from '../../contract.ts'
import {
  BUSY,
  GUIDE,
  INFERRED,
  INVALID,
  MISSING,
  OLDER_GUIDE,
  REPORTED,
  RULED_OUT,
  SOME_MINUTES_MS,
  TOO_MUCH,
} from './verdicts.ts'

/** 601 to 606: Read. */
export const readCodes = {
  '601': {
    category: 'not-found',
    remedy: 'none',
    title: 'No record has this id or code',
    advice:
      'To a read, an ordinary answer: nothing matches. To any other command, the record is gone or never was. With an OAuth token, a record younger than the token may be hidden until clear_filter_cache is sent.',
    source: OLDER_GUIDE,
    phrases: [
      {
        // Whatever the words: a Read that finds nothing is no refusal, so this is a command that names a record.
        says: /^/,
        level: 'command',
        ...MISSING,
        title: 'The record that the command names does not exist',
        advice: 'It was deleted or never was, or the id belongs to another type. To a deletion that is good news.',
        source: OLDER_GUIDE,
      },
    ],
  },
  '602': {
    ...INVALID,
    title: 'The record type does not have a field of this name',
    advice: 'Check the spelling, which varies from type to type. Custom fields (NAME__c) need enable_custom="1".',
    source: OLDER_GUIDE,
  },
  '603': {
    ...INVALID,
    title: 'The record type or the read method does not exist',
    advice: 'Check type, whose case varies (Projecttask, BookingType), and method, such as "equal to".',
    source: OLDER_GUIDE,
  },
  '604': {
    ...RULED_OUT,
    title: 'The account has too little space for the attachment',
    advice: 'Send a smaller file or free some space.',
    source: OLDER_GUIDE,
  },
  '605': {
    ...TOO_MUCH,
    title: 'The read sets no limit, or a higher one than the account may use',
    advice: 'Send limit="0,1000" or less; an account can be held to fewer than 1,000 records.',
    source: REPORTED,
  },
  '606': {
    ...BUSY,
    title: 'The service is busy calculating projections',
    advice: 'Send the same request again when they are done, in some minutes.',
    retryAfterMs: SOME_MINUTES_MS,
    source: INFERRED,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 701 to 703: Delete. */
export const deleteCodes = {
  '701': {
    ...RULED_OUT,
    title: 'Other records depend on the one to delete',
    advice: 'Delete those first, or point them elsewhere.',
    source: REPORTED,
  },
  '702': {
    ...MISSING,
    title: 'There is no such note to delete',
    advice: 'Check the id of the note.',
    source: REPORTED,
  },
  '703': {
    category: 'unknown',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'The deletion failed for no stated reason',
    advice: 'Read the record: if it is gone, the deletion was done.',
    source: GUIDE,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>
