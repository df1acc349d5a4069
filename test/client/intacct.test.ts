import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allDone, answer, done, gateway, page, recorded, refused, unauthenticated, undone } from './intacct-gateway.ts'
import { collected, until } from './peers.ts'

const vendor = { VENDORID: 'V-7', NAME: 'North Pier' }

describe('a call', () => {
  test('signs in, and sends its function with a control ID in that session', async () => {
    const { connect, requests, signIns } = await gateway(allDone)
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toEqual({ key: '7', record: { RECORDNO: '7' } })
    expect(signIns[0]?.text).toContain(
      '<login><userid>mara</userid><companyid>pier</companyid><password>Tide-4417</password></login>',
    )
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ session: 'session-1', unique: true, transaction: false })
    expect(requests[0]?.functions[0]?.text).toContain(
      '<create><vendor><VENDORID>V-7</VENDORID><NAME>North Pier</NAME></vendor></create>',
    )
    await api.close()
  })

  test('that only reads asks for no protection', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect()
    const rows = await api.read({ object: 'VENDOR', keys: [7], schema: z.object({ RECORDNO: z.string() }) })
    expect(rows._unsafeUnwrap()).toEqual([{ RECORDNO: '7' }])
    expect(requests[0]?.unique).toBe(false)
    await api.close()
  })

  test('whose reply bears another control ID is not believed', async () => {
    const { connect, requests } = await gateway(asked => allDone({ ...asked, id: 'stranger' }), allDone)
    const api = connect({ retry: false })
    expect((await api.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({
      kind: 'shape',
      problem: 'mismatched-outcome',
      applied: 'maybe',
    })
    expect(requests).toHaveLength(1)
    await api.close()
  })
})

