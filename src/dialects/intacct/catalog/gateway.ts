import type { CatalogEntry } from '../../contract.ts'
import { ERROR_HANDLING, FORBIDDEN, MALFORMED, REPORTED, THROTTLED, WRONG_LOGIN } from './verdicts.ts'

const REFUSED = { ...MALFORMED, applied: 'no', confidence: 'high' } as const

/** The gateway in front of the service. Most of these come from its REST side, and share the numbers. */
export const gatewayCodes = {
  'GW-0001': {
    category: 'server',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'The gateway lost the request somewhere on its way through',
    advice: 'A read may go again. Before a write does, look whether it was done, or send it with the same control IDs.',
    source: REPORTED,
    confidence: 'high',
  },
  'GW-0010': {
    ...THROTTLED,
    applied: 'no',
    title: 'The gateway takes no more requests of this client for now',
    advice: 'Nothing ran. Wait longer after each refusal, send fewer requests at a time, and poll less.',
    source: ERROR_HANDLING,
    confidence: 'high',
  },
  'GW-0011': {
    ...WRONG_LOGIN,
    title: 'The gateway does not know the tenant, the sender or the client ID, or one of them is inactive',
    advice: 'Check company and sender ID. The request ID beside the text is what support asks for.',
    source: REPORTED,
    confidence: 'high',
  },
  'GW-0012': { ...REFUSED, title: 'The OAuth request says nothing of a tenant', source: REPORTED },
  'GW-0014': {
    ...REFUSED,
    title: 'An XML body went to the REST API',
    advice: 'Check the address: the XML gateway has one of its own.',
    source: REPORTED,
  },
  'GW-0015': { ...REFUSED, title: 'The request lacks an attribute that the gateway needs', source: REPORTED },
  'GW-0031': {
    category: 'session',
    remedy: 'sign-in',
    applied: 'no',
    title: 'The bearer token cannot be decoded',
    advice: 'Get a new token.',
    source: REPORTED,
    confidence: 'high',
  },
  'GW-0032': { ...REFUSED, title: 'The token request has a wrong grant type or body', source: REPORTED },
  'GW-0033': { ...REFUSED, title: 'There is no OAuth endpoint at this address', source: REPORTED },
  'GW-0034': {
    ...WRONG_LOGIN,
    title: 'The Authorization header does not carry a bearer token',
    source: REPORTED,
    confidence: 'high',
  },
  'GW-0035': { ...REFUSED, title: 'The token request came without a body', source: REPORTED },
  'GW-0036': { ...REFUSED, title: 'The token request names no user', source: REPORTED },
  'GW-0037': { ...REFUSED, title: 'The token request names no client ID', source: REPORTED },
  'GW-0038': { ...REFUSED, title: 'The token request names more than one client ID', source: REPORTED },
  'GW-0039': { ...REFUSED, title: 'The token request names more than one user', source: REPORTED },
  'GW-0042': {
    ...FORBIDDEN,
    remedy: 'fix',
    applied: 'no',
    title: 'The request came from outside with a cookie that is meant for inside',
    advice: 'Send no cookies to the gateway.',
    source: REPORTED,
    confidence: 'high',
  },
  XMLGW_JPP0002: {
    ...WRONG_LOGIN,
    title: 'The sign-in was refused in front of the gateway',
    advice: 'Correct company, user and password before the next try: repeated refusals lock a user out.',
    source: REPORTED,
    confidence: 'high',
  },
  UJPP0002: {
    ...WRONG_LOGIN,
    title: 'The sign-in was refused in front of the gateway, under its other number',
    advice: 'Correct company, user and password before the next try: repeated refusals lock a user out.',
    source: REPORTED,
    confidence: 'medium',
  },
  invalidRequest: {
    ...MALFORMED,
    applied: 'no',
    title: 'The request was refused as a whole, without a reason',
    advice: 'Check the form of the request first, then the credentials: it was seen for wrong ones as well.',
    source: REPORTED,
    confidence: 'low',
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>
