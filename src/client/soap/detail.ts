import type { Fault, FaultDetail, ServiceFault } from '../../core/fault.ts'
import { maskData } from '../../core/secrets.ts'
import { readEnvelope } from '../../wire/soap.ts'
import type { XmlElement } from '../../xml/element.ts'
import { decodeElement } from './decode.ts'
import type { DetailSchemas } from './fault.ts'

/**
 * Adds what the caller's schemas make of the detail of a Fault: the first element that one of them is for counts. What
 * a schema refuses is no detail; the fault says so in a warning, and `soap.detail` has the element as it came.
 *
 * @param root the reply, where it was a document
 * @param mask hides credentials that the service echoes
 */
export function withDetail(
  fault: Fault,
  root: XmlElement | undefined,
  schemas: DetailSchemas,
  mask: (text: string) => string,
): Fault {
  if (fault.kind !== 'service' || fault.soap === undefined || root === undefined) return fault
  const found = detailsIn(root).find(element => Object.hasOwn(schemas, nameOf(element)))
  if (found === undefined) return fault
  const name = nameOf(found)
  const read = judge(schemas, name, maskData(decodeElement(found).data, mask))
  return typeof read === 'string'
    ? warned(fault, `The detail ${name} is not what its schema says: ${read}`)
    : { ...fault, detail: read }
}

function detailsIn(root: XmlElement): readonly XmlElement[] {
  const fault = root.localName === 'Fault' ? root : readEnvelope(root).fault
  const detail = fault?.children.find(({ localName }) => localName.toLowerCase() === 'detail')
  return detail?.children ?? []
}

function nameOf({ namespace, localName }: XmlElement): string {
  return namespace === undefined ? localName : `{${namespace}}${localName}`
}

function judge(schemas: DetailSchemas, name: string, data: unknown): FaultDetail | string {
  try {
    const judged = schemas[name]?.safeParse(data)
    if (judged?.success === true) return { name, value: judged.data }
    const [issue] = judged?.error.issues ?? []
    return issue === undefined || issue.path.length === 0 ? 'as a whole' : `at ${issue.path.map(String).join('.')}`
  } catch {
    return 'it throws'
  }
}

function warned(fault: ServiceFault, message: string): ServiceFault {
  return { ...fault, warnings: [...fault.warnings, { message }] }
}
