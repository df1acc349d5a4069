import type { ObjectRule } from './object-rules.ts'
import type { ServiceError } from './service-error.ts'

/**
 * The errorno of a read of an object that there is not. These three letters are no gap to be filled: the service sends them
 * (observed; which functions send them is not documented).
 */
export const UNKNOWN_IN_READ = 'XXX'

/** An object that nobody knows, under the number that this kind of function has for it. */
export const objectUnknown = (object: string, errorno: string): ServiceError => ({
  errorno,
  description2: `Object definition ${object} not found`,
})

/** What each layer of the software adds behind the cause of a failed creation. */
export const notCreated = ({ label }: ObjectRule): ServiceError => ({
  errorno: 'BL01001973',
  description2: `Could not create ${label} record!`,
  info: { id: 'GL-0504', messageId: 'IA.COULD_NOT_CREATE_GL_ACCOUNT_RECORD' },
})

export const valueTaken = ({ name, label }: ObjectRule, field: string, value: string): ServiceError => ({
  errorno: 'BL34000061',
  description2: `Another ${label} with the given value(s) ${value}  already exists`,
  correction: 'Use a unique value instead.',
  info: {
    id: 'GL-0493',
    messageId: 'IA.DUPLICATE_ACCOUNT_NUMBER',
    object: name,
    field,
    placeholders: { [field]: value },
  },
})

export const fieldEmpty = (field: string): ServiceError => ({
  errorno: 'BL01001973',
  description2: `${field} cannot be empty`,
})

export const formatWrong = (field: string): ServiceError => ({
  errorno: 'BL03000018',
  description2: `Illegal format for ${field}`,
  correction: 'Write it as MM/DD/YYYY.',
})

export const referenceUnknown = (field: string, value: string): ServiceError => ({
  errorno: 'BL03000025',
  description2: `The record ${value} does not exist`,
  correction: `Give another value for ${field}.`,
})

/** The whole text stands where others have a number. */
export const updateFindsNone = ({ label }: ObjectRule, key: string): ServiceError => ({
  errorno: `Cannot update non-existing ${label} ${key}`,
})

export const deleteFindsNone = ({ label }: ObjectRule, key: string): ServiceError => ({
  errorno: 'BL01001973',
  description2: `Cannot find ${label} with key '${key}' to delete.`,
})

/** The whole text stands where others have a number. */
export const fieldsUnknown = (fields: readonly string[]): ServiceError => ({
  errorno: `Invalid fields list: ${fields.join(', ')}`,
})

export const notQueryable = (fields: readonly string[]): ServiceError => ({
  errorno: 'XL03000006',
  description2: `${fields.join(', ')} fields cannot be queried`,
})

export const filterUnknown = (field: string): ServiceError => ({
  errorno: 'XL03000010',
  description2: `The object has no field ${field} to filter on`,
})

/** A query that the data layer fails on, without a reason. */
export const queryFailed = (): ServiceError => ({
  errorno: 'DL02000001',
  description2: 'There was an error processing the request',
})

export const valueInvalid = (what: string): ServiceError => ({
  errorno: 'BL03000018',
  description2: `Illegal format for ${what}`,
})

export const cursorInvalid = (resultId: string): ServiceError => ({
  errorno: 'readMore failed',
  description2: `Attempt to readMore with an invalid or expired resultId: ${resultId}`,
})

export const locationUnknown = (locationId: string): ServiceError => ({
  errorno: 'XL03000006',
  description2: `The location ${locationId} specified is not valid`,
})
