import type { CatalogEntry, Meaning, Phrase } from '../../contract.ts'
import {
  AWAY,
  FAILED,
  FORBIDDEN,
  GATEWAY,
  INFERRED,
  LONG_MS,
  QUOTA_GUIDE,
  REPORTED,
  SOON_MS,
  TOO_MANY,
  WRONG_KEY,
  WRONG_LOGIN,
} from './verdicts.ts'

const OVER = 'Nothing was done. Wait until calls are free again; the headers of the answer tell when.'
const OUTAGE =
  'Brownouts of XML-RPC last for hours: try again rarely, for minutes at most, then later. It ends for good on 31 December 2026.'

const OVER_SECOND = {
  ...TOO_MANY,
  title: 'There were too many calls within a second',
  advice: 'Nothing was done. Go on after a second, and a little slower.',
  retryAfterMs: SOON_MS,
} as const
const OVER_RATE = {
  ...TOO_MANY,
  title: 'The calls that the key is allowed are used up',
  advice: 'Nothing was done. Wait, and longer each time.',
  retryAfterMs: LONG_MS,
} as const

/** Codes of the gateway in front of the API, and the two of faultline's own for answers that carry none. */
export const gatewayCodes = {
  'policies.ratelimit.QuotaViolation': {
    ...TOO_MANY,
    title: 'The quota of API calls is used up',
    advice: OVER,
    retryAfterMs: LONG_MS,
    source: QUOTA_GUIDE,
  },
  invalid_grant: {
    ...WRONG_LOGIN,
    title: 'The grant for a new token was refused',
    advice: 'A refresh token serves once: if it is lost or used, a person has to authorize the integration again.',
    source: REPORTED,
  },
  ERR_403_NOT_AUTHORIZED: {
    ...WRONG_KEY,
    title: 'The gateway does not let this key in',
    advice: 'Check the key and the API it was issued for.',
    source: GATEWAY,
  },
  ERR_403_DEVELOPER_OVER_QPS: { ...OVER_SECOND, source: INFERRED },
  ERR_403_DEVELOPER_OVER_RATE: { ...OVER_RATE, source: INFERRED },
  unreadable: {
    ...AWAY,
    applied: 'maybe',
    title: 'Something else than the API has answered',
    advice: `The call may have been carried out. ${OUTAGE}`,
    source: INFERRED,
  },
  sunset: {
    category: 'unsupported',
    remedy: 'fix',
    title: 'The XML-RPC API has been switched off for good',
    advice: 'It ended on 31 December 2026. Move to the REST API, version 2.',
    source: 'Keap: end of the XML-RPC API',
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/**
 * What the gateway of the years before 2020 said under 403, and others of its make still say. Of answers only: a bank
 * may decline a card in the same words.
 */
export const gatewayPhrases = [
  {
    level: 'response',
    says: /^\s*(?:403 )?(?:Account|Developer) Over (?:Queries Per Second Limit|Qps)\b/i,
    ...OVER_SECOND,
    source: GATEWAY,
  },
  {
    level: 'response',
    says: /^\s*(?:403 )?(?:(?:Account|Developer) Over Rate(?: Limit)?|Rate Limit Exceeded)\b/i,
    ...OVER_RATE,
    source: GATEWAY,
  },
  {
    level: 'response',
    says: /^\s*(?:403 )?(?:Account|Developer) Inactive\b/i,
    ...FORBIDDEN,
    title: 'The account of the integration has been switched off',
    source: GATEWAY,
  },
  {
    level: 'response',
    says: /^\s*(?:403 )?Not Authorized\b/,
    ...WRONG_KEY,
    title: 'The gateway does not let this key in',
    advice: 'Check the key and the API it was issued for.',
    source: GATEWAY,
  },
] as const satisfies readonly Phrase[]

/** Answers that are not XML, by status. */
export const gatewayStatuses = {
  200: {
    ...FAILED,
    title: 'The answer is empty',
    advice: 'The call may have been carried out: look at the record before sending again.',
    source: REPORTED,
  },
  401: {
    category: 'session',
    remedy: 'sign-in',
    title: 'The token is not or no longer accepted',
    advice: 'Get a new token, once. If that is refused too, a person has to look at the credentials.',
    source: REPORTED,
  },
  403: {
    ...FORBIDDEN,
    title: 'The gateway forbids the call and does not say why',
    advice: 'It may be a limit on the number of calls: if the same call works after a minute, make fewer.',
    source: INFERRED,
  },
  404: {
    ...AWAY,
    title: 'The API is not found at its address',
    advice: `Check the address first. ${OUTAGE}`,
    source: INFERRED,
  },
  410: { ...AWAY, title: 'The API is said to be gone', advice: OUTAGE, source: INFERRED },
  429: {
    ...TOO_MANY,
    title: 'There were too many calls',
    advice: OVER,
    retryAfterMs: LONG_MS,
    source: QUOTA_GUIDE,
  },
  503: { ...AWAY, applied: 'maybe', title: 'The API is not available now', advice: OUTAGE, source: INFERRED },
} as const satisfies Readonly<Record<number, Meaning>>