describe('a write whose answer is lost', () => {
  const losses = [
    ['is cut off', () => 'lost' as const],
    ['comes in half', () => 'half' as const],
    ['is an error page', () => ({ status: 502, body: '<html>Bad gateway</html>' })],
    ['is a page under 200', () => '<html>Please wait</html>'],
    ['is an empty 500', () => ({ status: 500, body: '' })],
    ['is an empty 200', () => ''],
    ['is the 524 of a network in between', () => ({ status: 524, body: '<html>A timeout occurred</html>' })],
    [
      'is a failure of the gateway',
      () => ({
        status: 500,
        body: '<response><control><status>failure</status></control><errormessage><error><errorno>GW-0001</errorno><description>Internal</description></error></errormessage></response>',
      }),
    ],
    ['is another document', () => '<weather>rain</weather>'],
  ] as const

  test.each(losses)('as it %s goes out again in the same bytes, and is done once', async (_, lose) => {
    const { connect, requests } = await gateway(lose, asked => answer(asked, asked.functions.map(recorded)))
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toEqual({ replayed: true })
    expect(requests).toHaveLength(2)
    expect(requests[1]?.text).toBe(requests[0]?.text)
    await api.close()
  })

  test('is never sent again without the protection of its control ID', async () => {
    const { connect, requests } = await gateway(() => 'lost')
    const api = connect({ uniqueid: false })
    const fault = (await api.create('vendor', vendor))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ applied: 'maybe', remedy: 'reconcile', stopped: { because: 'unsafe' } })
    expect(requests).toHaveLength(1)
    expect(requests[0]?.unique).toBe(false)
    await api.close()
  })

  test('is waited for while it is still in process', async () => {
    const busy = (asked: Parameters<typeof answer>[0]) =>
      answer(
        asked,
        asked.functions.map(one => refused(one, 'XL03000006', 'There is a concurrent request in process')),
      )
    const { connect, requests } = await gateway(
      () => 'lost',
      busy,
      busy,
      busy,
      busy,
      busy,
      asked => answer(asked, asked.functions.map(recorded)),
    )
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toEqual({ replayed: true })
    expect(new Set(requests.map(one => one.text)).size).toBe(1)
    expect(requests).toHaveLength(7)
    await api.close()
  })

  test('counts as done, and as assumed, where the repeat has a result without status', async () => {
    const { connect } = await gateway(
      () => 'lost',
      asked =>
        answer(
          asked,
          asked.functions.map(
            ({ id, name }) => `<result><function>${name}</function><controlid>${id}</controlid></result>`,
          ),
        ),
    )
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toEqual({ replayed: true, assumed: true })
    await api.close()
  })

  test('is not taken for done because a sign-in in between has a result without status', async () => {
    const { connect, state, requests } = await gateway(
      () => 'lost',
      asked => unauthenticated(asked, 'Invalid session'),
      allDone,
    )
    state.signIn = (asked, count) => {
      const [one] = asked.functions
      const api = `<api><sessionid>session-${count}</sessionid></api>`
      const said = done(one as never, api)
      return answer(asked, [count === 2 ? said.replace('<status>success</status>', '') : said])
    }
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toMatchObject({ key: '7' })
    expect(requests.map(one => one.session)).toEqual(['session-1', 'session-1', 'session-3'])
    await api.close()
  })

  test('runs with the repeat where it had not run', async () => {
    const { connect } = await gateway(() => 'lost', allDone)
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toMatchObject({ key: '7' })
    await api.close()
  })

  test('was not done where the repeat refuses its input', async () => {
    const { connect } = await gateway(
      () => 'lost',
      asked =>
        answer(
          asked,
          asked.functions.map(one => refused(one, 'BL34000001', 'Invalid fields list: NMAE')),
        ),
    )
    const api = connect()
    const fault = (await api.create('vendor', vendor))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'validation', applied: 'no' })
    expect(fault.attempts).toHaveLength(2)
    await api.close()
  })

  test('may have been done where the repeat says that the record exists', async () => {
    const { connect } = await gateway(
      () => 'lost',
      asked =>
        answer(
          asked,
          asked.functions.map(one =>
            refused(one, 'BL34000061', 'Another vendor with the given value(s) V-7 already exists'),
          ),
        ),
    )
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({
      category: 'conflict',
      applied: 'maybe',
    })
    await api.close()
  })

  test('is not taken for done where its first try already meets its control ID', async () => {
    const { connect } = await gateway(asked => answer(asked, asked.functions.map(recorded)))
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({
      category: 'conflict',
      remedy: 'reconcile',
      applied: 'yes',
    })
    expect((await api.create('vendor', vendor, { controlId: 'kept-1', repeat: true }))._unsafeUnwrap()).toEqual({
      replayed: true,
    })
    await api.close()
  })

  test('has its key looked up by what tells its record from others', async () => {
    const { connect, requests } = await gateway(
      () => 'lost',
      asked => answer(asked, asked.functions.map(recorded)),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [41])),
        ),
    )
    const api = connect()
    expect((await api.create('vendor', vendor, { findBy: ['VENDORID'] }))._unsafeUnwrap()).toEqual({
      replayed: true,
      key: '41',
    })
    expect(requests[2]?.functions[0]?.text).toContain(
      '<filter><and><equalto><field>VENDORID</field><value>V-7</value></equalto></and></filter>',
    )
    await api.close()
  })

  test('is given up after four tries, with what is known', async () => {
    const { connect, requests } = await gateway(() => 'lost')
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({
      applied: 'maybe',
      stopped: { because: 'exhausted' },
    })
    expect(requests).toHaveLength(4)
    await api.close()
  })
})

