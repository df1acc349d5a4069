import { describe, expect, test } from 'vitest'
import { intacct } from '../../../src/dialects/intacct/dialect.ts'
import { type NormalizeOptions, normalize } from '../../../src/index.ts'
import { parse } from '../../../src/xml/parse.ts'
import { command, operation, reply, result, worded } from './replies.ts'

describe('the dialect', () => {
  test.each([
    ['control with a status', '<response><control><status>success</status></control></response>', true],
    ['an empty control above errors', '<response><control/><errormessage/></response>', true],
    ['an acknowledgement', '<response><acknowledgement/><control/></response>', true],
    ['numbered errors alone', '<response><errormessage><error><errorno/></error></errormessage></response>', true],
    ['other errors alone', '<response><errormessage><error/></errormessage></response>', false],
    ['an empty control alone', '<response><control/></response>', false],
    ['no control', '<response><status>success</status></response>', false],
    ['a namespace', '<response xmlns="urn:x"><control><status>success</status></control></response>', false],
    ['another root', '<reply><control><status>success</status></control></reply>', false],
    ['a reply of OpenAir', '<response><Auth status="0"/></response>', false],
  ])('is recognized by its parts: %s', (_, text, expected) => {
    expect(intacct.recognize(parse(text)._unsafeUnwrap().root)).toBe(expected)
  })
})

describe('an answer in another form', () => {
  const json = command('a', { name: 'readByQuery', idempotency: 'read', output: true, format: 'json' })
  const csv = { ...json, format: 'csv' } as const
  const explain = (body: string, options: NormalizeOptions, status = 200, type = 'text/plain') =>
    normalize({ status, headers: { 'content-type': type }, body }, { dialect: 'intacct', ...options }).match(
      ({ outcomes }) =>
        outcomes
          .map(({ result }) =>
            result.match(
              payload => payload.text,
              fault => fault.kind,
            ),
          )
          .join(),
      fault => fault.kind,
    )

  test.each([
    ['a list of JSON', '[{"A":"1"}]', json, '[{"A":"1"}]'],
    ['an empty list of JSON', '[]', json, '[]'],
    ['JSON that is no list', '{"A":"1"}', json, 'http'],
    ['JSON that is cut off', '[{"A":"1"},', json, 'http'],
    ['JSON in place of CSV', '[{"A":"1"}]', csv, 'http'],
    ['a table', 'A,B.C\n1,"x, y"\n', csv, 'A,B.C\n1,"x, y"\n'],
    ['a table with quoted names', '"A","B"\r\n1,2\r\n', csv, '"A","B"\r\n1,2\r\n'],
    ['a table of names alone', 'A,B', csv, 'A,B'],
    ['one word that is no table for certain', 'Overloaded', csv, 'http'],
    ['a sentence', 'Come back, later', csv, 'http'],
    ['CSV in place of JSON', 'A,B\n1,2', json, 'http'],
    ['nothing', '', csv, 'http'],
    ['a page', '<html><body>A,B</body></html>', csv, 'http'],
  ])('is %s', (_, body, asked, expected) => {
    expect(explain(body, { asked: { commands: [asked] } })).toBe(expected)
  })

  test('of one column is a table where it says so', () => {
    expect(explain('A\n1\n', { asked: { commands: [csv] } }, 200, 'text/csv')).toBe('A\n1\n')
  })

  test('is a success only under 2xx, for one function, and where it was asked for', () => {
    const body = '[{"A":"1"}]'
    expect(explain(body, { asked: { commands: [json] } }, 500)).toBe('http')
    expect(explain(body, { asked: { commands: [json, json] } })).toBe('http')
    expect(explain(body, { asked: { commands: [command('a')] } })).toBe('http')
    expect(explain(body, {})).toBe('http')
  })

  test('has a payload that holds nothing but its text', () => {
    const options = { dialect: 'intacct', asked: { commands: [json] } } as const
    const [outcome] = normalize({ status: 200, headers: {}, body: '[1]' }, options)._unsafeUnwrap().outcomes
    const payload = outcome?.result._unsafeUnwrap()
    expect([payload?.name, payload?.text, payload?.toPlain(), payload?.toRuled(() => 'data')]).toEqual([
      'json',
      '[1]',
      '[1]',
      '[1]',
    ])
    expect([payload?.attribute('a'), payload?.attributeNamed('a'), payload?.child('a'), payload?.resolve('')]).toEqual(
      Array(4).fill(undefined),
    )
    expect([payload?.all('a'), payload?.hasChild(new Set(['a']))]).toEqual([[], false])
  })
})

test('credentials that the service echoes are masked, in the marks and in what was written as well', () => {
  const data = '<data><user><PWD>hunter-22</PWD><NOTE>hunter-22</NOTE></user></data>'
  const said = worded('BL1', 'hunter-22 is weak [Support ID: hunter%2D22]')
  const body = reply(operation(result('failure', 'a', data + said)))
  const fault = normalize({ status: 200, headers: {}, body }, { secrets: ['hunter-22'] })
    ._unsafeUnwrap()
    .outcomes[0]?.result._unsafeUnwrapErr()
  expect(JSON.stringify(fault)).not.toContain('hunter')
  expect(fault).toMatchObject({ applied: 'partly', message: '*** is weak', reasons: [{ supportId: '***' }] })
})
