import { expect, test } from 'vitest'
import type { Applied, Category, Remedy } from '../../../src/core/vocabulary.ts'
import { lookUp } from '../../../src/dialects/lookup.ts'
import { xmlRpcCatalog } from '../../../src/dialects/xmlrpc/catalog.ts'

test.each<[string, Category, Remedy, Applied]>([
  ['-32700', 'malformed-request', 'fix', 'no'],
  ['-32701', 'malformed-request', 'fix', 'no'],
  ['-32702', 'malformed-request', 'fix', 'no'],
  ['-32600', 'malformed-request', 'fix', 'no'],
  ['-32601', 'unsupported', 'fix', 'no'],
  ['-32602', 'validation', 'fix', 'no'],
  ['-32603', 'server', 'wait', 'maybe'],
  ['-32500', 'server', 'wait', 'maybe'],
  ['-32400', 'server', 'wait', 'maybe'],
  ['-32300', 'unavailable', 'wait', 'maybe'],
  ['-32000', 'server', 'wait', 'maybe'],
  ['-32042', 'server', 'wait', 'maybe'],
  ['-32099', 'server', 'wait', 'maybe'],
  ['0', 'unknown', 'contact', 'maybe'],
  ['1', 'unknown', 'contact', 'maybe'],
])('code %s means the same at every server', (code, category, remedy, applied) => {
  const { known, meaning } = lookUp(xmlRpcCatalog, code)
  expect([known, meaning.category, meaning.remedy, meaning.applied ?? 'no']).toEqual([true, category, remedy, applied])
})

test.each(['2', '3', '4', '5', '15', '17', '100', '-1', '-31999', '-32100', '-32768', '32700', '-032700', '__proto__'])(
  'code %s is that of one server, and unknown here',
  code => {
    expect(lookUp(xmlRpcCatalog, code)).toMatchObject({ known: false, meaning: { category: 'unknown' } })
  },
)

test.each([
  ['-32100', true],
  ['-32768', true],
  ['-31999', false],
])('whether the unknown code %s is in the reserved range is told: %s', (code, told) => {
  expect(lookUp(xmlRpcCatalog, code).meaning.title.includes('its range')).toBe(told)
})

test('there are no other codes', () => {
  expect(Object.keys(xmlRpcCatalog.codes)).toHaveLength(112)
})
