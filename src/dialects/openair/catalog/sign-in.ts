import type { CatalogEntry } from '../../contract.ts'
import {
  BUSY,
  CLOSED_LOGIN,
  FORBIDDEN,
  GUIDE,
  INFERRED,
  MALFORMED,
  NOT_ENABLED,
  OLDER_GUIDE,
  RATE_WINDOW_MS,
  REPORTED,
  SIGNED_OUT,
  SOME_MINUTES_MS,
  TOO_MUCH,
  WRONG_LOGIN,
} from './verdicts.ts'

/**
 * 401 to 426: the login and the account. They come on Auth, and in SOAP as a Fault.
 *
 * A refused password (401, 408) is never `sign-in`: sent again by itself it locks the user.
 */
export const signInCodes = {
  '401': {
    ...WRONG_LOGIN,
    title: 'Company, user and password do not lead to a login',
    advice:
      'Correct the credentials before the next try: a wrong password that is repeated locks the user (416). Where a token was used, get a new one.',
    source: OLDER_GUIDE,
  },
  '402': {
    ...CLOSED_LOGIN,
    title: 'The login dates from a system that is no longer in use',
    advice: 'Ask the vendor: the code is meant for its own staff.',
    source: OLDER_GUIDE,
  },
  '403': {
    ...WRONG_LOGIN,
    title: 'The login does not name a company',
    advice: 'Fill company in the login.',
    source: OLDER_GUIDE,
  },
  '404': {
    ...WRONG_LOGIN,
    title: 'The login does not name a user',
    advice: 'Fill user in the login.',
    source: OLDER_GUIDE,
  },
  '405': {
    ...WRONG_LOGIN,
    title: 'The login has no password',
    advice: 'Fill password in the login, or send an access token.',
    source: OLDER_GUIDE,
  },
  '406': {
    ...WRONG_LOGIN,
    title: 'No company goes by the name in the login',
    advice: 'Check company in the login: it is the company ID of the account.',
    source: OLDER_GUIDE,
  },
  '408': {
    ...WRONG_LOGIN,
    title: 'The password is wrong',
    advice: 'Correct it before the next try: a wrong password that is repeated locks the user (416).',
    source: OLDER_GUIDE,
  },
  '409': {
    ...CLOSED_LOGIN,
    title: 'The account has been closed',
    advice: 'Only the vendor can open it again.',
    source: OLDER_GUIDE,
  },
  '410': {
    ...CLOSED_LOGIN,
    title: 'The user has been deactivated',
    advice: 'An administrator of the account can make the user active again.',
    source: OLDER_GUIDE,
  },
  '411': {
    ...CLOSED_LOGIN,
    title: 'The account clashes with another one',
    advice: 'Only the support of the vendor can settle it.',
    source: OLDER_GUIDE,
  },
  '412': {
    ...WRONG_LOGIN,
    title: 'The account belongs to another API namespace',
    advice: 'Send the namespace and the key that were issued for this account.',
    source: OLDER_GUIDE,
  },
  '413': {
    ...FORBIDDEN,
    title: 'The account has no access to the API',
    advice: 'Ask the vendor to switch API access on for the account.',
    source: OLDER_GUIDE,
  },
  '414': {
    ...BUSY,
    title: 'The service takes no requests at the moment',
    advice: 'Nothing was done. Send the same request again in some minutes.',
    retryAfterMs: SOME_MINUTES_MS,
    source: OLDER_GUIDE,
  },
  '415': {
    ...CLOSED_LOGIN,
    title: 'The account has been put into the archive',
    advice: 'Only the vendor can bring it back.',
    source: OLDER_GUIDE,
  },
  '416': {
    ...CLOSED_LOGIN,
    title: 'The login has been shut for this user',
    advice:
      'An administrator of the account has to unlock the user. Send nothing until then, and correct the password.',
    source: OLDER_GUIDE,
  },
  '417': {
    ...FORBIDDEN,
    title: 'Requests from this IP address are not let in',
    advice: 'Have an administrator add the address of the calling machine to those that the account allows.',
    source: OLDER_GUIDE,
  },
  '418': {
    ...SIGNED_OUT,
    title: 'The service does not know this session',
    advice: 'Sign in anew and send once more.',
    source: OLDER_GUIDE,
  },
  '419': {
    ...SIGNED_OUT,
    title: 'The session could not be confirmed',
    advice: 'Sign in anew and send once more, not oftener.',
    source: REPORTED,
  },
  '420': {
    ...WRONG_LOGIN,
    title: 'The login was turned down, probably by single sign-on',
    advice: 'Check how this user is meant to sign in.',
    source: INFERRED,
  },
  '421': {
    ...CLOSED_LOGIN,
    title: 'The account could not use what single sign-on sent',
    advice: 'An administrator should compare the single sign-on settings of the account with the identity provider.',
    source: INFERRED,
  },
  '422': {
    ...BUSY,
    title: 'The directory that checks passwords for the account does not answer',
    advice: 'Send the same request again in some minutes. If it lasts, tell the administrator of the directory.',
    retryAfterMs: SOME_MINUTES_MS,
    source: REPORTED,
  },
  '423': {
    ...FORBIDDEN,
    title: 'The user has no right to see the state of the server',
    advice: 'Ask an administrator of the account, or do without.',
    source: INFERRED,
  },
  '424': {
    ...FORBIDDEN,
    title: 'The login is good for reading only',
    advice: 'Ask an administrator of the account for a login that may write.',
    source: INFERRED,
  },
  '425': {
    ...NOT_ENABLED,
    title: 'The account lacks the feature that the command needs',
    advice: 'Ask an administrator or the vendor to switch it on.',
    source: INFERRED,
  },
  '426': {
    ...MALFORMED,
    title: 'The request went to a shared host',
    advice:
      'Send it to the domain of the account, such as <company-id>.app.netsuitesuiteprojectspro.com. Shared hosts have been refused since 15 April 2023.',
    source: GUIDE,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 501 to 506: namespace and key of the integration. 555 and 556: how much at once, and how often. */
export const keyAndLimitCodes = {
  '501': {
    ...SIGNED_OUT,
    title: 'The call came without a sign-in',
    advice: 'Sign in and send once more.',
    source: OLDER_GUIDE,
  },
  '502': {
    ...WRONG_LOGIN,
    title: 'The integration was not let in with its namespace and key',
    advice: 'Check namespace and key: attributes of request in XML, api_namespace and api_key at login in SOAP.',
    source: OLDER_GUIDE,
  },
  '503': {
    ...WRONG_LOGIN,
    title: 'The API key is absent or not known',
    advice: 'Check key: an attribute of request in XML, api_key at login in SOAP.',
    source: OLDER_GUIDE,
  },
  '504': {
    ...WRONG_LOGIN,
    title: 'The API namespace is absent or not known',
    advice: 'Check namespace: an attribute of request in XML, api_namespace at login in SOAP.',
    source: OLDER_GUIDE,
  },
  '505': {
    ...WRONG_LOGIN,
    title: 'The API key was issued for another namespace',
    advice: 'Send namespace and key as the vendor issued them together.',
    source: OLDER_GUIDE,
  },
  '506': {
    ...CLOSED_LOGIN,
    title: 'The API key has been switched off',
    advice: 'Ask the vendor to switch it on again or to issue another.',
    source: OLDER_GUIDE,
  },
  '555': {
    ...TOO_MUCH,
    title: 'One request carries more objects than the account may send',
    advice: 'Split it. 1,000 objects are the most; an account can have less, and about 500 are advised.',
    source: OLDER_GUIDE,
  },
  '556': {
    category: 'rate-limit',
    remedy: 'wait',
    title: 'The account has used up its API requests for now',
    advice:
      'Nothing was done. Wait a minute, then longer: requests are counted over 60 seconds and over 24 hours, for all interfaces together.',
    retryAfterMs: RATE_WINDOW_MS,
    source: OLDER_GUIDE,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>
