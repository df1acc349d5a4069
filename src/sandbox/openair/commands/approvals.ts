import { type Fields, textOf, writeRecord } from '../../data.ts'
import type { StoredRecord } from '../../store.ts'
import { dateOf } from '../dates.ts'
import type { Obstacles } from '../settings.ts'
import { STATE, stateFieldOf } from '../states.ts'
import { fieldText, subjectOf } from '../subject.ts'
import { type Deed, type Performer, refuse, type Scene, type World } from '../world.ts'

/** One step of an approval: from which states, to which, and the date field that tells when. */
interface Step {
  readonly from: readonly string[]
  readonly to: string
  readonly stamps?: string
  readonly log: string
}

/** What Unapprove leads to is unverified; the sandbox opens the record again. */
const SUBMIT: Step = {
  from: ['', STATE.open, STATE.rejected],
  to: STATE.submitted,
  stamps: 'submitted',
  log: 'Submitted',
}
const APPROVE: Step = { from: [STATE.submitted], to: STATE.approved, stamps: 'approved', log: 'Approved' }
const REJECT: Step = { from: [STATE.submitted], to: STATE.rejected, log: 'Rejected' }
const UNAPPROVE: Step = { from: [STATE.approved], to: STATE.open, log: 'Approval taken back' }

export const submit = performer(SUBMIT)
export const approve = performer(APPROVE)
export const reject = performer(REJECT)
export const unapprove = performer(UNAPPROVE)

/** Moves a record on: 1001 in the wrong state, 1002 and 1003 with their texts inside the record. */
function performer(step: Step): Performer {
  return (command, scene) => {
    const subject = subjectOf(command, scene.world.store)
    if (subject.code !== undefined) return refuse(subject.code)
    const { type } = subject
    const state = stateFieldOf(type)
    if (state === undefined) return refuse('603', undefined, { type })
    const id = fieldText(subject.object, 'id')
    const record = scene.world.store.get(type, id)
    if (record === undefined) return refuse('601', undefined, { type, id })
    if (!step.from.includes(textOf(record.fields, state))) return refuse('1001', undefined, { type, id })
    const { errors, warnings } = obstaclesOf(record, scene.world)
    if (errors !== undefined) return report('1002', record, scene, { errors, ...(warnings && { warnings }) })
    if (warnings !== undefined && command.attribute('submit_warning') !== '1') {
      return report('1003', record, scene, { warnings }) // not carried out, though the facts leave that open
    }
    move(record, step, state, scene.world)
    return report('0', record, scene, { log: `${step.log} by ${textOf(scene.session.user.fields, 'nickname')}` })
  }
}

function move(record: StoredRecord, step: Step, state: string, { store, time }: World): void {
  const now = dateOf(time.now())
  const stamp = step.stamps === undefined ? [] : [[step.stamps, now] as const]
  store.change(record, new Map([...record.fields, [state, step.to], ['updated', now], ...stamp]))
}

function report(
  status: string,
  record: StoredRecord,
  { chance }: Scene,
  texts: Readonly<Record<string, string>>,
): Deed {
  const fields: Fields = new Map([
    ['id', record.id],
    ...Object.entries({ errors: '', warnings: '', log: '', ...texts }),
  ])
  return { status, type: record.type, id: record.id, content: [writeRecord(record.type, fields, chance)] }
}

/** What the test put in the way, and the account's own rules for the hours of a day. */
function obstaclesOf(record: StoredRecord, { obstacles, store }: World): Obstacles {
  const set = obstacles.get(`${record.type} ${record.id}`)
  if (set !== undefined || record.type !== 'Timesheet') return set ?? {}
  const hours = store.find('Task', 'timesheetid', record.id).map(task => Number(textOf(task.fields, 'hours')))
  if (hours.some(count => count > 24)) return { errors: 'An entry has more than 24 hours' }
  return hours.some(count => count > 12) ? { warnings: 'An entry has more than 12 hours' } : {}
}
