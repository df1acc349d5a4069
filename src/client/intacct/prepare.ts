import { err, type Result } from 'neverthrow'
import type { Issue } from '../../core/fault.ts'
import type { Command } from '../../dialects/command.ts'
import { functionElement } from '../../dialects/intacct/writer.ts'
import { forbiddenCharacter } from '../../xml/characters.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { Findable } from './find-keys.ts'
import type { IntacctWay } from './way.ts'

/** A function as it goes out, on every try alike: under a control ID that no other has. */
export interface Prepared extends Command, Findable {
  readonly id: string
  /** Carries the function out under another control ID. */
  readonly renamed: () => Prepared
}

/**
 * Puts all functions of a request under control IDs. One that has the ID of another is not sent: of two with one ID the
 * service would carry out the first, and say of the second that it was done.
 */
export function prepareAll(commands: readonly Command[], naming: Naming): readonly Prepared[] {
  const ids = new Set<string>()
  return commands.map(command => {
    const prepared = prepare(command, naming)
    return ids.size === ids.add(prepared.id).size ? { ...prepared, write: unnamed } : prepared
  })
}

type Naming = Pick<IntacctWay, 'newId' | 'uniqueid'>

/**
 * Puts a function under a control ID: its own, where the program gave it one. Where control IDs are not to be looked for,
 * nothing guards a repeat of what was safe with its key.
 */
export function prepare(command: Command & Findable, naming: Naming): Prepared {
  const id = command.asked.id ?? naming.newId()
  const { idempotency } = command.asked
  const node = isControlId(id) ? command.write().map(body => functionElement(id, body)) : unnamed()
  return {
    ...command,
    id,
    asked: {
      ...command.asked,
      id,
      idempotency: idempotency === 'keyed' && !naming.uniqueid ? 'once' : idempotency,
    },
    write: () => node,
    renamed: () => prepare({ ...command, asked: { ...command.asked, id: naming.newId() } }, naming),
  }
}

/** Longer ones are refused by the vendor's own SDKs; how much the service takes is not documented. */
const LONGEST_ID = 256

/** Whether a text may be a control ID: what comes back of it must be the same text. */
export function isControlId(id: unknown): id is string {
  return (
    typeof id === 'string' &&
    id !== '' &&
    id === id.trim() &&
    id.length <= LONGEST_ID &&
    !/[\t\r\n]/.test(id) &&
    forbiddenCharacter(id) === -1
  )
}

function unnamed(): Result<XmlNode, readonly Issue[]> {
  return err([{ path: ['controlId'], message: 'Is none that can be used, or that of another function' }])
}

/** Whether a function changes anything, as far as its kind tells. A `readMore` only moves on. */
export function isWrite({ asked }: Command): boolean {
  return asked.idempotency !== 'read' && asked.name !== 'readMore'
}
