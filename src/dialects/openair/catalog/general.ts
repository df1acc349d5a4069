import type { CatalogEntry } from '../../contract.ts'
import {
  FORBIDDEN,
  GUIDE,
  HANDLING_ERRORS,
  INFERRED,
  INVALID,
  MALFORMED,
  MISSING,
  OLDER_GUIDE,
  RULED_OUT,
  SIGNED_OUT,
  TAKEN,
  UNSUPPORTED,
} from './verdicts.ts'

/** 1 to 10: any command. */
export const generalCodes = {
  '1': {
    category: 'unknown',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'The service failed without saying why',
    advice:
      'It stands for absent records, lacking rights, odd queries and outages alike. Read the record before a write goes out again; a read may be tried once more.',
    source: GUIDE,
    phrases: [
      {
        // Whatever the words: 1 on the root of an XML reply. A SOAP Fault with 1 refuses on another level.
        says: /^/,
        level: 'control',
        ...MALFORMED,
        title: 'The service could not parse the request',
        advice: 'Nothing was carried out. The message names the line and column in what was sent.',
        source: HANDLING_ERRORS,
      },
    ],
  },
  '2': {
    ...SIGNED_OUT,
    title: 'No valid sign-in came with the command',
    advice: 'The status of Auth holds the cause. With a token, get a new one and send once more.',
    source: GUIDE,
  },
  '3': {
    ...MALFORMED,
    title: 'The command has more arguments than it takes',
    advice: 'Compare its attributes and child elements with the reference of the command.',
    source: GUIDE,
  },
  '4': {
    ...MALFORMED,
    title: 'The command lacks an argument that it needs',
    advice: 'Compare its attributes and child elements with the reference of the command.',
    source: GUIDE,
  },
  '5': {
    ...UNSUPPORTED,
    title: 'There is no command of this name',
    advice: 'Check spelling and case of the element or operation.',
    source: GUIDE,
  },
  '6': {
    ...MALFORMED,
    title: 'The request went to an address that does not serve the API',
    advice: 'Check host and path: the domain of the account, then /api.pl for XML or /soap for SOAP.',
    source: GUIDE,
  },
  '7': {
    ...UNSUPPORTED,
    title: 'The offline client is of a version that the service does not accept',
    advice: 'Update the desktop add-on, or leave it out of the exchange.',
    source: GUIDE,
  },
  '8': {
    category: 'unknown',
    remedy: 'fix',
    applied: 'maybe',
    title: 'The service refused in words of the moment',
    advice: 'The code means nothing by itself: decide on the message. Read the record before a write goes out again.',
    source: GUIDE,
  },
  '9': {
    ...SIGNED_OUT,
    title: 'The session or access token is not valid, or not any more',
    advice: 'Get a new session or token and send once more. If that fails too, look at the credentials.',
    source: GUIDE,
  },
  '10': {
    ...INVALID,
    title: 'A parameter has a value that the command does not take',
    advice: 'Compare the parameters with the reference of the command.',
    source: GUIDE,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 201 to 206: CreateUser. 301 to 305: CreateAccount, and setting a password. */
export const creationCodes = {
  '201': {
    ...MISSING,
    title: 'The company of the new user does not exist',
    advice: 'Check the nickname of the company. A user can only be made in a company that is there already.',
    source: OLDER_GUIDE,
  },
  '202': {
    ...TAKEN,
    title: 'The nickname of the new user is taken',
    advice: 'Look the user up: after a try of unknown outcome, it is probably the one that was to be made.',
    source: OLDER_GUIDE,
  },
  '203': {
    ...MALFORMED,
    title: 'CreateUser came without its company or without its user',
    advice: 'Send one Company and one User.',
    source: OLDER_GUIDE,
  },
  '204': {
    ...INVALID,
    title: 'The user and the company belong to different API namespaces',
    advice: 'Make the user under the namespace in which the company was made.',
    source: OLDER_GUIDE,
  },
  '205': {
    ...INVALID,
    title: 'The work schedule of the new user is not accepted',
    advice: 'Check workscheduleid, workschedule_workdays and workschedule_workhours.',
    source: OLDER_GUIDE,
  },
  '206': { ...MISSING, title: 'No role has this id', advice: 'Check role_id of the user.', source: INFERRED },
  '301': {
    ...TAKEN,
    title: 'The nickname of the new company is taken',
    advice: 'Look the company up: an earlier try may have made it.',
    source: OLDER_GUIDE,
  },
  '302': {
    ...MALFORMED,
    title: 'CreateAccount came without its company or without its user',
    advice: 'Send one Company and one User.',
    source: OLDER_GUIDE,
  },
  '303': {
    ...INVALID,
    title: 'The new password is not acceptable',
    advice: 'Choose one that differs from earlier passwords and keeps the rules of the account.',
    source: OLDER_GUIDE,
  },
  '304': {
    ...FORBIDDEN,
    title: 'Accounts cannot be created through the API here',
    advice: 'The vendor has withdrawn CreateAccount: ask the vendor for the account.',
    source: OLDER_GUIDE,
  },
  '305': {
    ...RULED_OUT,
    title: 'The password cannot be set because the user signs in through an identity provider',
    advice: 'Change the password there.',
    source: INFERRED,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>
