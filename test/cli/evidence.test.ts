import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listFields } from '../../src/cli/fields.ts'
import type { Fault } from '../../src/index.ts'

const folder = new URL('../../fixtures/intacct/', import.meta.url).pathname

function fieldsOf(name: string, index = 0): Record<string, string> {
  const { outcomes } = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')).expected
  return Object.fromEntries(listFields(outcomes[index].fault as Fault))
}

describe('the explanation of a fault', () => {
  test('names the command at fault', () => {
    expect(fieldsOf('transaction-is-rolled-back').cause).toBe(
      '#1 create step-2: BL34000061 Another Project with the value(s) Pier 9  already exists',
    )
    expect(fieldsOf('transaction-is-rolled-back', 1).cause).toBeUndefined()
  })

  test('names what was written', () => {
    expect(fieldsOf('objects-are-written-in-part').written).toBe('project RECORDNO=90210 PROJECTID=Harbor East')
  })

  test('shows three written objects, and counts the others', () => {
    const written = Array.from({ length: 5 }, (_, n) => ({ name: 'p', children: [{ name: 'id', text: `${n}` }] }))
    const { outcomes } = JSON.parse(readFileSync(`${folder}objects-are-written-in-part.json`, 'utf8')).expected
    const fields = Object.fromEntries(listFields({ ...outcomes[0].fault, written }))
    expect(fields.written).toBe('p id=0; p id=1; p id=2; and 2 more')
  })

  test('gives the finer code and its field', () => {
    expect(fieldsOf('additional-information-names-the-field').finer).toBe('GL-0493 (ACCOUNTNO), GL-0504')
  })
})
