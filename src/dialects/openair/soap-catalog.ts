import type { Catalog } from '../contract.ts'
import { INFERRED, RATE_WINDOW_MS } from './catalog/verdicts.ts'
import { openAirCatalog } from './catalog.ts'

const SOAP_11 = 'https://www.w3.org/TR/2000/NOTE-SOAP-20000508/'

/** Faults of the SOAP server itself, before anything of OpenAir had a say: they carry no number. */
const serverCodes = {
  Client: {
    category: 'malformed-request',
    remedy: 'fix',
    title: 'The SOAP server of the service cannot make sense of the request',
    advice: 'Compare address, operation and namespaces with the WSDL of the account.',
    source: SOAP_11,
  },
  Server: {
    category: 'server',
    remedy: 'wait',
    applied: 'maybe',
    title: 'The SOAP server of the service failed on the request',
    advice: 'Check whether the work was done, then try again later.',
    source: SOAP_11,
  },
  VersionMismatch: {
    category: 'unsupported',
    remedy: 'fix',
    title: 'The service speaks another version of SOAP',
    source: SOAP_11,
  },
  MustUnderstand: {
    category: 'unsupported',
    remedy: 'fix',
    title: 'The service does not know a header it must understand',
    source: SOAP_11,
  },
} as const

/** What the SOAP API says no with: the codes of OpenAir, those of its SOAP server, and one HTTP status. */
export const openAirSoapCatalog = {
  codes: { ...openAirCatalog.codes, ...serverCodes },
  families: openAirCatalog.families,
  wrappers: ['Client', 'Server'],
  statuses: {
    403: {
      category: 'rate-limit',
      remedy: 'wait',
      title: 'The account has most likely used up its API requests for now',
      advice:
        'Nothing was done. Wait a minute, then longer: this endpoint says 403 "Access denied" where the XML API says 556. A firewall may answer 403 as well: if it stays, ask who runs the network.',
      retryAfterMs: RATE_WINDOW_MS,
      source: INFERRED,
    },
  },
} as const satisfies Catalog
