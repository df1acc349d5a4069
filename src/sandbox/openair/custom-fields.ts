import { type FieldData, type Fields, textOf } from '../data.ts'
import type { StoredRecord } from '../store.ts'
import type { CustomFieldRule } from './settings.ts'
import type { World } from './world.ts'

const DEFAULT_LENGTH = 255

/** What the custom fields of a record lead to. */
export interface CustomFieldCheck {
  /** The fields to be stored. With 1106 the record is saved without the values that failed (inferred). */
  readonly fields: Map<string, FieldData>
  /** 1100, 1101 and 1104 refuse the command; 1106 reports on it. */
  readonly code?: string
  readonly words?: string
}

export const isCustom = (field: string): boolean => field.endsWith('__c')

/**
 * Checks the custom fields among `sent`. Without `enable_custom` they are left out silently (inferred).
 *
 * @param enabled whether the command said `enable_custom="1"`
 */
export function checkCustomFields(
  type: string,
  sent: Fields,
  enabled: boolean,
  world: World,
  self?: StoredRecord,
): CustomFieldCheck {
  const fields = new Map([...sent].filter(([name]) => enabled || !isCustom(name)))
  const failed: string[] = []
  for (const name of [...fields.keys()].filter(isCustom)) {
    const value = textOf(fields, name)
    const rule = world.customFields.get(`${type}.${name}`) ?? {}
    const code = refusal(type, name, value, rule, world, self)
    if (code === '1104') return { fields, code, words: `The value of ${name} is used by another record` }
    if (code !== undefined) return { fields, code, words: `${name} does not take that value` }
    const longest = rule.maxLength ?? DEFAULT_LENGTH
    if ([...value].length <= longest) continue
    fields.delete(name)
    failed.push(`${name}: longer than ${longest} characters`)
  }
  return failed.length === 0 ? { fields } : { fields, code: '1106', words: failed.join('; ') }
}

function refusal(
  type: string,
  name: string,
  value: string,
  rule: CustomFieldRule,
  { store }: World,
  self: StoredRecord | undefined,
): string | undefined {
  if (value === '') return undefined
  if (rule.checkbox === true && value !== '0' && value !== '1') return '1100'
  if (rule.values !== undefined && !rule.values.includes(value)) return '1101'
  if (rule.unique === true && store.find(type, name, value).some(other => other !== self)) return '1104'
  return undefined
}
