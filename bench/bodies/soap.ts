import { element } from './markup.ts'
import { type Field, recordFields } from './record.ts'

const namespaces = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  soapenc: 'http://schemas.xmlsoap.org/soap/encoding/',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  xsd: 'http://www.w3.org/2001/XMLSchema',
  n9: 'http://namespaces.soaplite.com/perl',
}

/** A SOAP 1.1 Fault as a Perl server writes it, with the code in its detail and a comment. */
export function faultReply(): string {
  const detail = element(
    'n9:Error',
    element('code', '9', 'xsi:type="xsd:int"') +
      element('text', 'The session &quot;harbor-4&quot; has ended', 'xsi:type="xsd:string"') +
      element(
        'comment',
        'Sessions end when nothing was asked for a while; sign in again and repeat the call, for none of it was carried out',
        'xsi:type="xsd:string"',
      ),
    'xsi:type="n9:Error"',
  )
  const fault =
    element('faultcode', 'soap:9') +
    element('faultstring', 'The session has ended &amp; a new one is needed') +
    element('faultactor', 'urn:example:harbor-office') +
    element('detail', detail)
  return envelope(`<!-- answered by pier-3 -->\n    ${element('soap:Fault', `\n      ${fault}\n    `)}`)
}

/** One read of the rpc/encoded style: so many records in which each value carries its type, or says that it is nil. */
export function rpcReply(records: number): string {
  const items = recordFields(records).map(fields =>
    element('item', fields.map(encodedField).join(''), 'xsi:type="n9:oaProject"'),
  )
  const objects = element('objects', items.join('\n'), `soapenc:arrayType="n9:oaBase[${records}]"`)
  const result = element('item', `<errors xsi:nil="true"/>${objects}`, 'xsi:type="n9:ReadResult"')
  const array = element('soapenc:Array', result, 'soapenc:arrayType="n9:ReadResult[1]"')
  return envelope(element('n4:readResponse', array, 'xmlns:n4="https://www.openair.com/OAirService"'))
}

function encodedField([name, value]: Field): string {
  if (value === '') return `<${name} xsi:nil="true"/>`
  if (value.startsWith('<')) return element(name, value, 'xsi:type="n9:oaDate"')
  return element(name, value, 'xsi:type="xsd:string"')
}

function envelope(body: string): string {
  const declarations = Object.entries(namespaces).map(([prefix, name]) => `xmlns:${prefix}="${name}"`)
  const style = `soap:encodingStyle="${namespaces.soapenc}"`
  const open = `<soap:Envelope ${declarations.join(' ')} ${style}>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${open}\n  <soap:Body>${body}</soap:Body>\n</soap:Envelope>\n`
}
