import type { Category, Verdict } from '../core/fault.ts'
import { present } from '../core/present.ts'
import { isEnvelope, readEnvelope } from '../wire/soap.ts'
import type { XmlElement } from '../xml/element.ts'
import type { CatalogEntry, Dialect, Meaning } from './contract.ts'
import type { DefinedMeaning, DialectDefinition } from './definition.ts'
import { type CheckedDefinition, definition } from './definition-schema.ts'
import { httpReader } from './http-rules.ts'
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
    throw wrong(pathText(issue?.path ?? []), issue?.message ?? 'is wrong')
  }
  const { name, rank = 'specific', codes, phrases, families, wrappers, http, validStatuses } = checked.data
  return present({
    name,
    rank,
    catalog: present({
      codes: Object.fromEntries(Object.entries(codes ?? {}).map(([code, entry]) => [code, entryOf(entry)])),
      phrases: phrases?.map(meant),
      families,
      wrappers,
    }),
    recognize: recognizer(checked.data),
    read: reader(checked.data),
    readHttp: http === undefined ? undefined : httpReader(http),
    validStatuses,
  })
}

/** Each rule is compiled by itself first, so that a bad path is told with the rule it stands in. */
function reader({ rules, flag }: CheckedDefinition): Dialect['read'] {
  for (const [index, rule] of rules.entries()) at(`rules[${index}]`, () => rulesReader([rule]))
  return at('flag', () => rulesReader(rules, flag))
}

function recognizer({ roots, namespace }: CheckedDefinition): Dialect['recognize'] {
  const names = roots?.map((root, index) => at(`roots[${index}]`, () => parseName(root)))
  const inNamespace = (element: XmlElement) =>
    namespace === undefined ||
    (typeof namespace === 'string' ? element.namespace === namespace : namespace.test(element.namespace ?? ''))
  return root =>
    candidates(root).some(
      element => inNamespace(element) && (names === undefined || names.some(name => hasName(element, name))),
    )
}

/** Where an API shows itself: the root; in SOAP the result, and what a Fault has in its detail. */
function candidates(root: XmlElement): readonly XmlElement[] {
  if (!isEnvelope(root)) return [root]
  const { fault, results } = readEnvelope(root)
  if (fault === undefined) return results.slice(0, 1)
  const detail = fault.children.find(child => child.localName.toLowerCase() === 'detail')
  return [fault, ...(detail?.children ?? [])]
}

function entryOf({ phrases, ...meaning }: NonNullable<CheckedDefinition['codes']>[string]): CatalogEntry {
  return present({ ...meant(meaning), phrases: phrases?.map(meant) })
}

function meant<Defined extends DefinedMeaning>(defined: Defined): Defined & Meaning {
  return { ...DEFAULTS[defined.category], source: 'inferred', ...defined }
}

const DEFAULTS = {
  authentication: { remedy: 'sign-in', applied: 'no', title: 'The service does not accept the credentials' },
  session: { remedy: 'sign-in', applied: 'no', title: 'The session is unknown or has ended' },
  permission: { remedy: 'contact', applied: 'no', title: 'The service does not allow this to the caller' },
  'rate-limit': { remedy: 'wait', applied: 'no', title: 'The service takes no more calls for now' },
  validation: { remedy: 'fix', applied: 'no', title: 'The service finds a value in the request wrong' },
  'business-rule': { remedy: 'fix', applied: 'no', title: 'A rule of the service forbids it' },
  'not-found': { remedy: 'fix', applied: 'no', title: 'The service does not know what was asked for' },
  conflict: { remedy: 'refetch', applied: 'no', title: 'The record is in another state than the request assumes' },
  declined: { remedy: 'none', applied: 'no', title: 'The service decided against it' },
  unsupported: { remedy: 'fix', applied: 'no', title: 'The service does not offer this' },
  'malformed-request': { remedy: 'fix', applied: 'no', title: 'The service cannot read the request' },
  'malformed-response': { remedy: 'reconcile', applied: 'maybe', title: 'The answer cannot be read' },
  unavailable: { remedy: 'wait', applied: 'maybe', title: 'The service is not available now' },
  server: { remedy: 'wait', applied: 'maybe', title: 'The service failed on the request' },
  timeout: { remedy: 'wait', applied: 'maybe', title: 'The service gave up on the request' },
  cancelled: { remedy: 'none', applied: 'maybe', title: 'The request was called off' },
  collateral: { remedy: 'none', applied: 'no', title: 'Not carried out because of another refusal' },
  unknown: { remedy: 'contact', applied: 'maybe', title: 'The service refused the request' },
} as const satisfies Readonly<Record<Category, Omit<Verdict, 'category'> & { readonly title: string }>>

function at<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw wrong(field, error instanceof Error ? error.message : String(error))
  }
}

function wrong(field: string, why: string): TypeError {
  return new TypeError(`defineDialect: ${field === '' ? 'the definition' : field}: ${why}`)
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${String(key)}`)).join('')
}
