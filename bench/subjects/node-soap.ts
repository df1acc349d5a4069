import { WSDL } from 'soap'
import { type Data, isList, rewritten, withoutDeclarations } from '../data.ts'
import { type Subject, textOf } from '../subject.ts'

/** A description without types: node-soap refuses a reply whose message it does not know. */
const description = `<definitions name="harbor" targetNamespace="urn:example:harbor" xmlns="http://schemas.xmlsoap.org/wsdl/">
  <message name="readResponse"/>
</definitions>`

const wsdl = await ready(new WSDL(description, 'urn:example:harbor', { handleNilAsNull: true }))
wsdl.options.attributesKey = '@' // as its client does; the constructor does not take it over

/** The reader that its client calls for each reply, without the client. */
export const nodeSoap: Subject = {
  name: 'node-soap',
  package: 'soap',
  note: 'drops prefixes and declarations; keeps its own form',
  read,
  found: body => plain(read(body)),
  expected: data => shorn(data),
}

function ready(made: WSDL): Promise<WSDL> {
  return new Promise((resolve, reject) => {
    made.onReady((error?: Error) => (error instanceof Error ? reject(error) : resolve(made)))
  })
}

/** A Fault is thrown; all that was read hangs on the error. */
function read(body: Uint8Array): unknown {
  try {
    return wsdl.xmlToObject(textOf(body))
  } catch (error) {
    const root: unknown = error instanceof Error ? Reflect.get(error, 'root') : undefined
    if (root === undefined) throw error
    return root
  }
}

/** Attributes stand in an object of their own, text beside them is `$value`, and nothing is null. */
function plain(value: unknown): unknown {
  if (value === null) return ''
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (name === '@') return Object.entries(member).map(([key, text]) => [`@${key}`, text])
      return [[name === '$value' ? '#text' : name, plain(member)]]
    }),
  )
}

/** What is left of the data: no declarations, no prefixes of elements, nil as nothing, no envelope but for a Fault. */
function shorn(data: Data): unknown {
  const local = rewritten(withoutDeclarations(data), (name, value) => [name.replace(/^[^@:]+:/, ''), withoutNil(value)])
  if (typeof local === 'string' || isList(local)) return local
  const { Envelope: envelope } = local
  const isFault = JSON.stringify(envelope)?.includes('"Fault"') === true
  return envelope === undefined || isFault ? local : envelope
}

function withoutNil(value: Data): Data {
  if (typeof value === 'string') return value
  if (isList(value)) return value.map(withoutNil)
  return value['@xsi:nil'] === 'true' ? '' : value
}
