import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Refusal } from '../../../src/core/refusal.ts'
import { takeMarks } from '../../../src/dialects/intacct/marks.ts'
import { operation, read, refusalsAt, reply, result } from './replies.ts'

function errorOf(inner: string) {
  const reading = read(reply(operation(result('failure', 'a', `<errormessage><error>${inner}</error></errormessage>`))))
  const none: Refusal = { signal: 'errors-element', level: 'function', texts: [] }
  const { signal, level, operation: _, index, evidence, ...said } = refusalsAt(reading)[0] ?? none
  return said
}

describe('an error', () => {
  test.each([
    [
      'has its words in description2',
      '<errorno>BL1</errorno><description/><description2>Why</description2>',
      { code: 'BL1', texts: ['Why'] },
    ],
    ['or in description', '<errorno>GW-1</errorno><description>Why</description>', { code: 'GW-1', texts: ['Why'] }],
    [
      'or in both, the finer first',
      '<errorno>1</errorno><description>Title</description><description2>Why</description2>',
      { code: '1', texts: ['Why', 'Title'] },
    ],
    [
      'keeps the correction apart',
      '<errorno>1</errorno><description2>Why</description2><correction>Do this</correction>',
      { code: '1', texts: ['Why'], correction: 'Do this' },
    ],
    ['may have no number', '<description2>Why</description2>', { texts: ['Why'] }],
    ['may have nothing', '', { texts: [] }],
    ['keeps leading zeros', '<errorno> 0042 </errorno>', { code: '0042', texts: [] }],
    ['may have two words for a number', '<errorno>Query Failed</errorno>', { code: 'Query Failed', texts: [] }],
    ['may have a sentence for a number', '<errorno>Cannot find it</errorno>', { texts: ['Cannot find it'] }],
    [
      'keeps the sentence beside other words',
      '<errorno>Cannot find it</errorno><description2>Why</description2>',
      { texts: ['Cannot find it', 'Why'] },
    ],
    ['may repeat a field', '<description>a</description><description>b</description>', { texts: ['a', 'b'] }],
    ['may hold elements', '<description><b>bold</b></description>', { texts: ['bold'] }],
    ['keeps what only looks like an element', '<description>a &lt;b is cut</description>', { texts: ['a <b is cut'] }],
    ['keeps two blanks in a row', '<description>a  b</description>', { texts: ['a  b'] }],
    ['decodes once', '<description>&amp;quot;</description>', { texts: ['&quot;'] }],
    [
      'gives its support ID away',
      '<description2>Why [Support ID: a%7Eb]</description2>',
      { texts: ['Why'], supportId: 'a~b' },
    ],
    [
      'gives its request ID away',
      '<description>Why [Request ID: 9-9]</description>',
      { texts: ['Why'], requestId: '9-9' },
    ],
  ])('%s', (_, inner, expected) => {
    expect(errorOf(inner)).toEqual(expected)
  })
})

describe('additional information', () => {
  const info = (target: string) =>
    `<additionalinfo><errorid>GL-0493</errorid>${target}<description>inner</description><correction>inner</correction></additionalinfo>`

  test('tells the finer code and the field, and is kept as it came', () => {
    const target = '<target domain="gl" requestinfo="a%7Eb" object="GLACCOUNT" field="ACCOUNTNO" businessInfo="1"/>'
    expect(errorOf(`<errorno>BL1</errorno><description2>Why</description2>${info(target)}`)).toEqual({
      code: 'BL1',
      subcode: 'GL-0493',
      texts: ['Why'],
      field: 'ACCOUNTNO',
      supportId: 'a~b',
      additional: {
        name: 'additionalinfo',
        children: [
          { name: 'errorid', text: 'GL-0493' },
          {
            name: 'target',
            attributes: {
              domain: 'gl',
              requestinfo: 'a%7Eb',
              object: 'GLACCOUNT',
              field: 'ACCOUNTNO',
              businessInfo: '1',
            },
          },
          { name: 'description', text: 'inner' },
          { name: 'correction', text: 'inner' },
        ],
      },
    })
  })

  test.each([
    ['elements', '<target><field>F</field><requestinfo>r</requestinfo></target>', 'F', 'r'],
    ['empty attributes', '<target field="" requestinfo=""/>', undefined, undefined],
    ['nothing', '', undefined, undefined],
  ])('may have a target of %s', (_, target, field, supportId) => {
    const said = errorOf(info(target))
    expect([said.field, said.supportId, said.texts]).toEqual([field, supportId, []])
  })

  test('does not take the place of the support ID in the text', () => {
    const said = errorOf(`<description2>Why [Support ID: x]</description2>${info('<target requestinfo="y"/>')}`)
    expect(said.supportId).toBe('x')
  })
})

describe('takeMarks', () => {
  test.each([
    ['takes a support ID', 'Why [Support ID: q%40h-5%3D]', { text: 'Why', supportId: 'q@h-5=' }],
    ['takes a request ID', 'Why. [Request ID: 1]', { text: 'Why.', requestId: '1' }],
    ['takes both', 'Why [Support ID: s] [Request ID: r]', { text: 'Why', supportId: 's', requestId: 'r' }],
    ['takes the last of two', 'Why [Support ID: s] [Support ID: t]', { text: 'Why', supportId: 't' }],
    ['takes a mark that stands alone', '[Support ID: s]', { text: '', supportId: 's' }],
    ['drops a mark that is empty', 'Why [Support ID: ]', { text: 'Why' }],
    ['keeps what is not decodable', 'Why [Support ID: 100%]', { text: 'Why', supportId: '100%' }],
    ['leaves other brackets', 'Why [sic]', { text: 'Why [sic]' }],
    ['leaves a mark in the middle', 'Why [Support ID: s] then', { text: 'Why [Support ID: s] then' }],
    ['leaves a bracket that nobody opened', 'Why]', { text: 'Why]' }],
  ])('%s', (_, words, expected) => {
    expect(takeMarks(words)).toEqual(expected)
  })

  test('gives the words of any text back, and any mark, whatever it holds', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map(one => one.trim().replace(/\]$/, ''))
      .map(one => one.trim())
    const mark = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter(one => one.trim() === one && one !== '')
    fc.assert(
      fc.property(text, mark, (words, supportId) => {
        fc.pre(!words.endsWith(']'))
        const given = `${words} [Support ID: ${encodeURIComponent(supportId)}]`
        expect(takeMarks(given)).toEqual({ text: words, supportId })
      }),
    )
  })

  test('is quick with a text of brackets: one that grew with its square would meet the time limit of the runner', () => {
    const open = `${'[Support ID: '.repeat(100_000)}]`
    const many = `a${' [Support ID: x]'.repeat(5_000)}`
    for (const text of [open, many]) expect(takeMarks(text).text.length).toBeLessThanOrEqual(text.length)
  })
})
