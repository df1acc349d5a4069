import type { ResultAsync } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openAirXml } from '../../src/openair.ts'
import { fetchTransport, type OpenAirSoapOptions, openAirSoap } from '../../src/openair-soap.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'
import { collected } from './peers.ts'

let sandbox: Sandbox
let api: ReturnType<typeof connect>

function connect(auth?: OpenAirSoapOptions['auth'], extra: Partial<OpenAirSoapOptions> = {}) {
  const { account, soapUrl } = sandbox.openAir
  const { namespace, key, company, user, password } = account
  return openAirSoap<{ Project: { region__c: string } }>({
    url: soapUrl,
    namespace,
    key,
    auth: auth ?? { company, user, password },
    retry: false,
    ...extra,
  })
}

function overXml() {
  const { account, url } = sandbox.openAir
  const { namespace, key, accessToken } = account
  return openAirXml({ url, namespace, key, auth: { accessToken }, retry: false })
}

beforeEach(async () => {
  sandbox = await startSandbox()
  api = connect()
})

afterEach(async () => {
  await api.close()
  await sandbox.close()
})

const operations = () => sandbox.openAir.performed.map(({ operation }) => operation)
const logins = () => operations().filter(name => name === 'login')

async function faultOf<Failure>(answer: ResultAsync<unknown, Failure>): Promise<Failure> {
  return (await answer)._unsafeUnwrapErr()
}

async function given<Value>(answer: ResultAsync<Value, unknown>): Promise<Value> {
  return (await answer)._unsafeUnwrap()
}

