import { dialects } from '../dialects/registry.ts'
import { type Normalize, normalizer } from './normalizer.ts'

/**
 * Turns whatever a SOAP or XML service answered into one `Result`.
 *
 * Never throws for what came: a page of HTML, half a document and an unknown code are all faults, told
 * apart by `fault.kind`. A command that was refused among others is an `Err` in its outcome of an `Ok` reply.
 *
 * A body of bytes is decoded by byte order mark, HTTP charset, then XML declaration. For a program that
 * needs few dialects, `normalizer([...])` loads no others.
 *
 * @example
 * const result = normalize({ status: 200, headers: {}, body: xml })
 * if (result.isErr()) console.error(result.error.category)
 */
export const normalize: Normalize = normalizer(dialects)
