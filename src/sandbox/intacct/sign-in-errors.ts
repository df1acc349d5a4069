import type { ServiceError } from './service-error.ts'

export const senderWrong = (): ServiceError => ({
  errorno: 'XL03000006',
  description2: 'Incorrect sandbox Partner ID or password.',
})

/** By the gateway in front, which numbers its requests. */
export const senderUnknown = (): ServiceError => ({
  errorno: 'GW-0011',
  description: 'Invalid Request: nobody sends under this ID',
})

export const companyExpired = (companyId: string): ServiceError => ({
  errorno: 'PL04000055',
  description2: `${companyId} is a demo company and has expired.`,
})

export const policyUnknown = (policyId: string): ServiceError => ({
  errorno: 'XL03000006',
  description2: `${policyId} is not a valid transport policy.`,
})

export const signInWrong = (): ServiceError => ({
  errorno: 'XL03000006',
  description2: 'Sign-in information is incorrect. Look at company, user and password.',
})

/** The same by the gateway in front, under another number. */
export const signInWrongAtGateway = (): ServiceError => ({
  errorno: 'XMLGW_JPP0002',
  description: 'Sign-in information is incorrect. Look at company, user and password.',
})

export const sessionInvalid = (): ServiceError => ({
  errorno: 'XL03000006',
  description2: 'Invalid session. It has ended or never began.',
})

export const lockedOut = (userId: string): ServiceError => ({
  errorno: 'PL04000076',
  description2: `The user ${userId} is in LOCKEDOUT state`,
})

export const senderNotAllowed = (senderId: string): ServiceError => ({
  errorno: 'XL03000006',
  description: 'Sender not on the list',
  description2: `The sender ID '${senderId}' is not authorized to make Web Services requests to this company.`,
})

/** Too many requests: nothing was executed. */
export const throttled = (): ServiceError => ({
  errorno: 'GW-0010',
  description: 'The rate limit of this company is reached.',
})

/** The same in the words of older days, without a number of its own. */
export const tooManyOperations = (): ServiceError => ({
  errorno: 'XL03000006',
  description2: 'There are too many operations under way for this company.',
})
