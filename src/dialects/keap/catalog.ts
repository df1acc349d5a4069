import type { Catalog } from '../contract.ts'
import { chargeCodes, unclearCharge } from './catalog/charges.ts'
import { exceptionPhrases, faultCodes } from './catalog/faults.ts'
import { gatewayCodes, gatewayPhrases, gatewayStatuses } from './catalog/gateway.ts'

/** Everything that Keap says no with: faults by number, the results of a charge, and the gateway in front. */
export const keapCatalog = {
  codes: { ...faultCodes, ...chargeCodes, ...gatewayCodes },
  phrases: [unclearCharge, ...exceptionPhrases, ...gatewayPhrases],
  statuses: gatewayStatuses,
} as const satisfies Catalog

/** A code that the catalog knows. */
export type KeapCode = keyof typeof keapCatalog.codes
