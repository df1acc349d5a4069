import type { Issue } from '../../../core/fault.ts'
import type { XmlElement } from '../../../xml/element.ts'
import { textAt } from '../soap-value.ts'

/** The `id` in a result; none where it is nil. */
export function idIn(result: XmlElement): { readonly id?: string } {
  const id = textAt(result, 'id')
  return id === '' ? {} : { id }
}

/** How a result shows that it is about another record than the one that was sent. */
export function otherId(result: XmlElement, sent: unknown): Issue | undefined {
  const { id } = idIn(result)
  return id === undefined || id === String(sent).trim()
    ? undefined
    : { path: ['id'], message: 'Must be as it was sent' }
}