describe('one object', () => {
  test('signs in by itself and tells who is signed in', async () => {
    expect(await given(api.whoami())).toMatchObject({ nickname: sandbox.openAir.account.user, active: '1' })
    await given(api.whoami())
    expect(operations()).toEqual(['login', 'whoami', 'whoami'])
  })

  test('goes over fetch as well', async () => {
    const overFetch = connect(undefined, { transport: fetchTransport() })
    expect((await given(overFetch.whoami())).nickname).toBe(sandbox.openAir.account.user)
  })

  test('is added, read, changed and deleted', async () => {
    const record = { name: 'Nørdre Brygge <&>', active: true, rate: 2.5, addr: { city: 'Lund', zip: 22100 } }
    const { id } = await given(api.add('Customer', { ...record, billingaddr: { city: 'Malmö' } }))
    expect(id).toMatch(/^\d+$/)
    const [read] = await given(api.read('Customer', { match: { id } }))
    expect(read).toMatchObject({
      name: 'Nørdre Brygge <&>',
      active: '1',
      rate: '2.5',
      addr: { city: 'Lund', zip: '22100' },
      billingaddr: { city: 'Malmö' },
    })
    expect(await given(api.modify('Customer', { id, name: 'South Pier' }))).toEqual({ id })
    expect(sandbox.openAir.records('Customer')[0]).toMatchObject({ name: 'South Pier' })
    expect(await given(api.delete('Customer', id))).toEqual({ id })
    expect(await given(api.read('Customer'))).toEqual([])
  })

  test('updates by a lookup field instead of adding twice', async () => {
    const first = await given(api.upsert('Customer', { externalid: 'H-1', name: 'a' }, { lookup: 'externalid' }))
    const second = await given(api.upsert('Customer', { externalid: 'H-1', name: 'b' }, { lookup: 'externalid' }))
    expect(second.id).toBe(first.id)
    expect(sandbox.openAir.records('Customer')).toHaveLength(1)
  })

  test.each(['601', 'empty'] as const)('reads nothing as an empty list (%s)', async how => {
    sandbox.openAir.answerNothingFound(how)
    expect(await given(api.read('Project', { match: { name: 'none' } }))).toEqual([])
  })

  test('writes custom fields where the operation has a switch for them', async () => {
    const { id } = await given(api.add('Project', { name: 'Quay' }))
    await given(api.modify('Project', { id, region__c: 'north' }))
    const [project] = await given(api.read('Project', { fields: ['id', 'region__c'] }))
    expect(project?.region__c).toBe('north')
  })

  test('reads by user, project, date, order and page', async () => {
    const customer = sandbox.openAir.put('Customer', { name: 'one' })
    const [a, b, c] = ['a', 'b', 'c'].map(name => sandbox.openAir.put('Project', { name, customerid: customer }))
    const read = async (options: Parameters<typeof api.read<'Project'>>[1]) =>
      (await given(api.read('Project', options))).map(({ id }) => id)
    expect(await read({ method: 'project', match: { id: b ?? '' } })).toEqual([b])
    expect(await read({ method: 'not equal to', match: { name: 'a' } })).toEqual([b, c])
    expect(await read({ order: { field: 'name', direction: 'desc' } })).toEqual([c, b, a])
    expect(await read({ limit: 1, offset: 1 })).toEqual([b])
    expect(await read({ filters: [{ filter: 'older-than', field: 'created', date: '2001-01-01' }] })).toEqual([])
    expect(await read({ filters: [{ filter: 'newer-than', field: 'created', date: '2001-01-01' }] })).toEqual([a, b, c])
  })

  test('does not send lists of ids, which are known of the XML API only', async () => {
    const fault = await faultOf(api.read('Project', { ids: ['1'] } as never))
    expect(fault).toMatchObject({ kind: 'request', problem: 'invalid-input', issues: [{ path: ['ids'] }] })
  })

  test('is taken through submission and approval', async () => {
    const { id } = await given(api.add('Timesheet', { name: 'w1', starts: '2025-03-03', ends: '2025-03-09' }))
    expect(await given(api.submit('Timesheet', id))).toMatchObject({ id })
    expect(await faultOf(api.submit('Timesheet', id))).toMatchObject({ code: '1001', category: 'conflict' })
    expect(await given(api.reject('Timesheet', id, { notes: 'hours?' }))).toMatchObject({ id })
    expect(await given(api.submit('Timesheet', id))).toMatchObject({ id })
    expect(await given(api.approve('Timesheet', id, { notes: 'fine', cc: 'x@example.org' }))).toMatchObject({ id })
    expect(await given(api.unapprove('Timesheet', id))).toMatchObject({ id })
  })

  test('tells why a submission is refused, and goes on in spite of warnings where asked', async () => {
    const { id } = await given(api.add('Timesheet', { name: 'w1', starts: '2025-03-03', ends: '2025-03-09' }))
    sandbox.openAir.obstruct('Timesheet', id, { errors: 'Friday is missing' })
    const fault = await faultOf(api.submit('Timesheet', id))
    expect(fault).toMatchObject({ kind: 'service', code: '1002', operation: 'submit', signal: 'error-object' })
    expect(fault.message).toContain('Friday is missing')
    sandbox.openAir.obstruct('Timesheet', id, { warnings: 'Friday is short' })
    expect(await faultOf(api.submit('Timesheet', id))).toMatchObject({ code: '1003', remedy: 'reconcile' })
    expect((await api.submit('Timesheet', id, { submitWarning: true })).isOk()).toBe(true)
  })

  test('makes users, addresses of pages, times and versions', async () => {
    const { company } = sandbox.openAir.account
    const user = { nickname: 'ines', password: 'Tide-4417-low', addr: { email: 'ines@example.org' } }
    const made = await given(api.createUser({ company: { nickname: company }, user }))
    expect(made).toEqual({ id: expect.stringMatching(/^\d+$/) })
    expect(await given(api.read('User', { match: { id: made.id } }))).toMatchObject([{ nickname: 'ines' }])
    expect(await faultOf(api.createUser({ company: { nickname: company }, user }))).toMatchObject({ code: '202' })
    expect(await given(api.makeURL({ page: 'dashboard', app: 'pm' }))).toMatch(/^https?:/)
    expect(await given(api.servertime())).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    })
    // What is not set may be left out or empty.
    const version = await given(api.version({ name: 'tool', number: '1' }))
    expect({ url: '', ...version }).toEqual({ number: '1.0', url: '', size: '0' })
  })
})

describe('both wires', () => {
  test('give the same records', async () => {
    const xml = overXml()
    await given(
      api.add('Customer', [
        { name: 'Øst', addr: { city: 'Lund', country: 'SE' }, contactaddr: { email: 'a@example.org' }, notes: '' },
        { name: 'b', createtime: '2025-02-28', active: false, externalid: '0042' },
      ]),
    )
    await given(xml.add('Project', { name: 'by XML', start_date: '2025-02-28', userid: '' }))
    await given(xml.modify('User', { id: (await given(api.whoami())).id ?? '', flags: [{ name: 'mail', setting: 1 }] }))
    for (const type of ['Customer', 'Project', 'User'] as const) {
      const records = await given(api.read(type))
      expect(records.length).toBeGreaterThan(0)
      expect(bare(records)).toEqual(bare(await given(xml.read(type))))
    }
    expect(bare([await given(api.whoami())])).toEqual(bare([await given(xml.whoami())]))
    await xml.close()
  })

  /** SOAP leaves out or sends empty what is not set; both mean the same. */
  function bare(records: readonly object[]) {
    return records.map(record => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '')))
  }
})