describe('several functions in one request', () => {
  test('have results by their control IDs, whatever the order', async () => {
    const { connect } = await gateway(asked =>
      answer(asked, [
        refused(asked.functions[1] as never, 'BL03000025', 'The vendor V-9 does not exist'),
        done(asked.functions[0] as never),
      ]),
    )
    const api = connect()
    const { functions } = api
    const [made, gone] = (
      await api.execute([functions.create('vendor', vendor), functions.delete('vendor', 9)])
    )._unsafeUnwrap()
    expect(made._unsafeUnwrap()).toMatchObject({ key: '7' })
    expect(gone._unsafeUnwrapErr()).toMatchObject({ category: 'not-found', applied: 'no' })
    await api.close()
  })

  test('go on where the service died among them: what was done counts, the rest runs', async () => {
    const { connect, requests } = await gateway(
      () => 'lost',
      asked =>
        answer(
          asked,
          asked.functions.map((one, index) => (index < 2 ? recorded(one) : done(one))),
        ),
    )
    const api = connect()
    const results = await api.create('vendor', [vendor, vendor, vendor, vendor])
    expect(results._unsafeUnwrap().map(one => one._unsafeUnwrap().replayed === true)).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(requests[1]?.text).toBe(requests[0]?.text)
    await api.close()
  })

  test('among which reads were lost have those read again under new control IDs', async () => {
    const { connect, requests } = await gateway(
      () => 'lost',
      asked => answer(asked, asked.functions.map(recorded)),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [3])),
        ),
    )
    const api = connect()
    const { functions } = api
    const [made, rows] = (
      await api.execute([functions.create('vendor', vendor), functions.read({ object: 'VENDOR', keys: [3] })])
    )._unsafeUnwrap()
    expect(made._unsafeUnwrap()).toEqual({ replayed: true })
    expect(rows._unsafeUnwrap()).toEqual([{ RECORDNO: '3' }])
    const ids = requests.flatMap(one => one.functions.map(({ id }) => id))
    expect(requests[2]).toMatchObject({ unique: false, functions: [{ name: 'read' }] })
    expect(ids.filter(id => id === requests[2]?.functions[0]?.id)).toHaveLength(1)
    await api.close()
  })

  test('of which one is not safe to repeat leave that one, and repeat the others', async () => {
    const { connect, requests } = await gateway(() => 'lost', allDone)
    const api = connect()
    const { functions } = api
    const several = functions.custom({
      name: 'create',
      content: { vendor: [vendor, vendor] },
      idempotency: 'once',
      objects: 2,
    })
    const [two, one] = (await api.execute([several, functions.create('vendor', vendor)]))._unsafeUnwrap()
    expect(two._unsafeUnwrapErr()).toMatchObject({
      applied: 'maybe',
      remedy: 'reconcile',
      stopped: { because: 'unsafe' },
    })
    expect(one.isOk()).toBe(true)
    expect(requests[1]?.functions.map(({ id }) => id)).toEqual([requests[0]?.functions[1]?.id])
    await api.close()
  })

  test('of which the reply leaves one out have that one asked for again', async () => {
    const { connect, requests } = await gateway(
      asked =>
        answer(
          asked,
          asked.functions.slice(0, 1).map(one => done(one)),
        ),
      asked => answer(asked, asked.functions.map(recorded)),
    )
    const api = connect()
    const [first, second] = (await api.create('vendor', [vendor, vendor]))._unsafeUnwrap()
    expect(first?._unsafeUnwrap()).toMatchObject({ key: '7' })
    expect(second?._unsafeUnwrap()).toEqual({ replayed: true })
    expect(requests[1]?.functions).toHaveLength(1)
    expect(requests[1]?.id).not.toBe(requests[0]?.id)
    await api.close()
  })

  test('are not sent again for a number that nobody lists', async () => {
    const { connect, requests } = await gateway(asked =>
      answer(
        asked,
        asked.functions.map(one => refused(one, 'BL03099999', 'The moon is full')),
      ),
    )
    const api = connect()
    const faults = (await api.create('vendor', [vendor, vendor]))._unsafeUnwrap().map(one => one._unsafeUnwrapErr())
    expect(faults[0]).toMatchObject({ code: 'BL03099999', category: 'unknown', remedy: 'fix', applied: 'no' })
    expect(requests).toHaveLength(1)
    await api.close()
  })

  test('of which two have one control ID, or one has none, leave those out', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect({ newId: () => 'same' })
    const [first, second] = (await api.create('vendor', [vendor, vendor]))._unsafeUnwrap()
    expect(first?.isOk()).toBe(true)
    expect(second?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', issues: [{ path: ['controlId'] }] })
    await api.close()
    for (const newId of [() => '', () => 7, () => Promise.reject(new Error('x')).catch(() => 'x'), thrower]) {
      const other = connect({ newId, credentials: undefined, sessionId: 's' })
      expect((await other.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({
        kind: 'request',
        applied: 'no',
      })
      await other.close()
    }
    expect(requests).toHaveLength(1)
  })

  test('are at most 100 in a request', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect()
    const results = (
      await api.create(
        'vendor',
        Array.from({ length: 230 }, () => vendor),
      )
    )._unsafeUnwrap()
    expect(results.every(one => one.isOk())).toBe(true)
    expect(requests.map(one => one.functions.length)).toEqual([100, 100, 30])
    await api.close()
  })

  test('keep a refused input from none of the others', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect()
    const [bad, good] = (await api.create('vendor', [{ 'not a name': 1 }, vendor]))._unsafeUnwrap()
    expect(bad?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'invalid-input' })
    expect(good?.isOk()).toBe(true)
    expect(requests[0]?.functions).toHaveLength(1)
    await api.close()
  })
})

