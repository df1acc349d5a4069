import { XMLParser } from 'fast-xml-parser'
import type { Data } from '../data.ts'
import { type Subject, textOf } from '../subject.ts'

/** The subject that all others are compared with, in speed and in what they read. */
export const BASELINE = 'fast-xml-parser 5'

/**
 * Attributes and text as strings, for codes are no numbers; white space at the ends of a text is layout.
 *
 * Of the settings that read the bodies right these are the quickest. They leave numeric references as they are, of
 * which the bodies have none; `htmlEntities: true`, which decodes them, costs 25 microseconds a document.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** What a body says: the measure for all subjects. */
export function dataOf(body: Uint8Array): Data {
  return parser.parse(textOf(body))
}

const name = 'fast-xml-parser'

export const fastXmlParserSubjects: readonly Subject[] = [
  { name: BASELINE, package: name, read: dataOf, note: 'checks little of the well-formedness' },
  { name: `${BASELINE} + validator`, package: name, read: body => parser.parse(textOf(body), true) },
]