describe('several objects', () => {
  test('have one result each, in order, also where some are refused here and some there', async () => {
    const rows = [{ name: 'a' }, { name: 'b', createtime: '2025-13-01' }, { name: '' }, { name: 'd' }]
    const results = await given(api.add('Customer', rows))
    expect(
      results.map(one =>
        one.match(
          () => 'ok',
          fault => fault.kind,
        ),
      ),
    ).toEqual(['ok', 'request', 'service', 'ok'])
    expect(sandbox.openAir.records('Customer').map(({ name }) => name)).toEqual(['a', 'd'])
    const made = results.flatMap(one => (one.isOk() ? [one.value.id] : []))
    const gone = await given(api.delete('Customer', [...made, '999999']))
    expect(
      gone.map(one =>
        one.match(
          ({ id }) => id,
          fault => `${fault.category}`,
        ),
      ),
    ).toEqual([...made, 'not-found'])
  })

  test('over 1,000 are split, and a lost part does not stop the next', async () => {
    await given(api.login())
    sandbox.trouble.next({ kind: 'none' }, { kind: 'html', status: 502 })
    const results = await given(
      api.add(
        'Customer',
        Array.from({ length: 2_001 }, (_, n) => ({ name: `c${n}` })),
      ),
    )
    expect(
      results.map(one =>
        one.match(
          () => 'ok',
          fault => fault.kind,
        ),
      ),
    ).toEqual([...Array.from({ length: 1_000 }, () => 'ok'), ...Array.from({ length: 1_000 }, () => 'http'), 'ok'])
    expect(sandbox.calls).toHaveLength(4)
  })
})

describe('readAll', () => {
  test('gives every record once, page by page, in whatever order the service writes a result', async () => {
    const made = Array.from({ length: 25 }, (_, n) => sandbox.openAir.put('Customer', { name: `c${n}` }))
    const ids = []
    for await (const one of api.readAll('Customer', { limit: 4, fields: ['name'] })) ids.push(one._unsafeUnwrap().id)
    expect(ids).toEqual(made)
    expect(operations().filter(name => name === 'read')).toHaveLength(7)
  })

  test.each(['601', 'empty'] as const)('of nothing gives nothing (%s)', async how => {
    sandbox.openAir.answerNothingFound(how)
    expect(await collected(api.readAll('Customer'))).toEqual([])
    expect(operations()).toEqual(['login', 'read'])
  })

  test('gives a fault last', async () => {
    for (let n = 0; n < 4; n++) sandbox.openAir.put('Customer', { name: `c${n}` })
    await given(api.login())
    sandbox.trouble.next({ kind: 'none' }, { kind: 'truncated' })
    const seen = []
    for await (const one of api.readAll('Customer', { limit: 2 })) {
      seen.push(
        one.match(
          ({ name }) => name,
          fault => `${fault.kind} ${fault.applied}`,
        ),
      )
    }
    expect(seen.slice(0, 2)).toEqual(['c0', 'c1'])
    expect(seen.at(-1)).toBe('xml no')
  })

  test('signs in again where the session ends between two pages', async () => {
    for (let n = 0; n < 6; n++) sandbox.openAir.put('Customer', { name: `c${n}` })
    const seen = []
    for await (const one of api.readAll('Customer', { limit: 2 })) {
      seen.push(one._unsafeUnwrap().name)
      if (seen.length === 2) sandbox.openAir.expireSessions()
    }
    expect(seen).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5'])
    expect(logins()).toHaveLength(2)
  })
})

