import type { Subject } from './subject.ts'
import { eventSubjects } from './subjects/events.ts'
import { fastXmlParserSubjects } from './subjects/fast-xml-parser.ts'
import { faultlineSubjects } from './subjects/faultline.ts'
import { floors } from './subjects/floors.ts'
import { nodeSoap } from './subjects/node-soap.ts'
import { treeSubjects } from './subjects/trees.ts'
import { xml2js } from './subjects/xml2js.ts'

/** All that is compared, by the file of `subjects/` that it lives in. */
const files: Readonly<Record<string, readonly Subject[]>> = {
  faultline: faultlineSubjects,
  'fast-xml-parser': fastXmlParserSubjects,
  'node-soap': [nodeSoap],
  xml2js: [xml2js],
  events: eventSubjects,
  trees: treeSubjects,
  floors,
}

/** Ours, the peers, and the floors that nobody can be expected to reach. */
export const subjects: readonly Subject[] = Object.values(files).flat()

/** The file that a subject lives in, for a process that loads nothing else. */
export function fileOf(subject: Subject): string {
  return Object.keys(files).find(file => files[file]?.includes(subject)) ?? ''
}
