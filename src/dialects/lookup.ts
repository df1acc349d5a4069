import type { Catalog, CatalogEntry, Meaning } from './contract.ts'
import { MAX_MATCHED } from './matching.ts'

/** What a catalog says of a code, and whether the code is one of its own. */
export interface LookUp {
  readonly known: boolean
  readonly meaning: Meaning
}

/**
 * Gives the meaning of a code.
 *
 * A code that the catalog does not list gets category `unknown`, with its family as a hint in the title.
 * The code itself stays out of the title, for it came from outside and titles are not masked.
 *
 * @example
 * lookUp(openAirCatalog, '601').meaning.category // 'not-found'
 * lookUp(openAirCatalog, '839') // known: false; the title says that its range is about adding and changing records
 */
export function lookUp(catalog: Catalog, code: string): LookUp {
  const entry = Object.hasOwn(catalog.codes, code) ? catalog.codes[code] : undefined
  return entry === undefined
    ? { known: false, meaning: describeUnlisted(catalog, code) }
    : { known: true, meaning: entry }
}

/**
 * Gives the entries that hold every word of the text in their code, title, advice or category, in the
 * order of the catalog. Case does not count. A text without words gives the whole catalog.
 *
 * @example
 * for (const { code, entry } of search(openAirCatalog, 'rate limit')) console.log(code, entry.title)
 */
export function search(catalog: Catalog, text: string): readonly { code: string; entry: CatalogEntry }[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  return Object.entries(catalog.codes)
    .filter(([code, entry]) => {
      const haystack = [code, entry.title, entry.advice ?? '', entry.category].join('\n').toLowerCase()
      return words.every(word => haystack.includes(word))
    })
    .map(([code, entry]) => ({ code, entry }))
}

function describeUnlisted(catalog: Catalog, code: string): Meaning {
  // String.search starts at the front even where a regular expression is global or sticky.
  const beginning = code.slice(0, MAX_MATCHED)
  const family = catalog.families?.find(({ matches }) => beginning.search(matches) !== -1)
  return {
    category: 'unknown',
    remedy: 'contact',
    applied: 'maybe',
    title: family === undefined ? 'Unknown code' : `Unknown code; its range is about ${family.title}`,
    advice: 'Go by the message of the service, and compare the record with it before sending again.',
    source: 'inferred',
    ...family?.verdict,
  }
}
