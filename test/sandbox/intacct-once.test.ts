import { describe, expect, test } from 'vitest'
import type { Sandbox, Trouble } from '../../src/sandbox.ts'
import { customer, customers, errorsOf, open, resultsOf, type Sending, send } from './intacct-exchange.ts'

const marker = 'XL03000009 The operation with this function has been rolled back due to an error'
const recorded = (id: string) =>
  `XL03000006 A successful transaction has already been recorded with the control id ${id}`
const transaction = { transaction: true }

/** What is left of results when the data of successes does not matter. */
const short = (text: string) => resultsOf(text).map(result => result.replace(/; <.*$/s, ''))

describe('a transaction', () => {
  test('stands where all of it succeeds', async () => {
    const sandbox = await open()
    const { text } = await send(sandbox, [customer('C1'), customer('C2')], transaction)
    expect(short(text)).toEqual(['f-0 success', 'f-1 success'])
    expect(customers(sandbox)).toEqual(['C1', 'C2'])
  })

  test.each(['failure', 'aborted'] as const)('is undone with the function at fault, which says %s', async culprit => {
    const sandbox = await open({ intacct: { culprit } })
    const number = sandbox.intacct.put('CUSTOMER', { CUSTOMERID: 'C1', NAME: 'a' })
    const change = `<update><CUSTOMER><RECORDNO>${number}</RECORDNO><NAME>b</NAME></CUSTOMER></update>`
    const other = sandbox.intacct.put('VENDOR', { VENDORID: 'V1' })
    const removal = `<delete><object>VENDOR</object><keys>${other}</keys></delete>`
    const { text } = await send(sandbox, [change, customer('C2'), removal, customer('C1'), customer('C3')], transaction)
    expect(resultsOf(text)).toEqual([
      `f-0 aborted; ${marker}`,
      `f-1 aborted; ${marker}`,
      `f-2 aborted; ${marker}`,
      expect.stringMatching(new RegExp(`^f-3 ${culprit}; BL34000061 .*; ${marker}$`)),
      `f-4 aborted; ${marker}`,
    ])
    expect(sandbox.intacct.records('CUSTOMER')).toEqual([{ RECORDNO: number, CUSTOMERID: 'C1', NAME: 'a' }])
    expect(sandbox.intacct.records('VENDOR')).toHaveLength(1)
    expect(sandbox.intacct.performed.map(({ controlId, status }) => `${controlId} ${status}`)).toEqual([
      'f-0 undone',
      'f-1 undone',
      'f-2 undone',
      'f-3 failure',
    ])
  })

  test('is undone by a function that has succeeded before', async () => {
    const sandbox = await open()
    await send(sandbox, [['a', customer('C1')]])
    const { text } = await send(
      sandbox,
      [
        ['b', customer('C2')],
        ['a', customer('C1')],
      ],
      transaction,
    )
    expect(resultsOf(text)).toEqual([`b aborted; ${marker}`, `a failure; ${recorded('a')}; ${marker}`])
    expect(customers(sandbox)).toEqual(['C1'])
    expect(short((await send(sandbox, [['b', customer('C2')]])).text)).toEqual(['b success'])
  })

  test('touches nothing outside its operation, and a batch without one keeps what it did', async () => {
    const sandbox = await open()
    sandbox.intacct.put('CUSTOMER', { CUSTOMERID: 'C1' })
    const { text } = await send(sandbox, [customer('C2'), customer('C1'), customer('C3')])
    expect(short(text).map(result => result.slice(0, 11))).toEqual(['f-0 success', 'f-1 failure', 'f-2 success'])
    expect(customers(sandbox)).toEqual(['C1', 'C2', 'C3'])
  })
})

