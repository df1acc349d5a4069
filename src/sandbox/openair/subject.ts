import type { Store } from '../store.ts'
import type { CommandElement } from './command-element.ts'
import { isKnownType } from './schema.ts'

/** The one record that a command is about. */
export type Subject =
  | { readonly type: string; readonly object: CommandElement; readonly code?: undefined }
  | { readonly code: string }

/** Children of a command that are not records. */
const PARAMETERS: ReadonlySet<string> = new Set(['Date', 'Filter', '_Return', 'Approval'])

/**
 * Finds the type and the single object of a writing command.
 *
 * Refused: an unknown type (603), no object (4), several or one of another type (3). The codes are guesses
 * from their texts; the service's choice is unverified.
 */
export function subjectOf(command: CommandElement, store: Store): Subject {
  const type = command.attribute('type') ?? ''
  if (!typeExists(type, store)) return { code: '603' }
  const objects = objectsOf(command)
  const [object] = objects
  if (object === undefined) return { code: '4' }
  if (objects.length > 1 || !sameType(object.localName, type)) return { code: '3' }
  return { type, object }
}

/** The records among a command's children. */
export function objectsOf(command: CommandElement): readonly CommandElement[] {
  return command.children.filter(child => !PARAMETERS.has(child.localName))
}

/** Whether the type is one of the account's, or one that a record was put under. */
export function typeExists(type: string, store: Store): boolean {
  return isKnownType(type) || store.types().includes(type)
}

/** The name of an object may differ from its type in case: `ProjectTask` for `Projecttask`. */
export function sameType(name: string, type: string): boolean {
  return name.toLowerCase() === type.toLowerCase()
}

/** The text of an object's own field. */
export function fieldText(object: CommandElement, name: string): string {
  return object.child(name)?.text.trim() ?? ''
}
