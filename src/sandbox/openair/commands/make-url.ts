import { fieldText, typeExists } from '../subject.ts'
import { type Performer, refuse } from '../world.ts'

/** The parts of the product that a page may belong to. */
const APPS: ReadonlySet<string> = new Set(['ma', 'tb', 'ta', 'te', 'rm', 'pm', 'pb', 'km'])

/** MakeURL: the address of a page as text of the result itself. The address leads nowhere in the sandbox. */
export const makeUrl: Performer = (command, { world, session }) => {
  const [page, app] = [fieldText(command, 'page'), fieldText(command, 'app')]
  if (!/^[\w-]+$/.test(page) || !APPS.has(app)) return refuse('901')
  const target = command.child('arg')?.children[0]
  const query = new URLSearchParams({ app, page, uid: fieldText(command, 'uid') || session.user.id })
  if (target !== undefined) {
    const id = fieldText(target, 'id')
    const known = typeExists(target.localName, world.store) && world.store.get(target.localName, id) !== undefined
    if (!known) return refuse('902')
    query.set('id', id)
  }
  return { status: '0', content: [`${new URL('/open.pl', world.url).href}?${query}`] }
}
