import { describe, expect, test } from 'vitest'
import {
  command,
  errors,
  operation,
  outcomesOf,
  read,
  refusalsAt,
  reply,
  result,
  shut,
  undone,
  words,
} from './replies.ts'

const NO = 'refused uncoded@'

describe('success', () => {
  test.each([
    ['is the word success', 'success', 'done'],
    ['may have blanks around it', ' \n success ', 'done'],
    ['is no other case of it', 'Success', 'uncoded'],
    ['is no longer word', 'successful', 'uncoded'],
    ['is not ok', 'ok', 'uncoded'],
    ['is not 0', '0', 'uncoded'],
    ['is not aborted', 'aborted', 'uncoded'],
    ['is not failure', 'failure', 'uncoded'],
    ['is not silence', '', 'missing-signal'],
  ])('%s', (_, status, expected) => {
    expect(words(read(reply(operation(result(status, 'a'))), ['a']))).toBe(expected)
    expect(words(read(reply(operation(result(status, 'a')))))).toBe(expected)
  })

  test('is not what two statuses differ in', () => {
    const both = '<result><status>success</status><status>failure</status><controlid>a</controlid></result>'
    expect(words(read(reply(operation(both)), ['a']))).toBe('uncoded')
  })
})

describe('the levels', () => {
  test.each([
    [
      'control that fails refuses all',
      '<response><control><status>failure</status></control></response>',
      `${NO}response`,
    ],
    [
      'control that tells more than its status has failed by itself',
      '<response><control><status>failure</status><controlid/></control></response>',
      `${NO}control`,
    ],
    [
      'control that fails refuses with every error',
      `<response><control><status>failure</status><senderid/></control>${errors('A', 'B')}${errors('C')}</response>`,
      'refused A@control+B@control+C@control',
    ],
    [
      'numbers of the gateway are its own wherever they stand',
      `<response><control><status>failure</status><senderid/></control>${errors('GW-0003')}</response>`,
      'refused GW-0003@response',
    ],
    ['errors beside a control that succeeded refuse', reply(errors('A')), 'refused A@response'],
    ['an empty list of errors refuses nothing', reply('<errormessage/>', operation(result('success'))), 'done'],
    ['control without a status', '<response><control/></response>', 'misshapen missing-signal response/control'],
    [
      'no control at all',
      `<response>${operation(result('success'))}</response>`,
      'misshapen missing-signal response/control',
    ],
    ['a sign-in that fails refuses its operation', reply(shut), 'refused XL03000006@authentication'],
    [
      'a sign-in that fails without an error',
      reply('<operation><authentication><status>failure</status></authentication></operation>'),
      `${NO}authentication`,
    ],
    [
      'a sign-in that says nothing',
      reply(`<operation>${result('success')}</operation>`),
      'misshapen missing-signal response/operation/authentication',
    ],
    ['errors in place of results', reply(operation(errors('A'))), 'refused A@operation'],
    ['a refused function is an outcome', reply(operation(result('failure', '', errors('A')))), 'A'],
    ['nothing at all', reply(), 'misshapen missing-signal response/operation/result'],
    ['an operation with nothing in it', reply(operation()), 'misshapen missing-signal response/operation/result'],
    ['another root is another API', '<reply/>', 'misshapen unrecognized reply'],
  ])('%s', (_, text, expected) => {
    expect(words(read(text))).toBe(expected)
  })

  test('a success below a refusal of the whole was done all the same', () => {
    for (const text of [
      `<response><control><status>failure</status></control>${operation(result('success'))}</response>`,
      reply(`<operation><authentication><status>failure</status></authentication>${result('success')}</operation>`),
    ]) {
      expect(read(text)).toMatchObject({ kind: 'refused', refusals: [{ evidence: { partly: true } }] })
    }
  })
})

describe('acknowledgement', () => {
  const control = '<control><status>success</status><controlid>tide-1</controlid></control>'
  test.each([
    ['says that the request is queued', 'success', control, 'acknowledged tide-1'],
    ['needs no mark', 'success', '<control><status>success</status></control>', 'acknowledged'],
    ['that fails refuses', 'failure', control, `${NO}control`],
    ['that says nothing', '', control, 'misshapen missing-signal response/acknowledgement'],
    ['below a control that fails', 'success', control.replace('success', 'failure'), `${NO}control`],
    ['below a control that says nothing', 'success', '<control/>', 'misshapen missing-signal response/control'],
  ])('%s', (_, status, below, expected) => {
    const text = `<response><acknowledgement><status>${status}</status></acknowledgement>${below}</response>`
    expect(words(read(text, ['a']))).toBe(expected)
  })
})

