import type { CatalogEntry, Phrase } from '../../contract.ts'
import { GUIDE, INFERRED } from './verdicts.ts'

/** The codes in the result of `InvoiceService.chargeInvoice`, which is a success of XML-RPC whatever became of it. */
export const chargeCodes = {
  DECLINED: {
    category: 'declined',
    remedy: 'fix',
    title: 'The card was declined',
    advice: 'Nothing was charged. Ask for another card; the same one is likely to be declined again.',
    source: GUIDE,
  },
  ERROR: {
    category: 'server',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'The charge broke off with an error',
    advice: 'The card may have been charged: compare getPayments and calculateAmountOwed before another try.',
    source: GUIDE,
  },
  SKIPPED: {
    category: 'business-rule',
    remedy: 'none',
    title: 'There was nothing to charge',
    advice: 'Nothing was charged, most likely because nothing is owed: calculateAmountOwed tells.',
    source: GUIDE,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** The reader gives the level `object` to a result of a charge that says neither yes nor no. */
export const unclearCharge = {
  level: 'object',
  says: /^/,
  category: 'unknown',
  remedy: 'reconcile',
  applied: 'maybe',
  title: 'The result of the charge contradicts itself or says nothing',
  advice: 'The card may have been charged: compare getPayments and calculateAmountOwed before another try.',
  source: INFERRED,
} as const satisfies Phrase
