import type { Catalog } from '../contract.ts'
import {
  accessAndArgumentCodes,
  approvalAndHierarchyCodes,
  conditionAndFilterCodes,
  customFieldCodes,
  newerRecordCodes,
} from './catalog/from-1000.ts'
import { creationCodes, generalCodes } from './catalog/general.ts'
import { deleteCodes, readCodes } from './catalog/read-and-delete.ts'
import { recordCodes800 } from './catalog/records-800.ts'
import { recordCodes900 } from './catalog/records-900.ts'
import { keyAndLimitCodes, signInCodes } from './catalog/sign-in.ts'

/**
 * The codes of OpenAir (SuiteProjects Pro), shared by its XML and SOAP APIs. 0, success, is not among them.
 *
 * Close to complete, never quite: the service adds codes, and one that is not here is read by its family.
 *
 * @see https://docs.oracle.com/en/cloud/saas/netsuite-suiteprojects-pro/online-help/article_1127034536.html
 */
export const openAirCatalog = {
  codes: {
    ...generalCodes,
    ...creationCodes,
    ...signInCodes,
    ...keyAndLimitCodes,
    ...readCodes,
    ...deleteCodes,
    ...recordCodes800,
    ...recordCodes900,
    ...approvalAndHierarchyCodes,
    ...customFieldCodes,
    ...conditionAndFilterCodes,
    ...newerRecordCodes,
    ...accessAndArgumentCodes,
  },
  families: [
    { matches: /^[1-9]\d?$/, title: 'requests in general' },
    { matches: /^2\d\d$/, title: 'creating users' },
    { matches: /^3\d\d$/, title: 'creating accounts and setting passwords' },
    { matches: /^4\d\d$/, title: 'the login and the account' },
    { matches: /^5\d\d$/, title: 'API keys and limits' },
    { matches: /^6\d\d$/, title: 'reading' },
    { matches: /^7\d\d$/, title: 'deleting' },
    { matches: /^[89]\d\d$/, title: 'adding and changing records' },
    { matches: /^10[0-4]\d$/, title: 'approvals' },
    { matches: /^10[5-9]\d$/, title: 'hierarchies' },
    { matches: /^11\d\d$/, title: 'custom fields' },
    { matches: /^12\d\d$/, title: 'changes on a condition' },
    { matches: /^13\d\d$/, title: 'filter sets' },
    { matches: /^14\d\d$/, title: 'newer rules for records' },
    { matches: /^15\d\d$/, title: 'access to modules' },
    { matches: /^2\d{3}$/, title: 'the form of arguments' },
  ],
} as const satisfies Catalog

/** A code that the bundled catalog knows. The service may send others. */
export type OpenAirCode = keyof typeof openAirCatalog.codes