describe('what was asked', () => {
  test.each([
    ['finds its result by control ID', ['a', 'b'], [result('failure', 'b'), result('success', 'a')], 'done uncoded'],
    ['finds none for a control ID that is not there', ['a', 'b'], [result('success', 'a')], 'done missing-outcome'],
    ['believes no control ID that was not asked', ['a'], [result('success', 'z')], 'missing-outcome'],
    [
      'believes no control ID that comes too often',
      ['a', 'b'],
      [result('success', 'a'), result('success', 'a')],
      'mismatched-outcome missing-outcome',
    ],
    [
      'believes no control ID that comes too seldom',
      ['a', 'a'],
      [result('success', 'a')],
      'mismatched-outcome mismatched-outcome',
    ],
    [
      'takes repeated control IDs in their order',
      ['a', 'a'],
      [result('success', 'a'), result('failure', 'a')],
      'done uncoded',
    ],
    ['goes by position where no control ID came', ['a', 'b'], [result('success'), result('failure')], 'done uncoded'],
    [
      'goes by position beside a control ID in its place',
      ['a', 'b'],
      [result('success', 'a'), result('failure')],
      'done uncoded',
    ],
    [
      'never by position where a control ID contradicts',
      ['a', 'b'],
      [result('success', 'b'), result('success')],
      'mismatched-outcome done',
    ],
    [
      'never by position where another was not asked',
      ['a', 'b'],
      [result('success', 'z'), result('success')],
      'mismatched-outcome mismatched-outcome',
    ],
    [
      'never by position where the number differs',
      ['a', 'b'],
      [result('success')],
      'mismatched-outcome mismatched-outcome',
    ],
    ['believes no result of another function', ['a'], [result('success', 'a', '', 'delete')], 'mismatched-outcome'],
    ['believes a result that names no function', ['a'], [result('success', 'a', '', '')], 'done'],
    ['misses everything where nothing came', ['a', 'b'], [], 'missing-outcome missing-outcome'],
  ])('%s', (_, asked, results, expected) => {
    expect(words(read(reply(operation(...results)), asked))).toBe(expected)
  })

  test('without control IDs goes by position, and never where the number differs', () => {
    const two = [command(undefined), command(undefined)]
    expect(words(read(reply(operation(result('success', 'x'), result('failure', 'y'))), two))).toBe('done uncoded')
    expect(words(read(reply(operation(result('success', 'x'))), two))).toBe('mismatched-outcome mismatched-outcome')
    const mixed = [command(undefined), command('x')]
    expect(words(read(reply(operation(result('success', 'x'), result('success', 'y'))), mixed))).toBe(
      'mismatched-outcome done',
    )
  })

  test.each([
    ['the same', 'tide-1', 'done'],
    ['none', '', 'done'],
    ['another', 'tide-0', 'misshapen mismatched-outcome response/control/controlid'],
  ])('as a whole has the mark of the reply: %s', (_, mark, expected) => {
    const control = `<control><status>success</status><controlid>${mark}</controlid></control>`
    const text = `<response>${control}${operation(result('success', 'a'))}</response>`
    expect(words(read(text, ['a'], 'tide-1'))).toBe(expected)
    expect(words(read(text, ['a']))).toBe('done')
  })

  test('must have content where a success promises it', () => {
    const needy = [command('a', { output: true })]
    expect(words(read(reply(operation(result('success', 'a'))), needy))).toBe('unreadable-output')
    expect(words(read(reply(operation(result('success', 'a', '<data/>'))), needy))).toBe('done')
    expect(words(read(reply(operation(result('success', 'a', '<key>7</key>'))), needy))).toBe('done')
  })

  test('keeps its own names, and leaves what answers nothing as a warning', () => {
    const reading = read(
      reply(operation(result('success', 'z', '', 'update'), result('failure', 'a', errors('Q'), ''))),
      ['a'],
    )
    expect(reading).toMatchObject({
      kind: 'outcomes',
      outcomes: [{ index: 0, operation: 'create', id: 'a' }],
      warnings: [{ level: 'function' }],
    })
  })
})

describe('several operations', () => {
  const asked = [command('a', { part: 0 }), command('b', { part: 1 }), command('c', { part: 2 })]
  const done = (id: string) => operation(result('success', id))
  test.each([
    ['that all succeed', [done('a'), done('b'), done('c')], 'done done done'],
    ['one of which is refused', [done('a'), shut, done('c')], 'done XL03000006 done'],
    [
      'that are all refused',
      [shut, shut, shut],
      'refused XL03000006@authentication+XL03000006@authentication+XL03000006@authentication',
    ],
    ['one of which is silent', [done('a'), '<operation/>', done('c')], 'done missing-signal done'],
    ['one of which is empty', [done('a'), operation(), done('c')], 'done missing-outcome done'],
    ['one of which answers for another', [done('b'), shut, done('c')], 'missing-outcome XL03000006 done'],
    ['one of which is missing', [done('a'), done('c')], 'done missing-outcome done'],
    [
      'one of which is missing beside one that is refused',
      [done('a'), shut],
      'done mismatched-outcome mismatched-outcome',
    ],
    ['in another order than the functions', [shut, done('a')], 'done mismatched-outcome mismatched-outcome'],
  ])('%s', (_, operations, expected) => {
    expect(words(read(reply(...operations), asked))).toBe(expected)
  })

  test('are told apart by control IDs where nobody said which function stands in which', () => {
    const plain = ['a', 'b', 'c', 'd']
    expect(words(read(reply(done('a'), shut, done('d')), plain))).toBe('done XL03000006 XL03000006 done')
    expect(words(read(reply(shut, done('b'), done('c')), plain))).toBe(
      'mismatched-outcome done done mismatched-outcome',
    )
    expect(words(read(reply(shut, done('b'), shut, done('d')), plain))).toBe(
      'mismatched-outcome done mismatched-outcome done',
    )
  })
})

