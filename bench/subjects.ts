import type { Subject } from './subject.ts'
import { eventSubjects } from './subjects/events.ts'
import { fastXmlParserSubjects } from './subjects/fast-xml-parser.ts'
import { faultlineSubjects } from './subjects/faultline.ts'
import { floors } from './subjects/floors.ts'
import { nodeSoap } from './subjects/node-soap.ts'
import { treeSubjects } from './subjects/trees.ts'
import { xml2js } from './subjects/xml2js.ts'

/** All that is compared: ours, the peers, and the floors that nobody can be expected to reach. */
export const subjects: readonly Subject[] = [
  ...faultlineSubjects,
  ...fastXmlParserSubjects,
  nodeSoap,
  xml2js,
  ...eventSubjects,
  ...treeSubjects,
  ...floors,
]