function thrower(): never {
  throw new Error('no ID')
}

describe('a transaction', () => {
  const three = (api: Awaited<ReturnType<Awaited<ReturnType<typeof gateway>>['connect']>>) => [
    api.functions.create('vendor', vendor),
    api.functions.update('vendor', { RECORDNO: 7, NAME: 'x' }),
    api.functions.read({ object: 'VENDOR', keys: [7] }),
  ]

  test('is asked for as one, and may be all done', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect()
    const results = (await api.execute(three(api), { transaction: true }))._unsafeUnwrap()
    expect(results.every(one => one.isOk())).toBe(true)
    expect(requests[0]?.transaction).toBe(true)
    await api.close()
  })

  test('tells who made it fail, and is not repeated in parts', async () => {
    const { connect, requests } = await gateway(asked => {
      const [first, second, third] = asked.functions as [never, never, never]
      return answer(asked, [undone(first), refused(second, 'BL03000025', 'The vendor does not exist'), undone(third)])
    })
    const api = connect()
    const faults = (await api.execute(three(api), { transaction: true }))
      ._unsafeUnwrap()
      .map(one => one._unsafeUnwrapErr())
    expect(faults.map(({ category, applied }) => [category, applied])).toEqual([
      ['collateral', 'no'],
      ['not-found', 'no'],
      ['collateral', 'no'],
    ])
    expect(faults[0]).toMatchObject({ cause: { index: 1, code: 'BL03000025' } })
    expect(requests).toHaveLength(1)
    await api.close()
  })

  test('whose answer was lost is done where a repeat meets one of its control IDs, and its reads are read again', async () => {
    const { connect, requests } = await gateway(
      () => 'half',
      asked =>
        answer(
          asked,
          asked.functions.map((one, index) => (index === 0 ? recorded(one) : undone(one))),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [7])),
        ),
    )
    const api = connect()
    const [made, changed, rows] = (await api.execute(three(api), { transaction: true }))._unsafeUnwrap()
    expect(made?._unsafeUnwrap()).toEqual({ replayed: true })
    expect(changed?._unsafeUnwrap()).toEqual({ replayed: true })
    expect(rows?._unsafeUnwrap()).toEqual([{ RECORDNO: '7' }])
    expect(requests[1]?.text).toBe(requests[0]?.text)
    expect(requests[2]).toMatchObject({ transaction: false, unique: false, functions: [{ name: 'read' }] })
    await api.close()
  })

  test('is done where a repeat meets one of its control IDs, whatever is said of the others', async () => {
    const { connect } = await gateway(
      () => 'lost',
      asked => answer(asked, [recorded(asked.functions[0] as never)]),
    )
    const api = connect()
    const results = (await api.execute(three(api).slice(0, 2), { transaction: true }))._unsafeUnwrap()
    expect(results.map(one => one._unsafeUnwrap())).toEqual([{ replayed: true }, { replayed: true }])
    await api.close()
  })

  test('is repeated as a whole where its function at fault may pass', async () => {
    const { connect, requests } = await gateway(asked => {
      const [first, second, third] = asked.functions as [never, never, never]
      return answer(asked, [undone(first), refused(second, 'XX', 'There are too many operations'), undone(third)])
    }, allDone)
    const api = connect()
    const results = (await api.execute(three(api), { transaction: true }))._unsafeUnwrap()
    expect(results.every(one => one.isOk())).toBe(true)
    expect(requests[1]?.text).toBe(requests[0]?.text)
    await api.close()
  })

  test('whose answer was lost was not done where the repeat refuses an input of it', async () => {
    const { connect } = await gateway(
      () => 'lost',
      asked => {
        const [first, second, third] = asked.functions as [never, never, never]
        return answer(asked, [undone(first), refused(second, 'BL34000001', 'Invalid fields list: NMAE'), undone(third)])
      },
    )
    const api = connect()
    const results = (await api.execute(three(api), { transaction: true }))._unsafeUnwrap()
    const faults = results.map(one => one._unsafeUnwrapErr())
    expect(faults.map(({ category, applied }) => [category, applied])).toEqual([
      ['collateral', 'no'],
      ['validation', 'no'],
      ['collateral', 'no'],
    ])
    expect(faults[0]?.attempts).toHaveLength(2)
    await api.close()
  })

  test('with an input that is refused is not sent at all', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect()
    const functions = [api.functions.create('vendor', vendor), api.functions.create('no name', vendor)]
    const [first, second] = (await api.execute(functions, { transaction: true }))._unsafeUnwrap()
    expect(first?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', category: 'collateral', applied: 'no' })
    expect(second?._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'invalid-input' })
    expect(requests).toHaveLength(0)
    await api.close()
  })

  test('that is given up says of each function that it may have been done', async () => {
    const { connect } = await gateway(() => 'lost')
    const api = connect()
    const fault = (await api.execute(three(api), { transaction: true }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ applied: 'maybe', stopped: { because: 'exhausted' } })
    await api.close()
  })
})

