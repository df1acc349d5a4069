import { err, ok, type Result } from 'neverthrow'
import { fault, type KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { insertRecord } from '../records.ts'
import { boolean, int, type Members, string, type Value } from '../value.ts'
import type { World } from '../world.ts'

const TABLE = 'FileBox'

/** Files, as texts in base64. */
export const fileService: Readonly<Record<string, Method>> = {
  uploadFile: { takes: ['string', 'string', 'int'], or: [['string', 'string']], perform: uploadFile },
  getFile: { takes: ['int'], perform: (args, world) => one(args, world, file => file.get('Data') ?? string('')) },
  getDownloadUrl: { takes: ['int'], perform: (args, world) => one(args, world, () => string(addressOf(args, world))) },
  replaceFile: { takes: ['int', 'string'], perform: (args, world) => change(args, dataOf(args.text(1)), world) },
  renameFile: { takes: ['int', 'string'], perform: (args, world) => change(args, ok(nameOf(args.text(1))), world) },
}

function uploadFile(args: Arguments, world: World): Result<Done, KeapFault> {
  const contact = args.number(2)
  const owner: Result<unknown, KeapFault> = args.count < 3 ? ok() : findRecord('Contact', contact, world)
  return owner
    .andThen(() => dataOf(args.text(1)))
    .map(data => {
      const fields = new Map([...nameOf(args.text(0)), ...data, ['ContactId', int(contact)], ['Public', int(0)]])
      const id = insertRecord(TABLE, fields, world)
      return { value: int(id), table: TABLE, id }
    })
}

function one(args: Arguments, world: World, read: (file: Members) => Value): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord(TABLE, id, world).map(file => ({ value: read(file), table: TABLE, id }))
}

function change(args: Arguments, fields: Result<Members, KeapFault>, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord(TABLE, id, world)
    .andThen(() => fields)
    .map(found => {
      world.store.change(TABLE, id, found)
      return { value: boolean(true), table: TABLE, id }
    })
}

/** Leads nowhere. */
function addressOf(args: Arguments, world: World): string {
  return new URL(`/download?Id=${args.number(0)}`, world.url).href
}

function nameOf(name: string): Members {
  const extension = /\.([^.]+)$/.exec(name)?.[1] ?? ''
  return new Map([
    ['FileName', string(name)],
    ['Extension', string(extension)],
  ])
}

function dataOf(text: string): Result<Members, KeapFault> {
  const bare = text.replace(/\s/g, '')
  const bytes = Buffer.from(bare, 'base64')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return err(fault('InvalidParameter', 'The file is not in base64'))
  return ok(
    new Map([
      ['Data', string(bare)],
      ['FileSize', int(bytes.length)],
    ]),
  )
}