describe('a control ID', () => {
  const twice = async (sandbox: Sandbox, first: Sending = {}, second: Sending = {}) => {
    await send(sandbox, [['a', customer('C1')]], first)
    const { text } = await send(sandbox, [['a', customer('C2')]], second)
    return { told: short(text), kept: customers(sandbox) }
  }
  const unguarded: Sending = { control: { uniqueid: 'false' } }
  const refused = { told: [`a failure; ${recorded('a')}`], kept: ['C1'] }
  const done = { told: ['a success'], kept: ['C1', 'C2'] }

  test('that has succeeded is refused', async () => expect(await twice(await open())).toEqual(refused))

  test('is refused unless the request says otherwise', async () => {
    const { told } = await twice(await open(), {}, { control: { uniqueid: '' } })
    expect(told).toEqual(refused.told)
    expect(await twice(await open(), {}, unguarded)).toEqual(done)
  })

  test('of a request that did not guard itself is remembered, or is not', async () => {
    expect(await twice(await open(), unguarded)).toEqual(refused)
    expect(await twice(await open({ intacct: { remembers: 'guarded' } }), unguarded)).toEqual(done)
  })

  test('may be refused by a result without a status', async () => {
    expect((await twice(await open({ intacct: { recorded: 'no-status' } }))).told).toEqual(['a -'])
  })

  test('that failed may be used again', async () => {
    const sandbox = await open()
    sandbox.intacct.forbid('create', 'CUSTOMER')
    await send(sandbox, [['a', customer('C1')]])
    sandbox.intacct.forbid('create', 'CUSTOMER', false)
    expect(short((await send(sandbox, [['a', customer('C1')]])).text)).toEqual(['a success'])
  })

  test('can be forgotten', async () => {
    const sandbox = await open()
    await send(sandbox, [['a', customer('C1')]])
    sandbox.intacct.forgetControlIds()
    expect(short((await send(sandbox, [['a', customer('C2')]])).text)).toEqual(['a success'])
  })

  test.each(['result', 'control'] as const)('of a function that is under way is refused at %s', async running => {
    const sandbox = await open({ speed: 0, intacct: { running, functionMs: 1_000 } })
    const first = send(sandbox, [['a', customer('C1')]])
    await expect.poll(() => sandbox.calls.length).toBe(1)
    const second = send(sandbox, [['a', customer('C1')]])
    await expect.poll(() => sandbox.calls.length).toBe(2)
    if (running === 'result') {
      // Its turn comes once the first is done.
      sandbox.time.advance(1_000)
      expect(short((await first).text)).toEqual(['a success'])
      expect(short((await second).text)).toEqual([`a failure; ${recorded('a')}`])
      return
    }
    expect(errorsOf((await second).text)).toEqual([
      'XL03000006 There is a concurrent request in process for the control id a',
    ])
    sandbox.time.advance(1_000)
    expect(short((await first).text)).toEqual(['a success'])
  })

  test('of a later function of a request that is under way is refused, and the request before it goes on', async () => {
    const sandbox = await open({ speed: 0, intacct: { functionMs: 1_000 } })
    const first = send(sandbox, [
      ['a', customer('C1')],
      ['b', customer('C2')],
    ])
    await expect.poll(() => sandbox.calls.length).toBe(1)
    const second = send(sandbox, [['b', customer('C2')]])
    await expect.poll(() => sandbox.calls.length).toBe(2)
    sandbox.time.advance(1_000)
    expect(short((await second).text)).toEqual([
      'b failure; XL03000006 There is a concurrent request in process for the control id b',
    ])
    sandbox.time.advance(1_000)
    expect(short((await first).text)).toEqual(['a success', 'b success'])
    expect(customers(sandbox)).toEqual(['C1', 'C2'])
  })
})