describe('a transaction that was undone', () => {
  const list = (...entries: readonly string[]) => `<errormessage>${entries.join('')}</errormessage>`
  const cause = '<error><errorno>BL34000061</errorno><description2>It is taken</description2></error>'
  const victim = result('aborted', 'a', list(undone))
  const culprit = result('failure', 'b', list(cause, undone))

  test('has victims that point to the cause', () => {
    const reading = read(reply(operation(victim, culprit)), ['a', 'b'])
    expect(refusalsAt(reading, 0).map(one => one.evidence)).toEqual([
      { victim: true, cause: { index: 1, operation: 'create', id: 'b', code: 'BL34000061', message: 'It is taken' } },
    ])
    expect(refusalsAt(reading, 1).map(one => one.evidence)).toEqual([{ applied: 'no' }, { victim: true }])
  })

  test.each([
    ['a failure', [victim, culprit], 1],
    ['the first of several failures', [victim, culprit, result('failure', 'c', list(cause))], 1],
    ['a failure before an aborted one', [victim, result('aborted', 'z', list(cause)), culprit], 2],
    ['an aborted one where no failure holds an error', [victim, result('aborted', 'z', list(cause, undone))], 1],
    ['nothing where nobody says', [victim, result('aborted', 'b')], undefined],
  ])('has its cause in %s', (_, results, index) => {
    expect(refusalsAt(read(reply(operation(...results))))[0]?.evidence?.cause?.index).toBe(index)
  })

  test('points to a cause that nobody asked for without a place', () => {
    const evidence = refusalsAt(read(reply(operation(victim, result('failure', 'z', list(cause)))), ['a']))[0]?.evidence
    expect(evidence?.cause).toEqual({ operation: 'create', id: 'z', code: 'BL34000061', message: 'It is taken' })
  })

  test('wrote nothing, whatever its results list', () => {
    const data = '<data count="1"><project><RECORDNO>7</RECORDNO></project></data>'
    const reading = read(reply(operation(result('failure', 'a', data + list(cause, undone)))), [
      command('a', { objects: 2 }),
    ])
    expect(refusalsAt(reading)[0]?.evidence).toEqual({ applied: 'no' })
  })

  test('holds no success that can be believed', () => {
    expect(words(read(reply(operation(result('success', 'a'), culprit)), ['a', 'b']))).toBe(
      'unexpected-element BL34000061+XL03000009',
    )
    expect(
      words(
        read(reply(operation(result('success', 'a')), operation(culprit)), [command('a'), command('b', { part: 1 })]),
      ),
    ).toBe('done BL34000061+XL03000009')
  })
})

describe('what a failure may have done', () => {
  const data = '<data count="1"><project><RECORDNO>7</RECORDNO></project></data>'
  const counted = '<data count="2"/>'
  test.each([
    ['one object', 'failure', '', command('a'), { applied: 'no' }],
    ['several objects', 'failure', '', command('a', { objects: 2 }), { applied: 'maybe' }],
    ['objects that are only counted', 'failure', counted, command('a'), { applied: 'maybe' }],
    ['a count of none', 'failure', '<data count="0"/>', command('a'), { applied: 'no' }],
    ['a read', 'failure', data, command('a', { idempotency: 'read' }), { applied: 'no' }],
    ['another word', 'pending', data, command('a'), { applied: 'maybe' }],
  ])('with %s', (_, status, inner, asked, evidence) => {
    expect(refusalsAt(read(reply(operation(result(status, 'a', inner))), [asked]))[0]?.evidence).toEqual(evidence)
  })

  test('is what its data lists', () => {
    const reading = read(reply(operation(result('failure', 'a', data))), [command('a', { objects: 2 })])
    const written = [{ name: 'project', children: [{ name: 'RECORDNO', text: '7' }] }]
    expect(refusalsAt(reading)[0]?.evidence).toEqual({ partly: true, written })
  })

  test.each([
    ['create', data, { partly: true }],
    ['create', '', { applied: 'maybe' }],
    ['create_bill', '', { applied: 'no' }],
    ['query', data, { applied: 'no' }],
    ['', '', { applied: 'maybe' }],
  ])('is told by the name of the function where nobody says what was asked: "%s"', (name, inner, evidence) => {
    const [refusal] = refusalsAt(read(reply(operation(result('failure', 'a', inner, name)))))
    expect(refusal?.evidence).toMatchObject(evidence)
  })
})

test('outcomes of a recording have the names and control IDs of the reply', () => {
  const reading = read(
    reply(operation(result('success', 'a', '', 'update'), '<result><status>failure</status></result>'), shut),
  )
  expect(outcomesOf(reading).map(({ index, operation, id }) => [index, operation, id])).toEqual([
    [0, 'update', 'a'],
    [1, 'function', undefined],
    [2, 'operation', undefined],
  ])
})
