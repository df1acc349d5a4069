import { err, ok, type Result, safeTry } from 'neverthrow'
import { soapVersion } from '../../../wire/soap.ts'
import type { XmlElement } from '../../../xml/element.ts'
import { parse } from '../../../xml/parse.ts'
import type { SessionKey } from '../access.ts'
import { describeProblem } from '../describe-problem.ts'
import { type Part, textOfPart, unfold } from './part.ts'

/** What a message asks for. */
export interface Call {
  readonly operation: string
  /** The namespace of the operation: any will do. */
  readonly namespace: string
  readonly arguments: Part
  readonly key: SessionKey
}

/** Why a message is no call: the name of the Fault and its words. */
export interface Unreadable {
  readonly code: 'Client' | 'VersionMismatch'
  readonly words: string
}

/**
 * Reads a call by local names: prefixes and the namespaces of operation and header mean nothing.
 *
 * ```
 * Envelope( Header?( SessionHeader( sessionId | accessToken ) ), Body( OPERATION( part* ), multiRef @id * ) )
 * ```
 */
export function readCall(text: string | undefined): Result<Call, Unreadable> {
  return safeTry(function* () {
    const root = yield* readRoot(text)
    const operation = root.child('Body')?.children[0]
    if (operation === undefined) return err(NO_METHOD)
    const header = root.child('Header')?.child('SessionHeader')
    const read = (element: XmlElement) => unfold(element, root).mapErr(undeserializable)
    return ok({
      operation: operation.localName,
      namespace: operation.namespace ?? '',
      arguments: yield* read(operation),
      key: header === undefined ? {} : keyIn(yield* read(header)),
    })
  })
}

function readRoot(text: string | undefined): Result<XmlElement, Unreadable> {
  if (text === undefined) {
    return err(unparsable(describeProblem({ problem: 'encoding', line: 1, column: 1 })))
  }
  const parsed = parse(text)
  if (parsed.isErr()) return err(unparsable(describeProblem(parsed.error)))
  const { root, doctype } = parsed.value
  if (doctype) return err(unparsable('a message must not have a document type declaration'))
  if (root.localName !== 'Envelope') return err(NO_ROOT)
  if (root.namespace === undefined || soapVersion(root.namespace) === '1.1') return ok(root)
  return err({ code: 'VersionMismatch', words: WRONG_VERSION })
}

function keyIn(header: Part): SessionKey {
  const [sessionId, accessToken] = [textOfPart(header, 'sessionId'), textOfPart(header, 'accessToken')]
  return { ...(sessionId !== '' && { sessionId }), ...(accessToken !== '' && { accessToken }) }
}

/** The words of SOAP::Lite; what its parser says ends with a place in the source and the end of a line. */
function undeserializable(what: string): Unreadable {
  return { code: 'Client', words: `Application failed during request deserialization: ${what}\n` }
}

function unparsable(what: string): Unreadable {
  return undeserializable(`\n${what} at XML/Parser.pm line 187.`)
}

const NO_ROOT: Unreadable = {
  code: 'Client',
  words: "Can't find root element in the message at SOAP/Lite.pm line 2857.\n",
}
const NO_METHOD: Unreadable = {
  code: 'Client',
  words: "Can't find method element in the message at SOAP/Lite.pm line 2873.\n",
}
const WRONG_VERSION =
  'Wrong SOAP version specified. Supported versions:\n  1.1 (http://schemas.xmlsoap.org/soap/envelope/)\n'
