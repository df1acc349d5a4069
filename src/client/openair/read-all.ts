import { PAGE } from '../../dialects/openair/operations/read-input.ts'
import { hasId, isRecordName, type RecordOf, type TypeName } from '../../dialects/openair/records.ts'
import type { CallOptions } from '../call/call.ts'
import { walk } from '../call/pages.ts'
import type { Sender } from '../call/sender.ts'
import { type ListName, stuckList } from '../call/stuck-list.ts'
import type { OpenAirXml } from './api.ts'
import type { OpenAirCommands } from './commands.ts'
import type { OpenAirFault } from './fault.ts'
import type { ReadOptions } from './read-options.ts'

/** Makes `readAll` of what gives the records of one page as they come. */
export function readAllBy(
  each: Sender<OpenAirFault>['each'],
  read: OpenAirCommands['read'],
  name: ListName,
): OpenAirXml['readAll'] {
  return <Type extends TypeName>(type: Type, options?: ReadOptions<Type>, call?: CallOptions) => {
    const { offset: first = 0, limit = PAGE } = options ?? {}
    const asked = { ...options, ...fieldsWithId(type, options?.fields) }
    return walk<RecordOf<Type>, OpenAirFault>({
      page: (offset, most) => each(read(type, { ...asked, offset, limit: most }), call),
      first,
      limit,
      idOf,
      stuck: offset => stuckList(offset, name),
    })
  }
}

function idOf(row: object): string | undefined {
  return 'id' in row && typeof row.id === 'string' && row.id !== '' ? row.id : undefined
}

/** Records are told apart by their `id`, so it is asked for even where the caller does not. */
function fieldsWithId<Field>(type: string, fields: readonly Field[] | undefined) {
  if (!Array.isArray(fields) || fields.length === 0 || !isRecordName(type) || !hasId(type)) return {}
  return { fields: [...new Set([...fields, 'id' as Field])] }
}
