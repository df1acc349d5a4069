import { takenValue } from '../checks.ts'
import { fieldsOf, recordNode } from '../data.ts'
import { fieldText } from '../subject.ts'
import { type Performer, refused } from '../world.ts'
import { insertRecord } from './insert.ts'

/** CreateUser: a user who can sign in from now on. The company must be the account's own. */
export const createUser: Performer = (command, { world, chance }) => {
  const [company, user] = [command.child('Company'), command.child('User')]
  if (company === undefined || user === undefined) return refused('203')
  const [nickname, password] = [fieldText(user, 'nickname'), user.child('password')?.text ?? '']
  if (nickname === '' || password === '' || fieldText(company, 'nickname') === '') return refused('203')
  if (fieldText(company, 'nickname') !== world.access.credentials.company) return refused('201')
  const address = user.child('addr')?.child('Address')
  if (address === undefined) return refused('1422', undefined, { type: 'User' })
  if (!/^[^@\s]+@[^@\s]+$/.test(fieldText(address, 'email'))) return refused('841', undefined, { type: 'User' })
  const fields = fieldsOf(user)
  fields.delete('password')
  fields.delete('id')
  const taken = takenValue('User', fields, fields, world.store)
  if (taken !== undefined) return refused(taken === '818' ? '202' : taken, undefined, { type: 'User' })
  const { id } = insertRecord(world, 'User', fields)
  world.access.setPassword(nickname, password)
  return { status: '0', type: 'User', id, content: [recordNode('User', new Map([['id', id], ...fields]), chance)] }
}
