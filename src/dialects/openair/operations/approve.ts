import { z } from 'zod'
import type { XmlElement } from '../../../xml/element.ts'
import type { Operation } from '../../operation.ts'
import { decodeRecord, encodeRecord } from '../fields.ts'
import { text } from '../record-schema.ts'
import { textsOf } from '../wording.ts'
import { tag } from '../writer.ts'
import { checkType, identity, strangerIn } from './parts.ts'

/** The steps of an approval. */
export type ApprovalStep = 'Submit' | 'Approve' | 'Reject' | 'Unapprove'

/** What goes with a step. `submitWarning` submits in spite of warnings, which else refuse it with code 1003. */
export interface ApprovalOptions {
  readonly submitWarning?: boolean | undefined
  /** Who else hears of it. */
  readonly cc?: string | undefined
  readonly notes?: string | undefined
}

/** What a step gives. The log may speak of a failure although the step succeeded: its status decides. */
export interface Approval {
  readonly id: string
  readonly log?: string | undefined
  readonly warnings?: string | undefined
}

/** Takes the record with this `id` one step on. Not safe to repeat: a second try is refused with code 1001. */
export function approve(step: ApprovalStep, type: string): Operation<z.infer<typeof input>, Approval> {
  return {
    name: step,
    idempotency: 'once',
    objects: 1,
    content: false,
    input: checkType(type, input),
    output: z.object({ id: z.string(), log: z.string().optional(), warnings: z.string().optional() }),
    write: ({ id, submitWarning, cc, notes }) => {
      const approval = cc === undefined && notes === undefined ? undefined : encodeRecord('Approval', { cc, notes })
      const attributes = { type, submit_warning: submitWarning === true ? '1' : undefined }
      return tag(step, attributes, [encodeRecord(type, { id }), approval])
    },
    read: (payload, { id }) => readApproval(payload.child(type) ?? payload, id),
    mismatch: (payload, { id }) => strangerIn(payload, type, { id }),
  }
}

const input = z.strictObject({
  id: identity,
  submitWarning: z.boolean().optional(),
  cc: text.optional(),
  notes: text.optional(),
})

function readApproval(record: XmlElement, id: string): unknown {
  const said = (name: string) => {
    const text = record.all(name).flatMap(textsOf).join('\n')
    return text === '' ? {} : { [name]: text }
  }
  const own = decodeRecord(record).id
  return { id: typeof own === 'string' && own !== '' ? own : id, ...said('log'), ...said('warnings') }
}
