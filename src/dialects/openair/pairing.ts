import type { XmlElement } from '../../xml/element.ts'
import type { AskedCommand } from '../contract.ts'

/** The element that answers a command, or why none can be named: `uncertain` means that several might. */
export type Found = XmlElement | 'missing' | 'uncertain'

/** For each command asked what answers it, in the order asked, and the elements that answer nothing asked. */
export interface Pairing {
  readonly found: readonly Found[]
  readonly extras: readonly XmlElement[]
}

/**
 * Finds the element that answers each command: the first `<Add>` answers the first Add, and so on. Names match
 * exactly, upper and lower case included.
 *
 * Success must never be attributed to the wrong command, so a name with more or fewer elements than commands
 * leaves all its commands `uncertain`: of three Adds and two answers nobody can tell which one is not there.
 *
 * Linear in commands and elements.
 */
export function pair(elements: readonly XmlElement[], commands: readonly AskedCommand[]): Pairing {
  const asked = new Map<string, number>()
  for (const { name } of commands) asked.set(name, (asked.get(name) ?? 0) + 1)

  const answers = new Map<string, XmlElement[]>()
  const extras: XmlElement[] = []
  for (const element of elements) {
    const wanted = asked.get(element.localName) ?? 0
    const same = answers.get(element.localName) ?? []
    answers.set(element.localName, same)
    same.push(element)
    if (same.length > wanted) extras.push(element)
  }

  const before = new Map<string, number>()
  const found = commands.map(({ name }): Found => {
    const same = answers.get(name) ?? []
    const wanted = asked.get(name) ?? 0
    const nth = before.get(name) ?? 0
    before.set(name, nth + 1)
    if (same.length > 0 && same.length !== wanted) return 'uncertain'
    return same[nth] ?? 'missing'
  })
  return { found, extras }
}
