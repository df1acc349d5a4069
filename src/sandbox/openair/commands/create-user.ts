import { fieldsOf, writeRecord } from '../../data.ts'
import { findTakenValue } from '../checks.ts'
import { fieldText } from '../subject.ts'
import { type Performer, refuse } from '../world.ts'
import { insertRecord } from './insert.ts'

/** CreateUser: a user who can sign in from now on. The company must be the account's own. */
export const createUser: Performer = (command, { world, chance }) => {
  const [company, user] = [command.child('Company'), command.child('User')]
  if (company === undefined || user === undefined) return refuse('203')
  const [nickname, password] = [fieldText(user, 'nickname'), user.child('password')?.text ?? '']
  if (nickname === '' || password === '' || fieldText(company, 'nickname') === '') return refuse('203')
  if (fieldText(company, 'nickname') !== world.access.credentials.company) return refuse('201')
  const address = user.child('addr')?.child('Address')
  if (address === undefined) return refuse('1422', undefined, { type: 'User' })
  if (!/^[^@\s]+@[^@\s]+$/.test(fieldText(address, 'email'))) return refuse('841', undefined, { type: 'User' })
  const fields = fieldsOf(user)
  fields.delete('password')
  fields.delete('id')
  const taken = findTakenValue('User', fields, fields, world.store)
  if (taken !== undefined) return refuse(taken === '818' ? '202' : taken, undefined, { type: 'User' })
  const { id } = insertRecord(world, 'User', fields)
  world.access.setPassword(nickname, password)
  return { status: '0', type: 'User', id, content: [writeRecord('User', new Map([['id', id], ...fields]), chance)] }
}