describe('a session that has ended', () => {
  test('is renewed once for twenty calls at the same time, and each is carried out once', async () => {
    await given(api.whoami())
    sandbox.openAir.expireSessions()
    const calls = Array.from({ length: 20 }, (_, n) => api.add('Customer', { name: `c${n}` }))
    const results = await Promise.all(calls)
    expect(results.every(one => one.isOk())).toBe(true)
    expect(sandbox.openAir.records('Customer')).toHaveLength(20)
    expect(logins()).toHaveLength(2)
  })

  test('is not renewed a second time for the same call', async () => {
    await given(api.whoami())
    const refusal = { kind: 'code', code: '9', at: 'auth' } as const
    sandbox.trouble.next(refusal, { kind: 'none' }, refusal)
    expect(await faultOf(api.add('Customer', { name: 'a' }))).toMatchObject({ code: '9', category: 'session' })
    expect(sandbox.trouble.waiting()).toBe(0)
    expect(sandbox.openAir.records('Customer')).toEqual([])
  })

  test('that the program gave is its own to renew', async () => {
    const { sessionId, url } = await given(api.login())
    expect(url).toBe(sandbox.openAir.soapUrl)
    const fixed = connect({ sessionId })
    expect((await fixed.whoami()).isOk()).toBe(true)
    sandbox.openAir.expireSessions()
    expect(await faultOf(fixed.whoami())).toMatchObject({ code: '9', remedy: 'sign-in' })
    expect(await faultOf(fixed.login())).toMatchObject({ kind: 'request', problem: 'credentials' })
    expect(logins()).toHaveLength(1)
    await fixed.close()
  })

  test('is ended by logout, and the next call signs in again', async () => {
    await given(api.logout())
    expect(sandbox.calls).toHaveLength(0)
    await given(api.whoami())
    await given(api.logout())
    await given(api.whoami())
    expect(operations()).toEqual(['login', 'whoami', 'logout', 'login', 'whoami'])
    sandbox.openAir.expireSessions()
    await given(api.logout()) // it is over, and that is all that was wanted
    expect(logins()).toHaveLength(2)
  })
})

describe('a token', () => {
  test('is asked for with each request, and once more after it expired', async () => {
    const asked: string[] = []
    const accessToken = () => {
      const token = asked.length < 2 ? sandbox.openAir.account.accessToken : sandbox.openAir.issueToken()
      asked.push(token)
      return token
    }
    const byToken = connect({ accessToken })
    expect((await byToken.whoami()).isOk()).toBe(true)
    sandbox.openAir.expireTokens()
    expect((await byToken.add('Customer', { name: 'a' })).isOk()).toBe(true)
    expect(asked).toHaveLength(3)
    expect(sandbox.openAir.records('Customer')).toHaveLength(1)
    await byToken.close()
  })

  test.each(['the same again', 'a text'])('is not sent twice where it is %s', async how => {
    const token = sandbox.openAir.issueToken()
    const byToken = connect({ accessToken: how === 'a text' ? token : async () => token })
    sandbox.openAir.expireTokens()
    expect(await faultOf(byToken.whoami())).toMatchObject({ code: '9', category: 'session', applied: 'no' })
    expect(sandbox.calls).toHaveLength(1)
    await byToken.close()
  })
})

describe('a refused password', () => {
  test('is sent once, until login() is called', async () => {
    const { company, user } = sandbox.openAir.account
    const wrong = connect({ company, user, password: 'not-the-password' })
    const faults = [
      ...(await Promise.all([faultOf(wrong.whoami()), faultOf(wrong.add('Customer', { name: 'a' }))])),
      await faultOf(wrong.read('Customer')),
    ]
    const refusal = { code: '401', category: 'authentication', applied: 'no' }
    expect(faults).toMatchObject([refusal, refusal, refusal])
    const seen = await collected(wrong.readAll('Customer'))
    expect(seen.map(one => one._unsafeUnwrapErr())).toMatchObject([refusal])
    expect((await wrong.errors.describe('821'))._unsafeUnwrap()).toMatchObject({ from: 'catalog' })
    expect(sandbox.calls).toHaveLength(1)
    expect(await faultOf(wrong.login())).toMatchObject({ code: '401', operation: 'login' })
    expect(sandbox.calls).toHaveLength(2)
    await wrong.close()
  })
})

