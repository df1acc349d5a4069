import { err, ok, type Result } from 'neverthrow'
import type { SoapNamespaces } from '../../../dialects/openair/soap-writer.ts'
import { descendants } from '../../../xml/descendants.ts'
import type { XmlElement } from '../../../xml/element.ts'
import { parse } from '../../../xml/parse.ts'

/** What an account's own WSDL says of its service. */
export interface Description<Problem> {
  readonly namespaces: SoapNamespaces
  /** Where the service is, or why it cannot be told. */
  readonly url: Result<string, Problem>
  /** The SOAPAction of an operation, where one is named. */
  readonly actions: ReadonlyMap<string, string>
  /** The fields of a record type, by its name in XML (`Project`). */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * Reads a WSDL as far as a client needs it, by local names; or says what is wrong with it.
 *
 *     definitions > types > schema @targetNamespace > complexType @name="oaProject" > ... element @name
 *                   binding > operation @name > ( operation @soapAction, input > body @namespace )
 *                   service > port > address @location
 */
export function readWsdl(text: string): Result<Description<string>, string> {
  const parsed = parse(text)
  if (parsed.isErr()) return err(`is not well-formed XML (line ${parsed.error.line})`)
  const { root } = parsed.value
  if (root.localName !== 'definitions') return err(`is no WSDL: its root is <${root.localName.slice(0, 60)}>`)
  const operations = root.all('binding').flatMap(binding => binding.all('operation'))
  const bodies = operations.flatMap(one => one.child('input')?.child('body')?.attribute('namespace') ?? [])
  const schema = schemaOf(root)
  const types = schema?.attribute('targetNamespace')
  if (bodies[0] === undefined) return err('names no namespace of operations (soap:body in the binding)')
  if (schema === undefined || types === undefined) return err('describes no record types (oaBase)')
  const actions = operations.flatMap(one => {
    const action = one.child('operation')?.attribute('soapAction')
    return action === undefined ? [] : [[one.attribute('name') ?? '', action] as const]
  })
  return ok({
    namespaces: { operations: bodies[0], types },
    url: addressIn(root),
    actions: new Map(actions),
    fields: new Map(schema.all('complexType').flatMap(fieldsOf)),
  })
}

/** The schema that holds the record types. */
function schemaOf(root: XmlElement): XmlElement | undefined {
  const schemas = root.child('types')?.all('schema') ?? []
  return schemas.find(schema => schema.all('complexType').some(one => one.attribute('name') === 'oaBase'))
}

/** Credentials in the address are refused, as in the option `url`. */
function addressIn(root: XmlElement): Result<string, string> {
  const ports = root.all('service').flatMap(service => service.all('port'))
  const location = ports.flatMap(port => port.child('address')?.attribute('location') ?? [])[0]?.trim() ?? ''
  const url = /^https?:/i.test(location) && URL.canParse(location) ? new URL(location) : undefined
  if (url === undefined) return err('names no http(s) address of the service (soap:address)')
  const isSigned = url.username !== '' || url.password !== ''
  return isSigned ? err('names an address of the service with a user or a password (soap:address)') : ok(location)
}

function fieldsOf(type: XmlElement): readonly (readonly [string, ReadonlySet<string>])[] {
  const name = type.attribute('name') ?? ''
  if (!name.startsWith('oa')) return []
  const elements = descendants(type).filter(({ localName }) => localName === 'element')
  return [[name.slice('oa'.length), new Set(elements.flatMap(one => one.attribute('name') ?? []))]]
}
