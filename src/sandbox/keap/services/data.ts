import { err, ok, type Result } from 'neverthrow'
import { fault, type KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { matches } from '../query.ts'
import { checkNames, fieldOf, findRecord, findTable, select } from '../record.ts'
import { addRecord, updateRecord } from '../records.ts'
import { array, boolean, int, type Members, string, structOf, textOf, type Value } from '../value.ts'
import type { World } from '../world.ts'
import { addCustomField, updateCustomField } from './custom-fields.ts'
import { authenticateUser, getTemporaryKey, getUserInfo } from './users.ts'

/** Records of any table, settings of the application, and who calls. */
export const dataService: Readonly<Record<string, Method>> = {
  add: { takes: ['string', 'struct'], perform: add },
  load: { takes: ['string', 'int', 'array'], perform: load },
  update: { takes: ['string', 'int', 'struct'], perform: update },
  delete: { takes: ['string', 'int'], perform: remove },
  findByField: { takes: ['string', 'int', 'int', 'string', 'string', 'array'], perform: findByField },
  query: {
    takes: ['string', 'int', 'int', 'struct', 'array', 'string', 'boolean'],
    or: [['string', 'int', 'int', 'struct', 'array']],
    perform: query,
  },
  count: { takes: ['string', 'struct'], perform: count },
  addCustomField: { takes: ['string', 'string', 'string', 'int'], perform: addCustomField },
  updateCustomField: { takes: ['int', 'struct'], perform: updateCustomField },
  authenticateUser: { takes: ['string', 'string'], perform: authenticateUser },
  getTemporaryKey: { takes: ['string', 'string', 'string'], keyless: true, perform: getTemporaryKey },
  getUserInfo: { takes: [], perform: getUserInfo },
  getAppSetting: { takes: ['string', 'string'], perform: getAppSetting },
  getAppointmentCal: { takes: ['int'], perform: getAppointmentCal },
  echo: { takes: ['string'], perform: args => ok({ value: string(args.text(0)) }) },
}

function add(args: Arguments, world: World): Result<Done, KeapFault> {
  const table = args.text(0)
  return findTable(table, 'write', world)
    .andThen(() => addRecord(table, args.members(1), world))
    .map(id => ({ value: int(id), table, id }))
}

function load(args: Arguments, world: World): Result<Done, KeapFault> {
  const [table, id] = [args.text(0), args.number(1)]
  return findTable(table, 'read', world)
    .andThen(() => fieldNames(table, args.items(2), world))
    .andThen(names => findRecord(table, id, world).map(record => select(record, names)))
    .map(found => ({ value: structOf(found), table, id }))
}

function update(args: Arguments, world: World): Result<Done, KeapFault> {
  const table = args.text(0)
  return findTable(table, 'write', world)
    .andThen(() => updateRecord(table, args.number(1), args.members(2), world))
    .map(id => ({ value: int(id), table, id }))
}

function remove(args: Arguments, world: World): Result<Done, KeapFault> {
  const [table, id] = [args.text(0), args.number(1)]
  return findTable(table, 'write', world)
    .andThen(() => findRecord(table, id, world))
    .map(() => ({ value: boolean(world.store.remove(table, id)), table, id }))
}

function findByField(args: Arguments, world: World): Result<Done, KeapFault> {
  const asked = new Map([[args.text(3), string(args.text(4))]])
  return page(args, asked, args.items(5), { field: 'Id', ascending: true }, world)
}

function query(args: Arguments, world: World): Result<Done, KeapFault> {
  const order = args.count > 5 ? { field: args.text(5), ascending: args.flag(6) } : { field: 'Id', ascending: true }
  return page(args, args.members(3), args.items(4), order, world)
}

function count(args: Arguments, world: World): Result<Done, KeapFault> {
  const table = args.text(0)
  return findTable(table, 'read', world)
    .andThen(() => checkNames(table, [...args.members(1).keys()], world))
    .map(() => ({ value: int(found(table, args.members(1), world).length), table }))
}

interface Order {
  readonly field: string
  readonly ascending: boolean
}

/** The first parameters of `query` and `findByField` are alike: table, limit, page. Pages count from 0. */
function page(
  args: Arguments,
  asked: Members,
  fields: readonly Value[],
  order: Order,
  world: World,
): Result<Done, KeapFault> {
  const [table, limit, number] = [args.text(0), args.number(1), args.number(2)]
  return findTable(table, 'read', world)
    .andThen(() => checkNames(table, [...asked.keys(), ...(order.field === '' ? [] : [order.field])], world))
    .andThen(() => fieldNames(table, fields, world))
    .andThen((names): Result<Done, KeapFault> => {
      if (limit < 1 || number < 0) return err(fault('InvalidParameter', `No page ${number} of ${limit} records`))
      const size = Math.min(limit, world.settings.limits.recordsPerQuery)
      const records = sorted(found(table, asked, world), order).slice(number * size, (number + 1) * size)
      return ok({ value: array(records.map(record => structOf(select(record, names)))), table })
    })
}

function found(table: string, asked: Members, world: World): readonly Members[] {
  const [exact] = [...asked].filter(([name, value]) => fieldOf(table, name, world)?.type === 'string' && isExact(value))
  const candidates = exact === undefined ? world.store.all(table) : world.store.find(table, exact[0], textOf(exact[1]))
  return candidates.filter(record => matches(record, asked))
}

const isExact = (value: Value) => value.type === 'string' && !value.value.includes('%')

function sorted(records: readonly Members[], { field, ascending }: Order): readonly Members[] {
  if (field === '' || field === 'Id') return ascending ? records : [...records].reverse()
  const sign = ascending ? 1 : -1
  return [...records].sort((a, b) => sign * compare(a.get(field), b.get(field)))
}

function compare(one: Value | undefined, other: Value | undefined): number {
  const [left, right] = [textOf(one), textOf(other)]
  if (one?.type === 'int' || one?.type === 'double') return Number(left) - Number(right)
  return left < right ? -1 : Number(left > right)
}

/** The names of the fields to be given; none at all is NoFields. */
function fieldNames(table: string, items: readonly Value[], world: World): Result<readonly string[], KeapFault> {
  const names = items.map(textOf)
  if (names.length === 0) return err(fault('NoFields', `No fields of ${table} were asked for`))
  return checkNames(table, names, world).map(() => names)
}

function getAppSetting(args: Arguments): Result<Done, KeapFault> {
  const isEnabled = args.text(0) === 'Application' && args.text(1) === 'enabled'
  return ok({ value: string(isEnabled ? 'yes' : '') })
}

function getAppointmentCal(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('ContactAction', id, world).map(record => {
    const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', `UID:${id}`, `DTSTART:${textOf(record.get('ActionDate'))}`]
    return { value: string([...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\n')), table: 'ContactAction', id }
  })
}