describe('a list', () => {
  test('by query comes whole, in order and each record once', async () => {
    const { connect, requests } = await gateway(
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [1, 2], { total: 5, remaining: 3, offset: 0 })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [2, 3], { total: 5, remaining: 1, offset: 2 })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [4], { total: 5, remaining: 0, offset: 4 })),
        ),
    )
    const api = connect()
    const rows = await collected(api.queryAll({ object: 'VENDOR', select: ['NAME'], pageSize: 2 }))
    expect(rows.map(one => one._unsafeUnwrap().RECORDNO)).toEqual(['1', '2', '3', '4'])
    expect(requests[0]?.text).toContain('<select><field>NAME</field><field>RECORDNO</field></select><orderby>')
    expect(requests.map(one => /<offset>(\d+)/.exec(one.text)?.[1])).toEqual(['0', '2', '4'])
    await api.close()
  })

  test('by query that does not go on is no whole list', async () => {
    const { connect } = await gateway(
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [1, 2], { remaining: 3 })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [], { remaining: 3 })),
        ),
    )
    const api = connect()
    const rows = await collected(api.queryAll({ object: 'VENDOR', select: ['NAME'] }))
    expect(rows).toHaveLength(3)
    expect(rows[2]?._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', applied: 'no' })
    await api.close()
  })

  test('by readByQuery goes on by its mark', async () => {
    const { connect, requests } = await gateway(
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [1, 2], { remaining: 3, resultId: 'r-1' })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [3, 4], { remaining: 1, resultId: 'r-1' })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [5], { remaining: 0, resultId: 'r-1' })),
        ),
    )
    const api = connect()
    const rows = await collected(api.readByQuery({ object: 'VENDOR', query: "STATUS = 'active'", fields: ['NAME'] }))
    expect(rows.map(one => one._unsafeUnwrap().RECORDNO)).toEqual(['1', '2', '3', '4', '5'])
    expect(requests.map(one => one.functions[0]?.name)).toEqual(['readByQuery', 'readMore', 'readMore'])
    expect(requests[0]?.text).toContain('<fields>NAME,RECORDNO</fields>')
    await api.close()
  })

  test('whose page was lost is begun anew, and no record is missed or given twice', async () => {
    const first = (asked: never) =>
      answer(
        asked,
        (asked as { functions: never[] }).functions.map(one => page(one, [1, 2], { remaining: 2, resultId: 'r' })),
      )
    const { connect, requests } = await gateway(
      first as never,
      () => 'lost',
      first as never,
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [3, 4], { remaining: 0 })),
        ),
    )
    const api = connect()
    const rows = await collected(api.readByQuery({ object: 'VENDOR' }))
    expect(rows.map(one => one._unsafeUnwrap().RECORDNO)).toEqual(['1', '2', '3', '4'])
    expect(requests.map(one => one.functions[0]?.name)).toEqual(['readByQuery', 'readMore', 'readByQuery', 'readMore'])
    await api.close()
  })

  test('in which a page was skipped is begun anew', async () => {
    const { connect, requests } = await gateway(
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [1], { remaining: 2, resultId: 'r' })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [3], { remaining: 0, resultId: 'r' })),
        ),
      asked =>
        answer(
          asked,
          asked.functions.map(one => page(one, [1, 2, 3], { remaining: 0 })),
        ),
    )
    const api = connect()
    const rows = await collected(api.readByQuery({ object: 'VENDOR' }))
    expect(rows.map(one => one._unsafeUnwrap().RECORDNO)).toEqual(['1', '2', '3'])
    expect(requests).toHaveLength(3)
    await api.close()
  })

  test('that is lost again and again ends with the fault', async () => {
    const { connect, requests } = await gateway(asked =>
      asked.functions[0]?.name === 'readMore'
        ? 'lost'
        : answer(
            asked,
            asked.functions.map(one => page(one, [1], { remaining: 2, resultId: 'r' })),
          ),
    )
    const api = connect()
    const rows = await collected(api.readByQuery({ object: 'VENDOR' }))
    expect(rows).toHaveLength(2)
    expect(rows[1]?._unsafeUnwrapErr()).toMatchObject({ kind: 'network', applied: 'no', remedy: 'wait' })
    expect(requests).toHaveLength(8)
    await api.close()
  })
})

