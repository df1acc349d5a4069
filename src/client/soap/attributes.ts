import type { AttributeRule, AttributeSays } from '../../xml/ruled.ts'

/** A prefix that nobody bound means what it usually does. */
export const attributeSays: AttributeRule = (localName, namespace, prefix) => {
  if (namespace === XSI || (namespace === undefined && prefix === 'xsi')) return INSTANCE.get(localName) ?? 'nothing'
  if (namespace === undefined) return 'data'
  if (namespace === XML && localName === 'space') return 'nothing'
  if (ENCODING.test(namespace)) return ARRAY_ATTRIBUTES.has(localName) ? 'list' : 'nothing'
  return ENVELOPE.test(namespace) ? 'nothing' : 'data'
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const XML = 'http://www.w3.org/XML/1998/namespace'
const ENCODING = /^http:\/\/(?:schemas\.xmlsoap\.org\/soap\/encoding|www\.w3\.org\/2003\/05\/soap-encoding)\/?$/
const ENVELOPE = /^http:\/\/(?:schemas\.xmlsoap\.org\/soap\/envelope|www\.w3\.org\/2003\/05\/soap-envelope)\/?$/

/** @see SOAP 1.1 section 5.4.2, SOAP 1.2 part 2 section 3.1.6 */
const ARRAY_ATTRIBUTES: ReadonlySet<string> = new Set(['arrayType', 'itemType', 'arraySize'])

/** A type is no data, but for one that says that the text is not what it seems. */
const INSTANCE = new Map<string, (value: string) => AttributeSays>([
  ['nil', value => (/^\s*(?:true|1)\s*$/.test(value) ? 'nil' : 'nothing')],
  ['type', value => (isBase64(value) ? 'data' : 'nothing')],
])

/** Whether a type says that a text is base64, under any of its names. */
export function isBase64(type: string): boolean {
  return type.endsWith('base64Binary') || type.endsWith(':base64')
}
