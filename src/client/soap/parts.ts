import type { ShapeProblem } from '../../core/fault.ts'
import type { XmlElement } from '../../xml/element.ts'
import type { SoapMethod } from './methods.ts'

const FAILURE = /(?:error|fault|exception)s?$/i

/**
 * What is wrong with the element that should be an rpc result. It may be called anything but the answer of another
 * operation or a failure; what makes it the result is that it has each part once, and no failure beside them.
 *
 * @see SOAP 1.1 section 7.1
 */
export function partProblem(result: XmlElement, { name, parts = [] }: SoapMethod): ShapeProblem | undefined {
  const { localName, children } = result
  const path = localName
  if (localName !== name && (FAILURE.test(localName) || isOfAnother(localName, name))) {
    return { problem: 'mismatched-outcome', message: `The reply holds a <${localName}> where ${name} was asked`, path }
  }
  const failure = children.find(child => !parts.includes(child.localName) && isFailure(child))
  if (failure !== undefined) {
    const message = `The result of ${name} holds <${failure.localName}>, which the WSDL does not describe`
    return { problem: 'unexpected-element', message, path: `${path}/${failure.localName}` }
  }
  if (children.length === 0 && isNil(result)) return undefined
  const counts = parts.map(part => children.filter(child => child.localName === part).length)
  const missing = parts.find((_, index) => counts[index] === 0)
  if (missing !== undefined && onlyPartOf(result, { name, parts }) === undefined) {
    return { problem: 'missing-outcome', message: `The result of ${name} does not have its part ${missing}`, path }
  }
  const repeated = parts.find((_, index) => (counts[index] ?? 0) > 1)
  if (repeated === undefined) return undefined
  return {
    problem: 'mismatched-outcome',
    message: `The result of ${name} has its part ${repeated} several times`,
    path,
  }
}

/**
 * The part that the only child of a result stands for, whatever it is called: the name of a return value is not
 * significant. Undefined where there is not one part and one child.
 */
export function onlyPartOf(
  { localName, children }: XmlElement,
  { name, parts = [] }: Pick<SoapMethod, 'name' | 'parts'>,
): string | undefined {
  return localName === `${name}Response` && children.length === 1 && parts.length === 1 ? parts[0] : undefined
}

function isOfAnother(localName: string, name: string): boolean {
  return localName.endsWith('Response') && localName.slice(0, -'Response'.length).toLowerCase() !== name.toLowerCase()
}

function isFailure(element: XmlElement): boolean {
  if (!FAILURE.test(element.localName)) return false
  return element.children.length > 0 || element.text.trim() !== '' || element.attributeNamed('href') !== undefined
}

function isNil(element: XmlElement): boolean {
  return /^\s*(?:true|1)\s*$/.test(element.attribute('nil') ?? '')
}