describe('a session', () => {
  test('that has ended is renewed once, for all calls together', async () => {
    const { connect, signIns } = await gateway(asked =>
      asked.session === 'session-1' ? unauthenticated(asked, 'Invalid session') : allDone(asked),
    )
    const api = connect({ concurrency: 10 })
    const results = await Promise.all(Array.from({ length: 10 }, () => api.create('vendor', vendor)))
    expect(results.every(one => one.isOk())).toBe(true)
    expect(signIns).toHaveLength(2)
    await api.close()
  })

  test('is not asked for again with a password that was refused, until the program says so', async () => {
    const { connect, signIns, state, requests } = await gateway(allDone)
    state.signIn = asked => unauthenticated(asked, 'Sign-in information is incorrect')
    const api = connect()
    for (const _ of [1, 2, 3]) {
      expect((await api.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({
        category: 'authentication',
        applied: 'no',
      })
    }
    expect(signIns).toHaveLength(1)
    expect((await api.getAPISession()).isErr()).toBe(true)
    expect(signIns).toHaveLength(2)
    expect(requests).toHaveLength(0)
    await api.close()
  })

  test('of the program itself is used as it is', async () => {
    const { connect, signIns, requests } = await gateway(allDone)
    const api = connect({ credentials: undefined, sessionId: 'mine-1' })
    expect((await api.create('vendor', vendor)).isOk()).toBe(true)
    expect(requests[0]?.session).toBe('mine-1')
    expect(signIns).toHaveLength(0)
    expect((await api.getAPISession())._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'credentials' })
    await api.close()
  })

  test('is not taken to a host that the program did not name', async () => {
    const { connect, state, requests } = await gateway(allDone)
    state.signIn = asked => {
      const [one] = asked.functions
      const api = '<api><sessionid>s</sessionid><endpoint>https://evil.example/gw</endpoint></api>'
      return answer(asked, [done(one as never, api)])
    }
    const api = connect({ retry: false })
    expect((await api.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', applied: 'no' })
    expect(requests).toHaveLength(0)
    await api.close()
  })
})

describe('requests of one client', () => {
  test('are as many at a time as it may make', async () => {
    const waiting: (() => void)[] = []
    const { connect, requests } = await gateway(allDone)
    const transport = (request: object) =>
      new Promise((_, reject) =>
        waiting.push(() => reject(Object.assign(new Error('x'), { request, phase: 'connect', code: 'ECONNREFUSED' }))),
      )
    const api = connect({ transport, credentials: undefined, sessionId: 's', concurrency: 2, retry: false })
    const calls = Array.from({ length: 5 }, () => api.create('vendor', vendor))
    await until(() => waiting.length === 2)
    waiting[0]?.()
    await until(() => waiting.length === 3)
    const gone = new AbortController()
    const last = api.create('vendor', vendor, { signal: gone.signal })
    gone.abort()
    expect((await last)._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'cancelled' })
    for (let next = 1; next < 5; next += 1) {
      await until(() => waiting.length > next)
      waiting[next]?.()
    }
    expect((await Promise.all(calls)).every(one => one.isErr())).toBe(true)
    expect(requests).toHaveLength(0)
    await api.close()
  })

  test('wait as long as a refusal for their number asks', async () => {
    const { connect, requests } = await gateway(
      () => ({
        status: 429,
        headers: { 'retry-after': '0' },
        body: '<response><control><status>failure</status></control><errormessage><error><errorno>GW-0010</errorno><description>API rate limit exceeded</description></error></errormessage></response>',
      }),
      allDone,
    )
    const api = connect()
    expect((await api.create('vendor', vendor)).isOk()).toBe(true)
    expect(requests[1]?.text).toBe(requests[0]?.text)
    await api.close()
  })
})

describe('functions to be carried out later', () => {
  const acknowledged = ({ id }: { readonly id: string }) =>
    `<response><acknowledgement><status>success</status></acknowledgement><control><status>success</status><controlid>${id}</controlid></control></response>`

  test('are queued, also where the first answer is lost', async () => {
    const { connect, requests } = await gateway(() => 'lost', acknowledged)
    const api = connect()
    const queued = (await api.submit([api.functions.create('vendor', vendor)], { policyId: 'nightly' }))._unsafeUnwrap()
    expect(queued).toEqual({ controlId: requests[0]?.id, functionIds: [requests[0]?.functions[0]?.id] })
    expect(requests[0]?.text).toContain('<dtdversion>3.0</dtdversion><policyid>nightly</policyid>')
    expect(requests[1]?.text).toBe(requests[0]?.text)
    await api.close()
  })

  test('are not queued where results come', async () => {
    const { connect, requests } = await gateway(allDone)
    const api = connect()
    const fault = (
      await api.submit([api.functions.create('vendor', vendor)], { policyId: 'nightly' })
    )._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'shape', problem: 'unexpected-element', applied: 'maybe' })
    expect(requests).toHaveLength(1)
    await api.close()
  })
})
