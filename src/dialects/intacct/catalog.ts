import type { Catalog } from '../contract.ts'
import { platformCodes, xmlLayerCodes } from './catalog/access.ts'
import { businessCodes, wordCodes } from './catalog/business.ts'
import { gatewayCodes } from './catalog/gateway.ts'
import { newerIds } from './catalog/newer-ids.ts'
import { functionWords, serviceWords } from './catalog/phrases.ts'

/**
 * The numbers of Sage Intacct's XML gateway, the ids that it shares with the REST API, and the words that mean more than
 * the number beside them.
 *
 * Far from complete: the vendor publishes no list of the numbers of its business logic. One that is not here is kept, and
 * read by its family.
 */
export const intacctCatalog = {
  codes: {
    ...gatewayCodes,
    ...xmlLayerCodes,
    ...platformCodes,
    ...businessCodes,
    ...wordCodes,
    ...newerIds,
  },
  phrases: [...serviceWords, ...functionWords],
  wrappers: ['BL01001973', 'XL03000009', 'GL-0504', 'GL-0951', 'AR-0279', 'REST-7001'],
  families: [
    {
      matches: /^GW-000\d$/,
      title: 'failures inside the gateway',
      verdict: { category: 'server', remedy: 'reconcile', applied: 'maybe' },
    },
    {
      matches: /^GW-00(?:1[1-9]|[23]\d|4[0-2])$/,
      title: 'requests that the gateway refuses',
      verdict: { category: 'malformed-request', remedy: 'fix', applied: 'no' },
    },
    {
      matches: /JPP\d+$/,
      title: 'signing in',
      verdict: { category: 'authentication', remedy: 'fix', applied: 'no' },
    },
    { matches: /^XL03/, title: 'the XML of the request' },
    { matches: /^PL0\d/, title: 'rights and the platform' },
    { matches: /^BL(?:01|03|34)/, title: 'the rules of the business' },
    { matches: /^DL0[23]/, title: 'stored data' },
    { matches: /^[A-Z]+-\d{4}$/, title: 'one application, which its letters name' },
  ],
} as const satisfies Catalog

/** A code that the bundled catalog knows. The service sends others. */
export type IntacctCode = keyof typeof intacctCatalog.codes
