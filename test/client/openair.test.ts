import type { ResultAsync } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchTransport, openAirXml } from '../../src/openair.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'

let sandbox: Sandbox
let api: ReturnType<typeof connect>

function connect(auth?: Parameters<typeof openAirXml>[0]['auth'], extra: object = {}) {
  const { account, url } = sandbox.openAir
  const { namespace, key, company, user, password } = account
  return openAirXml<{ Project: { region__c: string } }>({
    url,
    namespace,
    key,
    auth: auth ?? { company, user, password },
    retry: false,
    ...extra,
  })
}

beforeEach(async () => {
  sandbox = await startSandbox()
  api = connect()
})

afterEach(async () => {
  await api.close()
  await sandbox.close()
})

const ids = (records: readonly { readonly id?: string }[]) => records.map(({ id }) => id)

async function faultOf<Failure>(answer: ResultAsync<unknown, Failure>): Promise<Failure> {
  return (await answer)._unsafeUnwrapErr()
}

async function given<Value>(answer: ResultAsync<Value, unknown>): Promise<Value> {
  return (await answer)._unsafeUnwrap()
}

describe('one command', () => {
  test('signs in and tells who is signed in', async () => {
    expect(await given(api.whoami())).toMatchObject({ nickname: sandbox.openAir.account.user, active: '1' })
  })

  test('signs in by a token that a function gives', async () => {
    const byToken = connect({ accessToken: async () => sandbox.openAir.issueToken() })
    expect((await given(byToken.whoami())).nickname).toBe(sandbox.openAir.account.user)
    await byToken.close()
  })

  test('is a fault where the function for the token never answers', async () => {
    const waiting = connect({ accessToken: () => new Promise<string>(() => {}) }, { timeouts: { connectMs: 20 } })
    expect(await faultOf(waiting.whoami())).toMatchObject({
      kind: 'request',
      problem: 'credentials',
      applied: 'no',
      operation: 'Whoami',
    })
    expect(sandbox.calls).toHaveLength(0)
  })

  test('goes over fetch as well', async () => {
    const overFetch = connect(undefined, { transport: fetchTransport() })
    expect((await given(overFetch.whoami())).nickname).toBe(sandbox.openAir.account.user)
  })

  test('adds, reads, changes and deletes a record', async () => {
    const added = await given(
      api.add('Customer', { name: 'North Pier', active: true, addr: { city: 'Lund', zip: 22100 }, rate: 2.5 }),
    )
    expect(added.id).toMatch(/^\d+$/)
    const [read] = await given(api.read('Customer', { match: { id: added.id } }))
    expect(read).toMatchObject({ name: 'North Pier', active: '1', rate: '2.5', addr: { city: 'Lund', zip: '22100' } })
    expect(read?.created).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)

    expect(await given(api.modify('Customer', { id: added.id, name: 'South Pier' }))).toMatchObject({ id: added.id })
    expect(sandbox.openAir.records('Customer')[0]).toMatchObject({ name: 'South Pier' })

    expect(await given(api.delete('Customer', added.id))).toEqual({ id: added.id })
    expect(await given(api.read('Customer'))).toEqual([])
  })

  test('writes dates as the service wants them and gives them back as text', async () => {
    const added = await given(api.add('Project', { name: 'Quay', start_date: '2025-02-28' }))
    const [project] = await given(api.read('Project', { match: { id: added.id } }))
    expect(project?.start_date).toMatch(/^2025-02-28/)
    expect(project?.finish_date).toBe('')
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

  test('asks for custom fields where one is named', async () => {
    await given(api.add('Project', { name: 'Quay', region__c: 'north' }))
    const [project] = await given(api.read('Project', { fields: ['id', 'region__c'] }))
    expect(project?.region__c).toBe('north')
  })

  test('reads by user, project, ids, references, date and order', async () => {
    const add = (name: string, customerid: string) => sandbox.openAir.put('Project', { name, customerid })
    const one = sandbox.openAir.put('Customer', { name: 'one' })
    const two = sandbox.openAir.put('Customer', { name: 'two' })
    const [a, b, c] = [add('a', one), add('b', one), add('c', two)]
    const read = async (options: Parameters<typeof api.read<'Project'>>[1]) =>
      ids(await given(api.read('Project', options)))
    expect(await read({ method: 'project', match: { id: b } })).toEqual([b])
    expect(await read({ method: 'not equal to', match: { customerid: one } })).toEqual([c])
    expect(await read({ ids: [a, c] })).toEqual([a, c])
    expect(await read({ idsOf: { customer: [one] } })).toEqual([a, b])
    expect(await read({ order: { field: 'name', direction: 'desc' } })).toEqual([c, b, a])
    expect(await read({ limit: 1, offset: 1 })).toEqual([b])
    expect(await read({ filters: [{ filter: 'older-than', field: 'created', date: '2001-01-01' }] })).toEqual([])
  })

  test('takes a record through submission and approval', async () => {
    const timesheet = await given(api.add('Timesheet', { name: 'w1', starts: '2025-03-03', ends: '2025-03-09' }))
    expect((await given(api.submit('Timesheet', timesheet.id))).id).toBe(timesheet.id)
    expect((await faultOf(api.submit('Timesheet', timesheet.id))).category).toBe('conflict')
    expect((await given(api.approve('Timesheet', timesheet.id, { notes: 'fine' }))).id).toBe(timesheet.id)
  })

  test('tells the texts of a refused submission', async () => {
    const { id } = await given(api.add('Timesheet', { name: 'w1', starts: '2025-03-03', ends: '2025-03-09' }))
    sandbox.openAir.obstruct('Timesheet', id, { errors: 'Friday is missing' })
    const fault = await faultOf(api.submit('Timesheet', id))
    expect(fault).toMatchObject({ kind: 'service', code: '1002', operation: 'Submit' })
    expect(fault.message).toContain('Friday is missing')
  })

  test('refuses a change of what was changed meanwhile', async () => {
    const { id } = await given(api.add('Project', { name: 'a' }))
    const since = (date: string) => api.modifyOnCondition('Project', { id, name: 'b' }, { ifNotUpdatedSince: date })
    expect(await faultOf(since('2001-01-01'))).toMatchObject({ code: '1200', remedy: 'refetch' })
    expect(await given(since('2099-01-01'))).toMatchObject({ id })
  })

  test('makes users, addresses of pages, times, versions and reports', async () => {
    const { company } = sandbox.openAir.account
    const user = await given(
      api.createUser({
        company: { nickname: company },
        user: { nickname: 'ines', password: 'Tide-4417-low', addr: { email: 'ines@example.org' } },
      }),
    )
    expect(user.id).toMatch(/^\d+$/)
    expect(await given(api.makeURL({ page: 'dashboard', app: 'pm' }))).toMatch(/^https?:/)
    expect((await given(api.time())).date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    expect((await api.version()).isOk()).toBe(true)
    const { user: name, password } = sandbox.openAir.account
    expect((await api.remoteAuth({ company, user: name, password })).isOk()).toBe(true)
    const { id } = await given(api.add('Timesheet', { name: 'w', starts: '2025-03-03', ends: '2025-03-09' }))
    expect(await given(api.report('Timesheet', id))).toEqual({ id })
  })

  test('tells how many requests are left', async () => {
    const first = await given(api.rateLimit())
    const second = await given(api.rateLimit())
    expect(second.remain24h).toBe(first.remain24h - 1)
    expect(second.raw).toEqual({ remain_24h_error: String(second.remain24h) })
  })
})

describe('a refusal', () => {
  test('of the sign-in is the fault of the command', async () => {
    const { company, user } = sandbox.openAir.account
    const wrong = connect({ company, user, password: 'not-the-password' })
    const fault = await faultOf(wrong.read('Project'))
    expect(fault).toMatchObject({
      kind: 'service',
      code: '401',
      category: 'authentication',
      applied: 'no',
      status: 200,
    })
    await wrong.close()
  })

  test('of one command leaves the others their success', async () => {
    const { commands } = api
    const results = await given(
      api.batch([
        commands.add('Customer', { name: 'a' }),
        commands.modify('Customer', { id: '999999', name: 'b' }),
        commands.add('Project', { start_date: '2025-02-30' }),
        commands.whoami(),
      ]),
    )
    expect(results.map(result => result.isOk())).toEqual([true, false, false, true])
    expect(results[1]._unsafeUnwrapErr()).toMatchObject({ kind: 'service', operation: 'Modify' })
    expect(results[2]._unsafeUnwrapErr()).toMatchObject({
      kind: 'request',
      problem: 'invalid-input',
      applied: 'no',
      issues: [{ path: ['start_date'] }],
    })
    expect(results[3]._unsafeUnwrap().nickname).toBe(sandbox.openAir.account.user)
    expect(sandbox.calls).toHaveLength(1)
  })

  test('of a whole batch is its Err', async () => {
    sandbox.openAir.refuseSignIn('414')
    const fault = await faultOf(api.batch([api.commands.whoami(), api.commands.add('Customer', { name: 'a' })]))
    expect(fault).toMatchObject({ kind: 'service', code: '414', level: 'authentication' })
  })

  test('a batch of nothing sends nothing', async () => {
    expect(await given(api.batch([]))).toEqual([])
    expect(sandbox.calls).toHaveLength(0)
  })
})

describe('an answer that is lost', () => {
  test('after an addition wants to be reconciled', async () => {
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    const fault = await faultOf(api.add('Customer', { name: 'a' }))
    expect(fault).toMatchObject({ kind: 'network', applied: 'maybe', remedy: 'reconcile', operation: 'Add' })
    expect(sandbox.openAir.records('Customer')).toHaveLength(1)
  })

  test('after a read changes nothing', async () => {
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    expect(await faultOf(api.read('Customer'))).toMatchObject({ kind: 'network', applied: 'no' })
  })

  test('of a deletion is made good by a repeat that says so', async () => {
    const id = sandbox.openAir.put('Customer', { name: 'a' })
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    expect(await faultOf(api.delete('Customer', id))).toMatchObject({ applied: 'maybe' })
    expect(await faultOf(api.delete('Customer', id))).toMatchObject({ code: '601' })
    expect(await given(api.delete('Customer', id, { repeat: true }))).toEqual({ id, replayed: true })
  })

  test.each([
    { kind: 'html', status: 502 },
    { kind: 'empty' },
    { kind: 'truncated' },
    { kind: 'missing-status', at: 0 },
    { kind: 'drop-outcome', at: 0 },
  ] as const)('is a fault and no throw: %o', async trouble => {
    sandbox.trouble.next(trouble)
    const fault = await faultOf(api.add('Customer', { name: 'a' }))
    expect(fault).toMatchObject({ applied: 'maybe', remedy: 'reconcile', dialect: 'openair-xml' })
  })
})

describe('several objects', () => {
  test('have one result each, in order', async () => {
    const rows = [{ name: 'a' }, { name: 'b', createtime: '2025-13-01' }, { name: 'c' }]
    const results = await given(api.add('Customer', rows))
    expect(results.map(result => result.isOk())).toEqual([true, false, true])
    expect(sandbox.openAir.records('Customer').map(({ name }) => name)).toEqual(['a', 'c'])
    const made = results.flatMap(result => (result.isOk() ? [result.value.id] : []))
    const gone = await given(api.delete('Customer', made))
    expect(gone.map(result => result._unsafeUnwrap().id)).toEqual(made)
  })

  test('are split into requests of 1,000 and a lost one does not stop the next', async () => {
    const rows = Array.from({ length: 2_100 }, (_, index) => ({ name: `c${index}` }))
    sandbox.trouble.next({ kind: 'none' }, { kind: 'html', status: 502 })
    const results = await given(api.add('Customer', rows))
    expect(sandbox.calls).toHaveLength(3)
    expect(results).toHaveLength(2_100)
    expect(results.map(result => (result.isOk() ? 'ok' : result.error.kind))).toEqual([
      ...Array.from({ length: 1_000 }, () => 'ok'),
      ...Array.from({ length: 1_000 }, () => 'http'),
      ...Array.from({ length: 100 }, () => 'ok'),
    ])
  })

  test('are not sent further once the credentials are refused', async () => {
    const { company, user } = sandbox.openAir.account
    const wrong = connect({ company, user, password: 'not-the-password' })
    const rows = Array.from({ length: 1_500 }, (_, index) => ({ name: `c${index}` }))
    const results = await given(wrong.add('Customer', rows))
    expect(sandbox.calls).toHaveLength(1)
    expect(results[0]?._unsafeUnwrapErr()).toMatchObject({ code: '401' })
    expect(results[1_499]?._unsafeUnwrapErr()).toMatchObject({
      kind: 'request',
      problem: 'not-sent',
      category: 'collateral',
      applied: 'no',
    })
    await wrong.close()
  })

  test('are not sent further once the call is cancelled', async () => {
    const controller = new AbortController()
    const watched = connect(undefined, { hooks: { onReply: () => controller.abort() } })
    const rows = Array.from({ length: 2_001 }, (_, index) => ({ name: `c${index}` }))
    const results = await given(watched.add('Customer', rows, { signal: controller.signal }))
    expect(sandbox.calls).toHaveLength(1)
    expect(
      [0, 1_000, 2_000].map(place =>
        results[place]?.match(
          () => 'ok',
          fault => fault.category,
        ),
      ),
    ).toEqual(['ok', 'cancelled', 'collateral'])
    await watched.close()
  })

  test('in a split batch give each command the fault of its part', async () => {
    sandbox.trouble.next({ kind: 'none' }, { kind: 'html', status: 503 })
    const commands = Array.from({ length: 1_001 }, () => api.commands.add('Customer', { name: 'x' }))
    const results = await given(api.batch(commands))
    expect(results[999]?.isOk()).toBe(true)
    expect(results[1_000]?._unsafeUnwrapErr()).toMatchObject({ kind: 'http', status: 503 })
  })
})

describe('readAll', () => {
  async function drain(options: Parameters<typeof api.readAll<'Customer'>>[1]) {
    const results = []
    for await (const result of api.readAll('Customer', options)) results.push(result)
    return results
  }

  test('gives every record once, page by page', async () => {
    const made = Array.from({ length: 25 }, (_, index) => sandbox.openAir.put('Customer', { name: `c${index}` }))
    const results = await drain({ limit: 10 })
    expect(results.map(result => result._unsafeUnwrap().id)).toEqual(made)
    expect(sandbox.calls).toHaveLength(3)
  })

  test('gives a fault last', async () => {
    for (let index = 0; index < 4; index++) sandbox.openAir.put('Customer', { name: `c${index}` })
    sandbox.trouble.next({ kind: 'none' }, { kind: 'html', status: 502 })
    const results = await drain({ limit: 2 })
    expect(results.map(result => result.isOk())).toEqual([true, true, false])
  })

  test('tells records apart by their ids where the program asks for other fields only', async () => {
    for (let index = 0; index < 9; index++) sandbox.openAir.put('Customer', { name: 'c', city: 'Lund' })
    const results = await drain({ limit: 2, fields: ['name'] })
    expect(results.map(result => Object.keys(result._unsafeUnwrap()).sort())).toEqual(
      Array.from({ length: 9 }, () => ['id', 'name']),
    )
  })

  test('ends with a fault, not as if complete, where the service ignores the offset', async () => {
    const body = '<response><Auth status="0"/><Read status="0"><Customer><id>7</id></Customer></Read></response>'
    const stuck = connect(undefined, { transport: async () => ({ status: 200, headers: {}, body }) })
    const results = []
    for await (const result of stuck.readAll('Customer', { limit: 1 })) results.push(result)
    expect(results).toHaveLength(2)
    expect(results[1]?._unsafeUnwrapErr()).toMatchObject({
      kind: 'shape',
      category: 'malformed-response',
      applied: 'no',
      operation: 'Read',
      dialect: 'openair-xml',
    })
  })

  test('gives a fault for options that are none', async () => {
    const results = await drain({ limit: 5_000 })
    expect(results.map(result => result.isErr())).toEqual([true])
    expect(sandbox.calls).toHaveLength(0)
  })
})