describe('trouble', () => {
  const three = [customer('C1'), customer('C2'), customer('C3')]
  const ending = async (sandbox: Sandbox, sending: Sending = {}) => {
    try {
      const { status, text } = await send(sandbox, three, sending)
      return `${status} ${text}`
    } catch (error) {
      return error instanceof TypeError ? 'no answer' : error
    }
  }

  test.each<[string, Trouble, string, readonly string[]]>([
    ['reset', { kind: 'mid-process', after: 2 }, 'no answer', ['C1', 'C2']],
    ['HTTP 500', { kind: 'mid-process', after: 1, status: 500 }, '500 ', ['C1']],
    ['HTTP 504 before anything', { kind: 'mid-process', after: 0, status: 504 }, '504 ', []],
    ['reset after all', { kind: 'mid-process', after: 9 }, 'no answer', ['C1', 'C2', 'C3']],
  ])(
    'mid-process with %s keeps the first functions, and a resend does the rest',
    async (_what, trouble, told, kept) => {
      const sandbox = await open()
      sandbox.trouble.next(trouble)
      expect(await ending(sandbox)).toBe(told)
      expect(customers(sandbox)).toEqual(kept)
      const { text } = await send(sandbox, three)
      expect(short(text)).toEqual(
        three.map((_, index) =>
          index < kept.length ? `f-${index} failure; ${recorded(`f-${index}`)}` : `f-${index} success`,
        ),
      )
      expect(customers(sandbox)).toEqual(['C1', 'C2', 'C3'])
    },
  )

  test('mid-process undoes a transaction that has begun', async () => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'mid-process', after: 2 })
    expect(await ending(sandbox, { transaction: true })).toBe('no answer')
    expect(customers(sandbox)).toEqual([])
    expect(sandbox.intacct.performed.map(({ status }) => status)).toEqual(['undone', 'undone'])
    const { text } = await send(sandbox, three, { transaction: true })
    expect(short(text)).toEqual(['f-0 success', 'f-1 success', 'f-2 success'])
  })

  test.each<[string, Trouble, RegExp, number]>([
    [
      'a code at a function',
      { kind: 'code', code: 'CRE-3211', at: 1, text: 'a compliance error' },
      /<status>failure<\/status><function>create<\/function><controlid>f-1<\/controlid><errormessage><error><errorno>CRE-3211<.*<errorno>BL01001973</,
      2,
    ],
    [
      'a code at authentication',
      { kind: 'code', code: 'XL03000006', at: 'auth' },
      /<authentication><status>failure<.*<errorno>XL03000006<.*<\/operation>/,
      0,
    ],
    [
      'a code at control',
      { kind: 'code', code: 'XL03000006', at: 'control', text: 'Service is Temporarily Off-line' },
      /<control><status>failure<.*Off-line/,
      0,
    ],
    [
      'a result without a status',
      { kind: 'missing-status', at: 2 },
      /<result><function>create<\/function><controlid>f-2</,
      3,
    ],
    ['an authentication without a status', { kind: 'missing-status', at: 'auth' }, /<authentication><userid>/, 3],
    [
      'a result that is missing',
      { kind: 'drop-outcome', at: 0 },
      /<\/authentication><result><status>success<\/status><function>create<\/function><controlid>f-1</,
      3,
    ],
    ['a page', { kind: 'html', when: 'after' }, /^502 <!DOCTYPE html>/, 3],
    ['another status over the answer', { kind: 'status', status: 500, body: 'xml' }, /^500 .*<\/response>$/, 3],
    ['an answer that is cut off', { kind: 'truncated' }, /^200 <response>(?!.*<\/response>)/, 3],
  ])('%s', async (_what, trouble, told, done) => {
    const sandbox = await open()
    sandbox.trouble.next(trouble)
    expect(await ending(sandbox)).toMatch(new RegExp(told.source, 's'))
    expect(customers(sandbox)).toHaveLength(done)
  })

  test('leaves the habits of the service on, and the answers still say the same', async () => {
    const sandbox = await open({ habits: true })
    const tidy = await open()
    for (let n = 0; n < 50; n += 1) {
      const odd = await send(sandbox, [
        [`a${n}`, customer('C1')],
        [`b${n}`, '<read><object>BERTH</object><keys/></read>'],
      ])
      expect(odd.text.replace(/\s*=\s*/g, '=')).toMatch(/<response>.*<\/response>$/s)
      await send(tidy, [[`a${n}`, customer('C1')]])
    }
    expect(customers(sandbox)).toEqual(customers(tidy))
  })
})
