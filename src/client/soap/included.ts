import type { Part } from '../../wire/multipart-part.ts'
import { isList, type RuledData } from '../../xml/ruled.ts'
import { MOST_ISSUES, type Place, within } from './place.ts'

/**
 * Puts the parts of a reply where its data refers to them: `<xop:Include href="cid:..."/>` stands for the base64 text
 * that would be there without the packaging.
 *
 * @see https://www.w3.org/TR/xop10/
 */
export function included(data: RuledData, parts: ReadonlyMap<string, Part>, at: Place): RuledData {
  if (data === null || typeof data === 'string') return data
  if (isList(data)) return data.map((one, index) => within(at, index, () => included(one, parts, at)))
  const href = hrefOf(data)
  if (href === undefined) {
    const members = Object.entries(data).map(([name, value]) => [
      name,
      within(at, name, () => included(value, parts, at)),
    ])
    return Object.fromEntries(members)
  }
  const part = parts.get(idOf(href))
  if (part !== undefined) return Buffer.from(part.bytes).toString('base64')
  if (at.issues.length < MOST_ISSUES) at.issues.push({ path: [...at.path], message: NO_PART + href.slice(0, 100) })
  return ''
}

const NO_PART = 'Refers to a part that the reply does not have: '

type Members = Exclude<RuledData, string | null | readonly RuledData[]>

/** Of an object that holds nothing but the inclusion, and what its type may be called. */
function hrefOf(data: Members): string | undefined {
  const names = Object.keys(data).filter(name => name !== 'attributes')
  const { Include: inclusion } = data
  if (names.length !== 1 || typeof inclusion !== 'object' || inclusion === null || isList(inclusion)) return undefined
  const { attributes } = inclusion
  if (typeof attributes !== 'object' || attributes === null || isList(attributes)) return undefined
  const { href } = attributes
  return typeof href === 'string' && /^cid:/i.test(href) ? href.slice(4) : undefined
}

function idOf(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}
