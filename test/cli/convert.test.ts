import { err, ok } from 'neverthrow'
import { expect, test } from 'vitest'
import { convert, type Kind } from '../../src/cli/job/convert.ts'

test.each<[Kind, unknown, string | number | boolean]>([
  ['integer', '42', 42],
  ['integer', ' -7 ', -7],
  ['integer', '+007', 7],
  ['integer', 42, 42],
  ['integer', '9007199254740991', 9007199254740991],
  ['number', '0.5', 0.5],
  ['number', '.5', 0.5],
  ['number', '5.', 5],
  ['number', '-1e3', -1000],
  ['number', '123456789012.345', 123456789012.345],
  ['number', '000000000000000000001.5', 1.5],
  ['boolean', 'true', true],
  ['boolean', 'FALSE', false],
  ['boolean', '1', true],
  ['boolean', 0, false],
  ['boolean', true, true],
  ['text', 7, '7'],
  ['text', ' a ', ' a '],
])('%s of %j is %j', (kind, value, expected) => {
  expect(convert(value, kind)).toEqual(ok(expected))
})

test.each<[Kind, unknown, string]>([
  ['integer', '4.0', 'Is no whole number'],
  ['integer', '4e2', 'Is no whole number'],
  ['integer', '0x10', 'Is no whole number'],
  ['integer', '9007199254740993', 'Is no whole number'],
  ['integer', 1.5, 'Is no whole number'],
  ['integer', true, 'Is no whole number'],
  ['number', '1,5', 'Is no number, or one of more than 15 digits'],
  ['number', '', 'Is no number, or one of more than 15 digits'],
  ['number', '0.1234567890123456', 'Is no number, or one of more than 15 digits'],
  ['number', '1e999', 'Is no number, or one of more than 15 digits'],
  ['number', 'NaN', 'Is no number, or one of more than 15 digits'],
  ['boolean', 'yes', 'Is neither true nor false'],
  ['boolean', '2', 'Is neither true nor false'],
  ['boolean', '__proto__', 'Is neither true nor false'],
  ['text', { a: 1 }, 'Is an object or a list'],
  ['number', [1], 'Is an object or a list'],
])('%s of %j is refused', (kind, value, problem) => {
  expect(convert(value, kind)).toEqual(err(problem))
})
