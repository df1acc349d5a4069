import { normalize } from './normalize.ts'
import { type ReadRecords, recordsReader } from './records-reader.ts'

/**
 * Reads the records of a reply one at a time as its bytes come, so that a reply of any length fits into memory.
 *
 * No record is given out before the reply has said that it succeeded, and none behind the place where it is malformed.
 * An `Err` comes last: the refusal of the service, or an `xml` fault where the reply was cut off after so many records.
 * What the generator returns is the reply without its records, for its warnings. Line and column of an `xml` fault
 * count without the records as well.
 *
 * A body in another encoding than UTF-8 is read as a whole first.
 *
 * @example
 * const { status, headers, body } = await fetch(url, request)
 * for await (const project of readRecords({ status, headers, body }, { records: 'response/Read/Project' })) {
 *   if (project.isErr()) console.error(project.error.category)
 *   else console.log(project.value.child('name')?.text)
 * }
 */
export const readRecords: ReadRecords = recordsReader(normalize)
