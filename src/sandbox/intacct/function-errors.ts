import type { ServiceError } from './service-error.ts'

/** The function has succeeded before. Nobody knows the number that goes with the words. */
export const alreadyRecorded = (controlId: string): ServiceError => ({
  errorno: 'XL03000006',
  description2: `A successful transaction has already been recorded with the control id ${controlId}`,
})

/** An earlier request is just carrying it out. Nobody knows the number that goes with the words. */
export const underWay = (controlId: string): ServiceError => ({
  errorno: 'XL03000006',
  description2: `There is a concurrent request in process for the control id ${controlId}`,
})

/** What stands at the end of every result of a transaction that was undone. */
export const undone = (): ServiceError => ({
  errorno: 'XL03000009',
  description2: 'The operation with this function has been rolled back due to an error',
})

export const parseFailed = (description2: string): ServiceError => ({ errorno: 'XL03000003', description2 })

/** An asynchronous request that is longer than the service takes. */
export const tooLong = (): ServiceError => ({
  errorno: 'XL03000003',
  description2: 'XML Parse error: the request has more characters than an asynchronous one may have',
})
