import { err, ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { layoutFor } from '../../src/cli/layout.ts'
import { describeReply } from '../../src/cli/line.ts'
import { writeExplanation } from '../../src/cli/text.ts'
import { tellDuration, tellRemedy } from '../../src/cli/words.ts'
import type { Fault, ServiceFault } from '../../src/core/fault.ts'

const reason = {
  signal: 'error-object',
  level: 'function',
  category: 'validation',
  remedy: 'fix',
  applied: 'no',
  texts: ['Berth 9 does not exist'],
  title: 'A value is wrong',
  code: 'H1',
} as const

const refused: ServiceFault = {
  ...reason,
  kind: 'service',
  dialect: 'harbor',
  status: 200,
  message: 'Berth 9 does not exist',
  reasons: [reason, { ...reason, texts: ['Berth 10 does not exist'], operation: 'moor' }],
  warnings: [{ message: 'The tide is low', code: 'W2' }],
}

describe('describeReply', () => {
  test('an acknowledgement is ok and has no outcomes', () => {
    const line = describeReply(ok({ kind: 'acknowledgement', dialect: 'harbor', id: 'a1', outcomes: [], warnings: [] }))
    expect(line).toEqual({ ok: true, dialect: 'harbor', fault: null, outcomes: [], warnings: [] })
  })

  test('an outcome keeps its mark, leaves its payload, and a refused one spoils the reply', () => {
    const outcomes = [
      { index: 0, operation: 'moor', id: 'c1', result: ok({ secret: 'payload' }) },
      { index: 1, operation: 'moor', result: err<unknown, Fault>(refused) },
    ]
    expect(describeReply(ok({ kind: 'answer', dialect: 'harbor', outcomes, warnings: [] }))).toEqual({
      ok: false,
      dialect: 'harbor',
      fault: null,
      outcomes: [
        { index: 0, operation: 'moor', id: 'c1', ok: true },
        { index: 1, operation: 'moor', ok: false, fault: refused },
      ],
      warnings: [],
    })
  })

  test('a refused reply has the dialect and the warnings of its fault', () => {
    const line = describeReply(err(refused))
    expect(line).toEqual({ ok: false, dialect: 'harbor', fault: refused, outcomes: [], warnings: refused.warnings })
  })

  test('where no dialect read the reply there is none', () => {
    const fault: Fault = { ...reason, kind: 'http', status: 502, body: 'empty', message: 'nothing came' }
    expect(describeReply(err(fault)).dialect).toBeNull()
  })
})

describe('writeExplanation', () => {
  test('a fault is shown with its other reasons and its warnings', () => {
    const line = { file: 'moor.xml', ...describeReply(err(refused)) }
    const layout = layoutFor({}, { isTTY: false, write: async () => {} })
    expect(writeExplanation(line, layout).split('\n')).toEqual([
      'moor.xml: refused (harbor)',
      '  category  validation (service)',
      '  code      H1',
      '  says      Berth 9 does not exist',
      '  means     A value is wrong',
      '  applied   no: the service did nothing',
      '  remedy    Change the request, its data or the credentials: the same again gets the same answer.',
      '  also      moor H1 validation: Berth 10 does not exist',
      '  warning   W2: The tide is low',
      '',
    ])
  })
})

test.each([
  ['wait', 'no', 'Wait, then send the same again.'],
  ['wait', 'maybe', 'Wait, then send the same again if doing it twice does no harm.'],
  ['reconcile', 'maybe', 'Compare with what the service holds before anything is sent again.'],
] as const)('the remedy %s where the service acted "%s" reads "%s"', (remedy, applied, sentence) => {
  expect(tellRemedy({ remedy, applied })).toBe(sentence)
})

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [2500, '2.5 s'],
  [60_000, '60 s'],
  [180_000, '3 min'],
])('%d milliseconds read "%s"', (milliseconds, words) => {
  expect(tellDuration(milliseconds)).toBe(words)
})
