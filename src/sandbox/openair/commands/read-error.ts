import { openAirCatalog } from '../../../dialects/openair/catalog.ts'
import { writeRecord } from '../../data.ts'
import type { OpenPerformer, World } from '../world.ts'
import { refuse } from '../world.ts'
import { pageOf } from './read-page.ts'

/**
 * Read of Error: what a code means. Needs no sign-in and, for one code, no `limit` (unverified); methods
 * `all` and `equal to` only. The words are the catalog's, `text` the title and `comment` the advice.
 */
export const readError: OpenPerformer = (command, { world, chance }) => {
  const method = command.attribute('method')
  const most = Object.keys(openAirCatalog.codes).length + world.settings.limits.recordsPerRead
  const page = method === 'equal to' && command.attribute('limit') === undefined ? undefined : pageOf(command, most)
  if (method !== 'all' && method !== 'equal to') return refuse('603')
  if (page?.isErr() === true) return refuse(page.error)
  const { offset, size } = page?.isOk() === true ? page.value : { offset: 0, size: 1 }
  const wanted = method === 'all' ? allCodes(world) : [command.child('Error')?.child('code')?.text.trim() ?? '']
  const known = wanted.filter(code => isKnown(code, world)).slice(offset, offset + size)
  if (known.length === 0) return { status: world.nothingFound === '601' ? '601' : '0', type: 'Error' }
  return { status: '0', type: 'Error', content: known.map(code => writeRecord('Error', wordsOf(code, world), chance)) }
}

function isKnown(code: string, world: World): boolean {
  return Object.hasOwn(openAirCatalog.codes, code) || world.errorWords.has(code)
}

function allCodes(world: World): readonly string[] {
  return [...new Set([...Object.keys(openAirCatalog.codes), ...world.errorWords.keys()])]
}

/** The Error record of a code: `text` and `comment` only where there are any. */
export function wordsOf(code: string, { errorWords }: World): Map<string, string> {
  const own = errorWords.get(code)
  const entry = CODES.get(code)
  const text = own === undefined ? entry?.title : own.text
  const comment = own === undefined ? entry?.advice : own.comment
  const words: [string, string | undefined][] = [
    ['code', code],
    ['text', text],
    ['comment', comment],
  ]
  return new Map(words.filter((word): word is [string, string] => word[1] !== undefined))
}

const CODES: ReadonlyMap<string, { readonly title: string; readonly advice?: string }> = new Map(
  Object.entries(openAirCatalog.codes),
)
