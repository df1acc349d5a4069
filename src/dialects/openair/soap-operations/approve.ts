import type { XmlElement } from '../../../xml/element.ts'
import { type ApprovalStep, approve } from '../operations/approve.ts'
import { encodeSoapRecord } from '../soap-fields.ts'
import { textAt } from '../soap-value.ts'
import { attributeList, ITEM, list, operationElement, struct } from '../soap-writer.ts'
import { idIn, otherId } from './parts.ts'

/** Takes the record with this `id` one step on. Not safe to repeat: a second try is refused with code 1001. */
export function soapApprove(step: ApprovalStep, type: string): ReturnType<typeof approve> {
  const name = step.toLowerCase()
  const request = `${step}Request`
  return {
    ...approve(step, type),
    name,
    write: ({ id, submitWarning, cc, notes }) =>
      operationElement(name, [
        list('requests', request, [
          struct(ITEM, request, [
            attributeList({ submit_warning: submitWarning === true ? '1' : undefined }),
            encodeSoapRecord(type, { id }, name),
            encodeSoapRecord('Approval', { cc, notes }, 'approval'),
          ]),
        ]),
      ]),
    read: (result, { id }) => ({
      id,
      ...idIn(result),
      ...said(result, 'log', 'log'),
      ...said(result, 'approval_warnings', 'warnings'),
    }),
    mismatch: (result, { id }) => otherId(result, id),
  }
}

function said(result: XmlElement, name: string, field: string): Readonly<Record<string, string>> {
  const text = textAt(result, name)
  return text === '' ? {} : { [field]: text }
}
