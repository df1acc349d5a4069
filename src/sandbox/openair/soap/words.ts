import { wordsOf } from '../commands/read-error.ts'
import type { World } from '../world.ts'

/** What the service says of a code in a Fault, where the facts know it. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['9', 'Logged out'],
  ['401', 'Auth failed'],
])

/** The words of a code in a Fault: the service's own, what a test gave the code, else the catalog's. */
export function faultWords(code: string, world: World): string {
  const given = world.errorWords.get(code)?.text
  return given ?? KNOWN.get(code) ?? wordsOf(code, world).get('text') ?? 'Application error'
}