describe('trouble', () => {
  beforeEach(() => given(api.login()))

  test('after an addition wants to be reconciled, and nothing is sent again', async () => {
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    const fault = await faultOf(api.add('Customer', { name: 'a' }))
    expect(fault).toMatchObject({ kind: 'network', applied: 'maybe', remedy: 'reconcile', operation: 'add' })
    expect(sandbox.openAir.records('Customer')).toHaveLength(1)
  })

  test.each([
    { kind: 'html', status: 502 },
    { kind: 'empty' },
    { kind: 'truncated' },
    { kind: 'drop-outcome', at: 0 },
    { kind: 'status', status: 500, body: 'xml' },
  ] as const)('is a fault and no throw: %o', async trouble => {
    sandbox.trouble.next(trouble)
    const fault = await faultOf(api.add('Customer', { name: 'a' }))
    expect(fault).toMatchObject({ applied: 'maybe', remedy: 'reconcile', dialect: 'openair-soap' })
  })

  test('that takes errors and status away leaves a new id to tell of a success, and nothing else', async () => {
    sandbox.trouble.next({ kind: 'missing-status', at: 0 })
    const { id } = await given(api.add('Customer', { name: 'a' }))
    sandbox.trouble.next({ kind: 'missing-status', at: 0 })
    expect(await faultOf(api.modify('Customer', { id, name: 'b' }))).toMatchObject({
      kind: 'shape',
      problem: 'missing-signal',
      applied: 'maybe',
      remedy: 'reconcile',
    })
  })

  test('with one of three results leaves none of them a success', async () => {
    sandbox.trouble.next({ kind: 'drop-outcome', at: 1 })
    const results = await given(api.add('Customer', [{ name: 'a' }, { name: 'b' }, { name: 'c' }]))
    const lost = { kind: 'shape', problem: 'mismatched-outcome', applied: 'maybe' }
    expect(results.map(one => one._unsafeUnwrapErr())).toMatchObject([lost, lost, lost])
  })

  test('of a deletion is made good by a repeat that says so', async () => {
    const id = sandbox.openAir.put('Customer', { name: 'a' })
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    expect(await faultOf(api.delete('Customer', id))).toMatchObject({ applied: 'maybe' })
    expect(await given(api.delete('Customer', id, { repeat: true }))).toEqual({ id, replayed: true })
  })

  test('with 403 is the rate limit, and codes are not looked up meanwhile', async () => {
    sandbox.trouble.next({ kind: 'text', status: 403, body: 'Access denied' })
    expect(await faultOf(api.add('Customer', { name: 'a' }))).toMatchObject({
      kind: 'service',
      category: 'rate-limit',
      applied: 'no',
      retryAfterMs: 60_000,
      signal: 'http-status',
    })
    const calls = sandbox.calls.length
    const described = await given(api.errors.describe('821'))
    expect(described).toMatchObject({ from: 'catalog', lookupFault: { category: 'rate-limit' } })
    expect(sandbox.calls).toHaveLength(calls)
  })

  test('in the SOAP server itself is explained, though it bears no number', async () => {
    const transport = fetchTransport()
    const bent = connect(undefined, {
      transport: request =>
        transport({ ...request, body: String(request.body).replaceAll('op:whoami', 'op:frobnicate') }),
    })
    expect(await faultOf(bent.whoami())).toMatchObject({
      kind: 'service',
      code: 'Client',
      category: 'malformed-request',
      applied: 'no',
      dialect: 'openair-soap',
    })
  })
})

describe('random trouble', () => {
  test.each([1, 2, 3, 4, 5])('does nothing twice and never calls done what was not (seed %i)', async seed => {
    await given(api.login())
    sandbox.trouble.random({
      seed,
      rate: 0.6,
      kinds: [
        { kind: 'code', code: '9', at: 'auth' },
        { kind: 'code', code: '821', at: 0 },
        { kind: 'html', status: 502, when: 'after' },
        { kind: 'text', status: 403, body: 'Access denied' },
        { kind: 'truncated' },
        { kind: 'reset', when: 'before' },
        { kind: 'reset', when: 'after' },
        { kind: 'missing-status', at: 0 },
        { kind: 'drop-outcome', at: 0 },
      ],
    })
    const names = Array.from({ length: 60 }, (_, n) => `c${n}`)
    const results = await Promise.all(names.map(name => api.add('Customer', { name })))
    sandbox.trouble.off()
    const made = sandbox.openAir.records('Customer').map(({ name }) => String(name))
    expect(new Set(made).size).toBe(made.length)
    for (const [n, one] of results.entries()) {
      const isMade = made.includes(names[n] ?? '')
      if (one.isOk()) expect(isMade).toBe(true)
      else if (one.error.applied === 'no') expect(isMade).toBe(false)
    }
  })
})

describe('codes', () => {
  test('are described by the service', async () => {
    sandbox.openAir.describe('821', { text: 'Timesheet is closed', comment: 'See its status' })
    expect(await given(api.errors.describe('821'))).toMatchObject({
      from: 'service',
      text: 'Timesheet is closed',
      comment: 'See its status',
    })
    const { errors, lookupFault } = await given(api.errors.describeAll())
    expect(lookupFault).toBeUndefined()
    expect(errors.length).toBeGreaterThan(200)
    expect(errors.find(({ code }) => code === '821')?.from).toBe('service')
  })

  test('are texts', async () => {
    expect(await faultOf(api.errors.describe(''))).toMatchObject({ dialect: 'openair-soap', operation: 'read' })
  })
})
