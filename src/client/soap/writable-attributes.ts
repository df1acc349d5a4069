import { splitName } from '../../xml/names.ts'
import { dateProblem, textProblem, writeScalar } from './writable-scalar.ts'

/** Notes what is wrong with an attribute. */
type Refuse = (name: string, message: string) => undefined

/**
 * Copies the attributes of an element as node-soap writes them. Those of a part of an rpc message it writes as they are,
 * so here they are escaped.
 */
export function writableAttributes(attributes: unknown, isPart: boolean, refuse: Refuse): unknown {
  if (typeof attributes !== 'object' || attributes === null) return refuse('', 'Must be an object of attributes')
  const copy = Object.entries(attributes).flatMap(([name, value]) => {
    const written = value === undefined ? undefined : attribute(name, value, isPart, refuse)
    return written === undefined ? [] : [[name, written] as const]
  })
  return Object.fromEntries(copy)
}

function attribute(name: string, value: unknown, isPart: boolean, refuse: Refuse): unknown {
  if (name === 'xsi_type') return isPart ? refuse(name, 'Must be "xsi:type" as text here') : typeName(value, refuse)
  if (splitName(name) === undefined) return refuse(name, 'Is not the name of an XML attribute')
  if (value instanceof Date) {
    const problem = dateProblem(value, 'unknown')
    return problem === undefined ? value.toISOString() : refuse(name, problem)
  }
  const problem = textProblem(value)
  if (problem !== undefined) return refuse(name, problem)
  return isPart ? escaped(String(value)) : writeScalar(value)
}

/** What node-soap makes an `xsi:type` of. It escapes nothing in it. */
function typeName(value: unknown, refuse: Refuse): unknown {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const isPlain = entries.every(([, text]) => text === undefined || (typeof text === 'string' && !/[<&"]/.test(text)))
  if (!isPlain || entries.length === 0) return refuse('xsi_type', 'Must be an object of texts: type, prefix, xmlns')
  return Object.fromEntries(entries)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
