import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Asked, allDone, answer, type Deed, gateway, refused, undone } from './intacct-gateway.ts'

// One test for each row of docs/compare-intacct.md.

const vendor = { VENDORID: 'V-7', NAME: 'North Pier' }
const gatewayError = (code: string, text: string) =>
  `<response><control><status>failure</status></control><errormessage><error><errorno>${code}</errorno><description>${text}</description></error></errormessage></response>`
const failed = ({ functions: [one] }: Asked, inside: string) =>
  `<result><status>failure</status><function>${one?.name}</function><controlid>${one?.id}</controlid>${inside}</result>`

/** The fault of one creation, at the first failure. */
async function faultOf(deed: (asked: Asked) => Deed, options: object = {}) {
  const { connect } = await gateway(deed)
  const api = connect({ retry: false, ...options })
  const fault = (await api.create('vendor', vendor))._unsafeUnwrapErr()
  await api.close()
  return fault
}

describe('where the SDK of the vendor for Node', () => {
  test('posts a write again after a 502 without protection, this client guards the first try, or makes no second', async () => {
    const page = () => ({ status: 502, body: '<html>Bad gateway</html>' })
    const { connect, requests } = await gateway(page, allDone)
    const api = connect()
    expect((await api.create('vendor', vendor)).isOk()).toBe(true)
    expect(requests.map(one => one.unique)).toEqual([true, true])
    await api.close()
    const bare = await gateway(page)
    const unguarded = bare.connect({ uniqueid: false })
    expect((await unguarded.create('vendor', vendor))._unsafeUnwrapErr()).toMatchObject({ applied: 'maybe' })
    expect(bare.requests).toHaveLength(1)
    await unguarded.close()
  })

  test('throws the body of a 500 away, its number, status and words are kept', async () => {
    const fault = await faultOf(() => ({ status: 500, body: gatewayError('GW-0001', 'Unable to process request') }))
    expect(fault).toMatchObject({
      code: 'GW-0001',
      status: 500,
      message: 'Unable to process request',
      applied: 'maybe',
    })
  })

  test('does not repeat after a 429 and forgets how long to wait, both are done', async () => {
    const full = () => ({
      status: 429,
      headers: { 'retry-after': '1' },
      body: gatewayError('GW-0010', 'API rate limit exceeded'),
    })
    expect(await faultOf(full)).toMatchObject({
      category: 'rate-limit',
      status: 429,
      retryAfterMs: 1_000,
      applied: 'no',
    })
    const { connect, requests } = await gateway(full, allDone)
    const waits: number[] = []
    const api = connect({
      retry: { backoff: () => 0, observers: [{ onRetry: ({ delayMs }: { delayMs: number }) => waits.push(delayMs) }] },
    })
    expect((await api.create('vendor', vendor)).isOk()).toBe(true)
    expect(requests).toHaveLength(2)
    expect(waits[0]).toBeGreaterThanOrEqual(1_000)
    await api.close()
  })

  test('loses the code of a cut connection, the fault has it, and says that the work may be done', async () => {
    expect(await faultOf(() => 'lost')).toMatchObject({
      kind: 'network',
      problem: 'reset',
      errno: expect.any(String),
      applied: 'maybe',
    })
  })

  test('gives up after 30 seconds, the limits leave the service its 15 minutes', async () => {
    const limits: { readonly headersMs: number }[] = []
    await faultOf(() => 'lost', {
      transport: (request: { timeouts: { headersMs: number } }) => {
        limits.push(request.timeouts)
        throw new Error('not sent')
      },
    })
    expect(limits.every(one => one.headersMs > 15 * 60_000)).toBe(true)
  })

  test('keeps the whole request with both passwords in the error of a 524, no fault holds any of it', async () => {
    const fault = await faultOf(({ text }) => ({ status: 524, body: `<html>${text}</html>` }))
    expect(fault).toMatchObject({ kind: 'http', status: 524, applied: 'maybe' })
    for (const secret of ['Quay-8', 'Tide-4417', 'session-1']) {
      expect(inspect(fault, { depth: 20 })).not.toContain(secret)
      expect(JSON.stringify(fault)).not.toContain(secret)
    }
  })

  test('returns a transaction that was undone as any other, each of its functions is an Err with the cause', async () => {
    const { connect } = await gateway(asked => {
      const [first, second] = asked.functions as [never, never]
      return answer(asked, [undone(first), refused(second, 'BL03000025', 'The vendor does not exist', 'aborted')])
    })
    const api = connect()
    const { functions } = api
    const two = [functions.create('vendor', vendor), functions.delete('vendor', 9)]
    const results = (await api.execute(two, { transaction: true }))._unsafeUnwrap()
    expect(results.map(one => one._unsafeUnwrapErr().applied)).toEqual(['no', 'no'])
    expect(results[0]?._unsafeUnwrapErr()).toMatchObject({ category: 'collateral', cause: { code: 'BL03000025' } })
    await api.close()
  })

  test('returns failed functions of a batch beside the others, each has its Result', async () => {
    const { connect } = await gateway(asked =>
      answer(
        asked,
        asked.functions.map((one, n) => (n === 1 ? refused(one, 'BL03000025', 'gone') : allOf(one))),
      ),
    )
    const api = connect()
    const results = (await api.create('vendor', [vendor, vendor, vendor]))._unsafeUnwrap()
    expect(results.map(one => one.isOk())).toEqual([true, false, true])
    await api.close()
  })

  test('joins errors to strings and cuts them at a <, they are fields, and whole', async () => {
    const fault = await faultOf(asked =>
      answer(asked, [
        failed(
          asked,
          '<errormessage><error><errorno>BL34000061</errorno><description2>Another vendor: Value &lt;blank is not allowed [Support ID: q%40h5]</description2><correction>Use another.</correction></error><error><errorno>BL01001973</errorno><description2>Could not create</description2></error></errormessage>',
        ),
      ]),
    )
    expect(fault).toMatchObject({
      code: 'BL34000061',
      reasons: [
        { texts: ['Another vendor: Value <blank is not allowed'], correction: 'Use another.', supportId: 'q@h5' },
        { code: 'BL01001973', category: 'collateral' },
      ],
    })
  })

  test('does not read what a failed function wrote all the same, it is listed', async () => {
    const { connect } = await gateway(asked =>
      answer(asked, [
        failed(
          asked,
          '<data listtype="objects" count="1"><vendor><RECORDNO>7</RECORDNO></vendor></data><errormessage><error><errorno>BL34000061</errorno><description2>Another vendor exists</description2></error></errormessage>',
        ),
      ]),
    )
    const api = connect()
    const two = api.functions.custom({
      name: 'create',
      content: { vendor: [vendor, vendor] },
      idempotency: 'once',
      objects: 2,
    })
    const [result] = (await api.execute([two]))._unsafeUnwrap()
    expect(result._unsafeUnwrapErr()).toMatchObject({
      applied: 'partly',
      written: [{ name: 'vendor', children: [{ name: 'RECORDNO', text: '7' }] }],
    })
    await api.close()
  })

  test('sees no error at all in two lists of them, every one is a reason', async () => {
    const list = (code: string) =>
      `<errormessage><error><errorno>${code}</errorno><description2>no</description2></error></errormessage>`
    const fault = await faultOf(asked => answer(asked, [failed(asked, list('BL1') + list('BL2'))]))
    expect(fault).toMatchObject({ reasons: [{ code: 'BL1' }, { code: 'BL2' }] })
  })

  test.each<[string, (asked: Asked) => string, object]>([
    ['an empty body', () => '', { kind: 'http', applied: 'maybe' }],
    [
      'an error with additionalinfo',
      asked =>
        answer(asked, [
          failed(
            asked,
            '<errormessage><error><errorno>A1</errorno><description2>no</description2><additionalinfo><errorid>GL-0493</errorid><description messageid="IA.X">x</description></additionalinfo></error></errormessage>',
          ),
        ]),
      { kind: 'service', reasons: [{ code: 'A1', subcode: 'GL-0493' }] },
    ],
    [
      'a sign-in refused without a word',
      ({ id }) =>
        `<response><control><status>success</status><controlid>${id}</controlid></control><operation><authentication><status>failure</status></authentication></operation></response>`,
      { kind: 'service', level: 'authentication', applied: 'no' },
    ],
    [
      'a page in place of XML',
      () => '<html><body>wait</body></html>',
      { kind: 'http', body: 'html', applied: 'maybe' },
    ],
  ])('throws a TypeError or an error of the parser at %s, it is a typed fault', async (_, deed, expected) => {
    expect(await faultOf(deed)).toMatchObject(expected)
  })

  test('cannot tell a result without status from damage, a repeat takes it for done and says that it assumes so', async () => {
    const bare = (asked: Asked) =>
      answer(
        asked,
        asked.functions.map(
          ({ id, name }) => `<result><function>${name}</function><controlid>${id}</controlid></result>`,
        ),
      )
    expect(await faultOf(bare)).toMatchObject({ kind: 'shape', problem: 'missing-signal', applied: 'maybe' })
    const { connect } = await gateway(() => 'lost', bare)
    const api = connect()
    expect((await api.create('vendor', vendor))._unsafeUnwrap()).toEqual({ replayed: true, assumed: true })
    await api.close()
  })
})

