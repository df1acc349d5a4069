import { present } from '../core/present.ts'
import { isEnvelope, readEnvelope } from '../wire/soap.ts'
import type { XmlElement } from '../xml/element.ts'
import type { CatalogEntry, Dialect, Meaning } from './contract.ts'
import { defaults } from './defaults.ts'
import type { DefinedMeaning, DialectDefinition } from './definition.ts'
import { type CheckedDefinition, definition } from './definition-schema.ts'
import { httpReader } from './http-rules.ts'
import { MAX_MATCHED } from './matching.ts'
import { parseName } from './path.ts'
import { hasName } from './path-values.ts'
import { rulesReader } from './rules.ts'

/**
 * Makes a dialect of an API from data: give it to `normalizer([...])` or name it in `normalize`, and the API's
 * refusals come out as the same faults as everybody's.
 *
 * @throws TypeError naming the field, for a definition that cannot be right
 * @example
 * const parcelhub = defineDialect({
 *   name: 'parcelhub',
 *   roots: ['LabelReply'],
 *   rules: [{ ok: { at: 'Result/@state', values: ['done'] }, code: ['Result/@no'], message: ['Result/Text'] }],
 *   codes: { '0312': { category: 'validation' }, '0900': { category: 'rate-limit' } },
 * })
 */
export function defineDialect(input: DialectDefinition): Dialect {
  const checked = definition.safeParse(input)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw definitionError(pathText(issue?.path ?? []), issue?.message ?? 'is wrong')
  }
  const { name, rank = 'specific', codes, phrases, families, wrappers, http, validStatuses } = checked.data
  return present({
    name,
    rank,
    catalog: present({
      codes: Object.fromEntries(Object.entries(codes ?? {}).map(([code, entry]) => [code, entryOf(entry)])),
      phrases: phrases?.map(fillIn),
      families,
      wrappers,
    }),
    recognize: recognizerOf(checked.data),
    read: readerOf(checked.data),
    readHttp: http === undefined ? undefined : httpReader(http),
    validStatuses,
  })
}

/** Each rule is compiled by itself first, so that a bad path is told with the rule it stands in. */
function readerOf({ rules, flag }: CheckedDefinition): Dialect['read'] {
  for (const [index, rule] of rules.entries()) compileAt(`rules[${index}]`, () => rulesReader([rule]))
  return compileAt('flag', () => rulesReader(rules, flag))
}

function recognizerOf({ roots, namespace }: CheckedDefinition): Dialect['recognize'] {
  const names = roots?.map((root, index) => compileAt(`roots[${index}]`, () => parseName(root)))
  const inNamespace = (element: XmlElement) =>
    namespace === undefined ||
    (typeof namespace === 'string'
      ? element.namespace === namespace
      : namespace.test((element.namespace ?? '').slice(0, MAX_MATCHED)))
  return root =>
    candidatesIn(root).some(
      element => inNamespace(element) && (names === undefined || names.some(name => hasName(element, name))),
    )
}

/** Where an API shows itself: the root; in SOAP the result, and what a Fault has in its detail. */
function candidatesIn(root: XmlElement): readonly XmlElement[] {
  if (!isEnvelope(root)) return [root]
  const { fault, results } = readEnvelope(root)
  if (fault === undefined) return results.slice(0, 1)
  const detail = fault.children.find(child => child.localName.toLowerCase() === 'detail')
  return [fault, ...(detail?.children ?? [])]
}

function entryOf({ phrases, ...meaning }: NonNullable<CheckedDefinition['codes']>[string]): CatalogEntry {
  return present({ ...fillIn(meaning), phrases: phrases?.map(fillIn) })
}

function fillIn<Defined extends DefinedMeaning>(defined: Defined): Defined & Meaning {
  return { ...defaults[defined.category], source: 'inferred', ...defined }
}

function compileAt<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw definitionError(field, error instanceof Error ? error.message : String(error))
  }
}

function definitionError(field: string, why: string): TypeError {
  return new TypeError(`defineDialect: ${field === '' ? 'the definition' : field}: ${why}`)
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${String(key)}`)).join('')
}
