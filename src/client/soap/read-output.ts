import { err, ok, type Result } from 'neverthrow'
import type { Issue, ShapeProblem } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { withReferences } from '../../wire/multi-ref.ts'
import type { Part } from '../../wire/multipart-part.ts'
import type { XmlElement } from '../../xml/element.ts'
import { type Decoded, decodeElement } from './decode.ts'
import type { SoapMethod } from './methods.ts'
import { onlyPartOf, partProblem } from './parts.ts'

/** Where a result stands. */
interface Place {
  readonly root: XmlElement | undefined
  readonly attachments: ReadonlyMap<string, Part>
  /** Whether a dialect of the caller's own found it, which then is to be believed. */
  readonly isOwn: boolean
}

type Unread = ShapeProblem & { readonly issues?: readonly Issue[] }

/** Reads the output of an operation: the right element, with all its references, as the WSDL describes it. */
export function readOutput(element: XmlElement, method: SoapMethod, place: Place): Result<unknown, Unread> {
  const stranger = place.isOwn ? undefined : strangerIn(element, method)
  if (stranger !== undefined) return err(stranger)
  const { data, issues } = decoded(element, method, place)
  const [first] = issues
  if (first === undefined) return ok(method.answer === 'none' ? undefined : data)
  const where = first.path.length === 0 ? '' : ` at ${first.path.join('.')}`
  const message = `The result of ${method.name} is not what the WSDL describes${where}`
  return err({ problem: 'unreadable-output', message, path: element.localName, issues })
}

/** What answers something else, or nothing, is no success, whatever is in it. */
function strangerIn(result: XmlElement, method: SoapMethod): Unread | undefined {
  const { localName } = result
  const { name, element, answer, parts } = method
  const path = localName
  if (localName === 'Body' && answer === 'content') {
    return { problem: 'mismatched-outcome', message: `The reply holds several results for one call of ${name}`, path }
  }
  if (parts !== undefined && answer !== 'none') return partProblem(result, method)
  if (element === undefined || answer !== 'content' || bare(localName) === bare(element)) return undefined
  const message = `The reply holds a <${localName}> where ${name} is answered by <${element}>`
  return { problem: 'mismatched-outcome', message, path }
}

/** Stacks do not agree on how the element is called that answers. */
function bare(name: string): string {
  return name.replace(/(?:Response|Result|Out(?:put)?)$/, '').toLowerCase()
}

function decoded(element: XmlElement, method: SoapMethod, { root, attachments }: Place): Decoded {
  const decoding = { shape: method.shape, attachments, ...present({ part: onlyPartOf(element, method) }) }
  const first = decodeElement(element, decoding)
  if (!first.refers || !method.isEncoded) return first
  // Some stacks put what is referred to in place of one of the references, which nobody sees from outside.
  const body = root?.child('Body')
  const again = body === undefined ? undefined : withReferences(body, { always: true }).child(element.localName)
  const second = again === undefined ? first : decodeElement(again, decoding)
  return second.refers ? { ...second, issues: [...second.issues, ...second.dangling] } : second
}