function allOf({ id, name }: { readonly id: string; readonly name: string }): string {
  return `<result><status>success</status><function>${name}</function><controlid>${id}</controlid><data><vendor><RECORDNO>7</RECORDNO></vendor></data></result>`
}

describe('a reply that is cut off anywhere', () => {
  test('is never a success, and never more certain than it is', async () => {
    const cut = { at: 0, whole: '' }
    const transport = async (request: { readonly body?: unknown }) => {
      const text = String(request.body)
      const id = /<controlid>([^<]*)</.exec(text)?.[1] ?? ''
      const functions = [...text.matchAll(/controlid="([^"]*)"><(\w+)/g)].map(([, one = '', name = '']) => ({
        id: one,
        name,
        text: '',
      }))
      cut.whole = allDone({ id, functions } as never)
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: cut.whole.slice(0, cut.at) }
    }
    const { connect } = await gateway(allDone)
    const api = connect({ transport, credentials: undefined, sessionId: 's', retry: false })
    await api.create('vendor', vendor)
    const { length } = cut.whole
    expect(length).toBeGreaterThan(200)
    for (cut.at = 0; cut.at < length; cut.at += 1) {
      const fault = (await api.create('vendor', vendor))._unsafeUnwrapErr()
      expect(fault.applied, cut.whole.slice(0, cut.at)).toBe('maybe')
    }
    cut.at = length + 10
    expect((await api.create('vendor', vendor)).isOk()).toBe(true)
  })
})
