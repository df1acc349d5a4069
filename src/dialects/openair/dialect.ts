import type { XmlElement } from '../../xml/element.ts'
import type { Dialect } from '../contract.ts'
import { openAirCatalog } from './catalog.ts'
import { readOpenAirXml } from './reader.ts'
import { statusOf } from './result.ts'

/** The XML API of OpenAir, today NetSuite SuiteProjects Pro. */
export const openAirXmlDialect = {
  name: 'openair-xml',
  rank: 'specific',
  catalog: openAirCatalog,
  recognize,
  read: readOpenAirXml,
} as const satisfies Dialect

/**
 * Whether this is a reply of the XML API. Many APIs answer with a `response`; this one's stands in no namespace
 * and holds elements named after its commands, or nothing but a number for a status, or nothing at all.
 */
function recognize(root: XmlElement): boolean {
  if (root.name !== 'response' || root.namespace !== undefined) return false
  if (root.children.length === 0) return isBare(root)
  return root.children.some(isResult) || root.children.every(isResultWithoutStatus)
}

function isBare(root: XmlElement): boolean {
  if (root.attributes.some(attribute => attribute.name !== 'status')) return false
  return statusOf(root) === '' ? root.text.trim() === '' : /^\d+$/.test(statusOf(root))
}

function isResult(element: XmlElement): boolean {
  return COMMANDS.has(element.localName) && element.attribute('status') !== undefined
}

/** A text alone is no result: that is how other APIs write a field named Version or Time. */
function isResultWithoutStatus(element: XmlElement): boolean {
  return COMMANDS.has(element.localName) && element.text.trim() === ''
}

/** Every command that the vendor lists, and CreateAccount, which is no longer offered. */
const COMMANDS: ReadonlySet<string> = new Set([
  'Add',
  'Approve',
  'Auth',
  'CreateAccount',
  'CreateUser',
  'Delete',
  'MakeURL',
  'Modify',
  'ModifyOnCondition',
  'Read',
  'Reject',
  'RemoteAuth',
  'Report',
  'Submit',
  'Time',
  'Unapprove',
  'Version',
  'Whoami',
])
