import type { XmlElement } from '../xml/element.ts'
import type { Dialect, Reading } from './contract.ts'
import { genericCatalog } from './generic-catalog.ts'
import { misshapen } from './misshapen.ts'
import { parseElementPath, parseName } from './path.ts'
import { hasName, select } from './path-values.ts'
import type { Rule } from './rule.ts'
import { rulesReader } from './rules.ts'

const CODE = [
  'code',
  'Code',
  '@code',
  '@Code',
  'errorCode',
  'ErrorCode',
  '@errorCode',
  '@exceptionCode',
  'errorcode',
  'error_code',
  'errcode',
  'error-tag',
  'ConditionCode',
  'statusCode',
  'StatusCode',
  'number',
  'Number',
  '@number',
  '@Number',
  'errorNumber',
  'ErrorNumber',
  'Id',
  '#type',
  '@Type',
] as const

const MESSAGE = [
  'message',
  'Message',
  'errorMessage',
  'ErrorMessage',
  'errormessage',
  'error_message',
  'error-message',
  'errorText',
  'ErrorText',
  'errtext',
  'description',
  'Description',
  'errorDescription',
  'ErrorDescription',
  'error_description',
  'LongMessage',
  'ShortMessage',
  'ExceptionText',
  'ConditionData',
  'statusMessage',
  'StatusMessage',
  'reason',
  'Reason',
  'detail',
  'Detail',
  'title',
  'Title',
  'text',
  'Text',
  'msg',
  '@message',
  '@Message',
  '@shortDescription',
  '@ShortText',
  '.',
] as const

const FIELD = ['field', 'Field', 'fieldName', 'FieldName', 'target', 'error-path', '@locator', '@field'] as const

const usual = { code: CODE, message: MESSAGE, field: FIELD } as const

/** Severities by which a list tells mere warnings from errors. */
const severity = {
  at: 'error-severity',
  map: { warning: 'warning' },
} as const

/** One error by itself, in the order in which they are tried: an entry of a list goes before the list's root. */
const rules = [
  {
    when: ['{urn:ietf:rfc:7807}problem', '{}problem'],
    code: ['type[.!=about:blank]'],
    message: ['detail', 'title'],
    signal: 'problem-document',
  },
  { when: ['{DAV:}error'], each: '*', code: ['#name'], message: MESSAGE },
  { when: ['ErrorResponse', '*ErrorResponse', 'errorResponse'], each: 'Error', ...usual },
  { when: ['ErrorResponse', '*ErrorResponse', 'errorResponse'], each: 'error', ...usual },
  { when: ['*ErrorResponse'], each: 'Response/Status[ActionStatus=Error]/Condition', ...usual },
  { when: ['Response', 'response', '*Response'], each: 'Errors/Error', ...usual },
  { when: ['Response', 'response', '*Response'], each: 'errors/error', ...usual },
  { when: ['Errors', 'errors', 'ErrorList', 'errorList'], each: 'Error', ...usual },
  { when: ['Errors', 'errors', 'ErrorList', 'errorList'], each: 'error', ...usual },
  { when: ['ExceptionReport', 'Exceptions', 'exceptions'], each: 'Exception', ...usual },
  { when: ['ExceptionReport', 'Exceptions', 'exceptions'], each: 'exception', ...usual },
  { when: ['ServiceExceptionReport'], each: 'ServiceException', ...usual },
  { when: ['messages', 'Messages'], each: 'message[code]', ...usual },
  { when: ['rpc-reply'], each: 'rpc-error', ...usual, severity },
  { when: ['OAI-PMH', 'eparcel', 'Exception', 'exception'], each: 'error', ...usual },
  { when: ['Exception', 'exception'], each: 'Error', ...usual },
  { when: ['businessException', 'systemException'], code: ['code', '#name'], message: MESSAGE, field: FIELD },
  { when: ['ErrorResponse', 'errorResponse', '*ErrorResponse'], ...usual },
  { when: ['Error', 'error', '*Error', 'Fault', 'fault', '*Fault', 'Exception', 'exception', '*Exception'], ...usual },
] as const satisfies readonly Rule[]

const readByRules = rulesReader(rules)

const shapes = rules.map((rule: Rule) => ({
  names: (rule.when ?? []).map(name => parseName(name)),
  each: parseElementPath(rule.each ?? '.'),
}))

/**
 * The refusals of APIs that nobody described: conventional error documents with code and words under their
 * usual names, RFC 9457 and OData among them. Never reads a success.
 */
export const generic = {
  name: 'generic',
  catalog: genericCatalog,
  rank: 'generic',
  recognize,
  read,
} as const satisfies Dialect

/** A conventional root is not enough: the error itself must be there, or every `Response` would be one. */
function recognize(root: XmlElement): boolean {
  return shapes.some(({ names, each }) => names.some(name => hasName(root, name)) && select(each, root).length > 0)
}

/** Warnings alone neither refuse nor prove anything. */
function read(root: XmlElement): Reading {
  const reading = readByRules(root)
  if (reading.kind === 'refused') return reading
  const message = `<${root.name}> looks like an error document and names no error`
  return misshapen('missing-signal', message, root.localName)
}
