import type { Issue } from '../../core/fault.ts'
import type { Part } from '../../wire/multipart-part.ts'
import { isList, type RuledData } from '../../xml/ruled.ts'

/**
 * Puts the parts of a reply where its data refers to them: `<xop:Include href="cid:..."/>` stands for the base64 text
 * that would be there without the packaging.
 *
 * @see https://www.w3.org/TR/xop10/
 */
export function included(data: RuledData, parts: ReadonlyMap<string, Part>, issues: Issue[]): RuledData {
  if (data === null || typeof data === 'string') return data
  if (isList(data)) return data.map(one => included(one, parts, issues))
  const href = hrefOf(data)
  if (href === undefined) {
    const members = Object.entries(data).map(([name, value]) => [name, included(value, parts, issues)])
    return Object.fromEntries(members)
  }
  const part = parts.get(idOf(href))
  if (part !== undefined) return Buffer.from(part.bytes).toString('base64')
  issues.push({ path: [], message: `Refers to a part that the reply does not have: ${href.slice(0, 100)}` })
  return ''
}

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
