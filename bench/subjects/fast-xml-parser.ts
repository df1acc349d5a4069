import { XMLParser } from 'fast-xml-parser'
import type { Data } from '../data.ts'
import { type Subject, textOf } from '../subject.ts'

/** The subject that all others are compared with, in speed and in what they read. */
export const BASELINE = 'fast-xml-parser 5'

/** Attributes and text as strings, for codes are no numbers; white space at the ends of a text is layout. */
const options = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
}

/**
 * The baseline reads all that XML has, as every other subject does: without `htmlEntities` this parser leaves references
 * by number (`&#13;`, `&#8217;`) in the text as they are. They cost it some 40 microseconds a document.
 */
const parser = new XMLParser({ ...options, htmlEntities: true })

/** Reads less, and is the quickest that reads the bodies right: they have no references by number. */
const quicker = new XMLParser(options)

/** What a body says: the measure for all subjects. */
export function dataOf(body: Uint8Array): Data {
  return parser.parse(textOf(body))
}

const name = 'fast-xml-parser'

export const fastXmlParserSubjects: readonly Subject[] = [
  { name: BASELINE, package: name, read: dataOf, note: 'checks little of the well-formedness' },
  {
    name: `${BASELINE} - references`,
    package: name,
    read: body => quicker.parse(textOf(body)),
    note: 'leaves references by number as they are',
  },
  { name: `${BASELINE} + validator`, package: name, read: body => parser.parse(textOf(body), true) },
]
