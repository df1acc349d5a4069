import { writeRecord } from '../../data.ts'
import { ACCOUNT_ZONE, datePartsOf } from '../dates.ts'
import { fieldText, subjectOf } from '../subject.ts'
import { type OpenPerformer, type Performer, refuse } from '../world.ts'

/** Whoami: the user who signed in. */
export const whoami: Performer = (_command, { session, chance }) => {
  const { fields, id } = session.user
  return { status: '0', type: 'User', id, content: [writeRecord('User', fields, chance)] }
}

/** Time: sandbox time, with the account's zone. Needs no sign-in. */
export const time: OpenPerformer = (_command, { world, chance }) => {
  const date = new Map(Object.entries(datePartsOf(world.time.now(), ACCOUNT_ZONE)))
  return { status: '0', type: 'Date', content: [writeRecord('Date', date, chance)] }
}

/** Version: what it answers is unverified; the sandbox takes the names of the SOAP result. */
export const version: OpenPerformer = () => {
  const node = (name: string, text: string) => ({ name, children: [text] })
  return { status: '0', content: [node('number', '1.0'), node('url', ''), node('size', '0')] }
}

/** RemoteAuth: tries another login, with all that follows from a wrong password. */
export const remoteAuth: Performer = (command, { world }) => {
  const { code } = world.access.signIn(command.child('Login'))
  return code === '0' ? { status: '0' } : refuse(code)
}

/** Report: mails a PDF of a record, here nothing but an entry in `performed`. */
export const report: Performer = (command, { world }) => {
  const subject = subjectOf(command, world.store)
  if (subject.code !== undefined) return refuse(subject.code)
  const [{ type }, id] = [subject, fieldText(subject.object, 'id')]
  // A Report object names the saved report and what it is about; nothing in the facts says how it is checked.
  if (type !== 'Report' && world.store.get(type, id) === undefined) return refuse('601', undefined, { type, id })
  return { status: '0', type, ...(id !== '' && { id }) }
}
