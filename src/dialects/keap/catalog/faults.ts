import type { CatalogEntry, Phrase } from '../../contract.ts'
import { javaServerFault } from '../../xmlrpc-java.ts'
import {
  CLIENTS,
  FAILED,
  FORBIDDEN,
  GUIDE,
  INFERRED,
  LONG_MS,
  NO_SUCH,
  REPORTED,
  SOON_MS,
  TOO_MANY,
  WRONG_KEY,
  WRONG_LOGIN,
  WRONG_VALUE,
} from './verdicts.ts'

const LOOK_FIRST = 'Nobody knows whether the call was carried out: look at the record before sending again.'

/** The faults of the API by number. Their text begins with a tag that says the same. */
export const faultCodes = {
  '0': javaServerFault,
  '1': {
    ...WRONG_KEY,
    title: 'Key and application do not belong together',
    advice:
      'Check the credential and the application it was issued for. It is also said by mistake, rarely: a read may be tried once more.',
    source: GUIDE,
  },
  '2': {
    ...WRONG_KEY,
    title: 'The key is not valid',
    advice:
      'It stays so until the key is replaced. An OAuth token may have run out: get a new one. A key of the gateway is none of the API.',
    source: REPORTED,
  },
  '3': { ...FAILED, title: 'The service met an error that it did not expect', advice: LOOK_FIRST, source: CLIENTS },
  '4': {
    ...FAILED,
    remedy: 'contact',
    title: 'The database behind the service refused or failed',
    advice: 'The same call is likely to fail again: look at the record and at the custom fields, and ask the vendor.',
    source: GUIDE,
  },
  '5': {
    ...NO_SUCH,
    title: 'There is no record of this id',
    advice: 'Check the id. After a repeated delete or merge it means that the first try succeeded.',
    source: GUIDE,
  },
  '6': {
    ...NO_SUCH,
    title: 'The record could not be loaded',
    advice: 'The id is wrong, or the key belongs to another application: check both.',
    source: REPORTED,
  },
  '7': { ...FORBIDDEN, title: 'The key gives no access to this table', source: CLIENTS },
  '8': { ...FORBIDDEN, title: 'The key gives no access to this field', source: CLIENTS },
  '9': { ...WRONG_VALUE, title: 'There is no table of this name', source: CLIENTS },
  '10': { ...WRONG_VALUE, title: 'The table has no field of this name', source: CLIENTS },
  '11': { ...WRONG_VALUE, title: 'The call names no fields', source: CLIENTS },
  '12': { ...WRONG_VALUE, title: 'A parameter has a value that cannot be taken', source: CLIENTS },
  '13': {
    ...WRONG_LOGIN,
    title: 'User name and password do not fit',
    advice: 'Correct them before the next try: the same again may lock the user.',
    source: GUIDE,
  },
  '14': { ...FORBIDDEN, title: 'The key does not allow this call', source: CLIENTS },
  '15': {
    ...WRONG_LOGIN,
    title: 'The password of the user has run out',
    advice: 'The user has to set a new password in the application first.',
    source: CLIENTS,
  },
  '500': { ...FAILED, title: 'The service broke off on an exception', advice: LOOK_FIRST, source: INFERRED },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** The number 500 has opposite meanings; the class of the exception, which comes in the text, tells them apart. */
export const exceptionPhrases = [
  {
    says: /^\s*Server encountered exception:\s*[\w.$]*ThrottlingException\b/,
    ...TOO_MANY,
    title: 'The key has too many calls under way and has been slowed down',
    advice:
      'Nothing was done. Stop all calls of this key for a while, for only idle time fills the allowance again; then make one call at a time.',
    retryAfterMs: LONG_MS,
    source: GUIDE,
  },
  {
    says: /^\s*Server encountered exception:\s*java\.lang\.IllegalStateException\b/,
    ...FAILED,
    title: 'The service lost the session of a valid call, an old fault of its own',
    advice: `It passes at once. ${LOOK_FIRST}`,
    retryAfterMs: SOON_MS,
    source: 'the article on iSDK error handling',
  },
  {
    says: /^\s*Server encountered exception:/,
    ...FAILED,
    title: 'The service broke off on an exception of its own',
    advice: LOOK_FIRST,
    source: INFERRED,
  },
] as const satisfies readonly Phrase[]
