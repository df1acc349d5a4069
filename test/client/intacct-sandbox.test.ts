import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Command, err, type Intacct, intacct, ok } from '../../src/intacct.ts'
import { type Sandbox, type SandboxOptions, startSandbox, type Trouble } from '../../src/sandbox.ts'
import { collected, until } from './peers.ts'

const SWIFT = { backoff: () => 1, deadlineMs: 60_000 }

/** A client of the company in a sandbox, which has signed in. */
async function connect(sandbox: Sandbox, options: object = {}) {
  const { url, account } = sandbox.intacct
  const { senderId, senderPassword, companyId, userId, userPassword } = account
  const sender = { id: senderId, password: senderPassword }
  const credentials = { companyId, userId, userPassword }
  const api = intacct({ url, sender, credentials, retry: SWIFT, ...options })
  expect((await api.getAPISession()).isOk()).toBe(true)
  return api
}

/** A sandbox with all its odd habits, and a client of it. */
async function open(options: SandboxOptions = {}, client: object = {}) {
  const sandbox = await startSandbox({ speed: 1_000, ...options })
  const api = await connect(sandbox, client)
  onTestFinished(async () => {
    await api.close()
    await sandbox.close()
  })
  return { sandbox, api }
}

const customer = (n: number) => ({ CUSTOMERID: `C-${n}`, NAME: `Pier ${n}` })
const ids = (sandbox: Sandbox) => sandbox.intacct.records('CUSTOMER').map(one => one.CUSTOMERID)
const carriedOut = (sandbox: Sandbox) =>
  sandbox.intacct.performed
    .filter(one => one.status === 'success' && one.function === 'create')
    .map(one => one.controlId)

describe('the client and a service with odd habits', () => {
  test('write, find, change and delete a record', async () => {
    const { sandbox, api } = await open()
    const made = (await api.create('CUSTOMER', customer(1)))._unsafeUnwrap()
    const key = made.key ?? ''
    expect((await api.update('CUSTOMER', { RECORDNO: key, NAME: 'North Pier' })).isOk()).toBe(true)
    const [byKey] = (await api.read({ object: 'CUSTOMER', keys: [key] }))._unsafeUnwrap()
    expect(byKey).toMatchObject({ CUSTOMERID: 'C-1', NAME: 'North Pier' })
    const [byName] = (await api.readByName({ object: 'CUSTOMER', keys: ['C-1'], fields: ['RECORDNO'] }))._unsafeUnwrap()
    expect(byName).toMatchObject({ RECORDNO: key })
    const filter = {
      and: [
        { field: 'CUSTOMERID', equalTo: 'C-1' },
        { field: 'NAME', like: 'North%' },
      ],
    }
    const page = (await api.query({ object: 'CUSTOMER', select: ['RECORDNO', 'NAME'], filter }))._unsafeUnwrap()
    expect(page).toMatchObject({ keys: [key], records: [{ NAME: 'North Pier' }] })
    expect((await api.delete('CUSTOMER', key))._unsafeUnwrap()).toEqual({ key })
    expect(ids(sandbox)).toEqual([])
  })

  test('use the endpoint that the sign-in names, and renew a session that has ended', async () => {
    const { sandbox, api } = await open()
    const session = (await api.getAPISession())._unsafeUnwrap()
    expect(session.endpoint).toBe(sandbox.intacct.endpoint)
    sandbox.intacct.expireSessions()
    expect((await api.create('CUSTOMER', customer(1))).isOk()).toBe(true)
  })

  test('read lists of many pages whole, though cursors expire and pages are lost', async () => {
    const { sandbox, api } = await open({ habits: true })
    for (let n = 1; n <= 25; n += 1) sandbox.intacct.put('CUSTOMER', customer(n))
    const wanted = Array.from({ length: 25 }, (_, n) => `C-${n + 1}`)
    const select = ['CUSTOMERID']
    const queried = await collected(api.queryAll({ object: 'CUSTOMER', select, pageSize: 4 }))
    expect(queried.map(one => one._unsafeUnwrap().CUSTOMERID)).toEqual(wanted)

    const rows: unknown[] = []
    for await (const row of api.readByQuery({ object: 'CUSTOMER', pageSize: 4 })) {
      rows.push(row._unsafeUnwrap().CUSTOMERID)
      if (rows.length === 6) sandbox.trouble.next({ kind: 'reset', when: 'after' })
      if (rows.length === 14) sandbox.intacct.expireCursors()
    }
    expect(rows).toEqual(wanted)
  })

  test('have functions queued by a policy, which is another matter than done', async () => {
    const { sandbox, api } = await open({ speed: 0 })
    const { policyId } = sandbox.intacct.account
    const queued = (await api.submit([api.functions.create('CUSTOMER', customer(1))], { policyId }))._unsafeUnwrap()
    expect(ids(sandbox)).toEqual([])
    sandbox.time.advance(5_000)
    await expect.poll(() => carriedOut(sandbox)).toEqual(queued.functionIds)
    const wrong = await api.submit([api.functions.create('CUSTOMER', customer(2))], { policyId: 'nobody' })
    expect(wrong._unsafeUnwrapErr()).toMatchObject({ kind: 'service', level: 'control', applied: 'no' })
  })
})

describe('a process that dies in the middle', () => {
  const settings = [
    { recorded: 'words' },
    { recorded: 'no-status' },
    { recorded: 'words', remembers: 'guarded' },
  ] as const

  test.each(settings)('leaves every function done once, and told so: %o', async choice => {
    const { sandbox, api } = await open({ intacct: choice })
    sandbox.trouble.next({ kind: 'mid-process', after: 2 }, { kind: 'mid-process', after: 3, status: 500 })
    const results = (await api.create('CUSTOMER', [1, 2, 3, 4, 5].map(customer)))._unsafeUnwrap()
    expect(results.map(one => one._unsafeUnwrap().replayed === true)).toEqual([true, true, true, false, false])
    expect(ids(sandbox)).toEqual(['C-1', 'C-2', 'C-3', 'C-4', 'C-5'])
    expect(new Set(carriedOut(sandbox)).size).toBe(5)
  })

  test.each(settings)('undoes a transaction, which is then carried out: %o', async choice => {
    const { sandbox, api } = await open({ intacct: choice })
    sandbox.trouble.next({ kind: 'mid-process', after: 2 })
    const { functions } = api
    const three = [1, 2, 3].map(n => functions.create('CUSTOMER', customer(n)))
    const results = (await api.execute(three, { transaction: true }))._unsafeUnwrap()
    expect(results.every(one => one.isOk())).toBe(true)
    expect(ids(sandbox)).toEqual(['C-1', 'C-2', 'C-3'])
  })

  test.each(settings)('leaves a transaction that was done in time done once: %o', async choice => {
    const { sandbox, api } = await open({ intacct: choice })
    sandbox.intacct.put('CUSTOMER', customer(9))
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    const { functions } = api
    const results = await api.execute(
      [functions.create('CUSTOMER', customer(1)), functions.readByName({ object: 'CUSTOMER', keys: ['C-9'] })],
      { transaction: true },
    )
    const [made, rows] = results._unsafeUnwrap()
    expect(made._unsafeUnwrap()).toMatchObject({ replayed: true })
    expect(rows._unsafeUnwrap()).toMatchObject([{ CUSTOMERID: 'C-9' }])
    expect(ids(sandbox)).toEqual(['C-9', 'C-1'])
  })

  test.each(['result', 'control'] as const)('is waited for while it still works (told at the %s)', async running => {
    const retry = { backoff: () => 20, deadlineMs: 60_000 }
    const { sandbox, api } = await open({ intacct: { functionMs: 80_000, running } }, { retry })
    const before = sandbox.calls.length
    const { functions } = api
    const kept = functions.create('CUSTOMER', customer(9), { controlId: 'kept-9' })
    const all = api.execute([1, 2, 3].map(n => functions.create('CUSTOMER', customer(n))).concat(kept))
    await until(() => sandbox.calls.length > before)
    const [again] = (await api.execute([kept]))._unsafeUnwrap()
    expect(again._unsafeUnwrap()).toEqual({ replayed: true })
    expect(sandbox.calls.length).toBeGreaterThan(before + 2)
    expect((await all)._unsafeUnwrap().every(one => one.isOk())).toBe(true)
    expect(ids(sandbox)).toEqual(['C-1', 'C-2', 'C-3', 'C-9'])
  })
})

const TROUBLES: readonly Trouble[] = [
  { kind: 'mid-process', after: 1 },
  { kind: 'mid-process', after: 3, status: 502 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'during' },
  { kind: 'truncated' },
  { kind: 'html', status: 200, when: 'after' },
  { kind: 'empty', when: 'after' },
  { kind: 'status', status: 503, body: 'xml' },
  { kind: 'drop-outcome', at: 1 },
  { kind: 'missing-status', at: 0 },
  { kind: 'missing-status', at: 2 },
  { kind: 'code', code: 'GW-0010', at: 'control' },
]

/** A function of each kind, and how the sandbox shows whether it was done. */
const KINDS = {
  create: (api: Intacct, n: number) => api.functions.create('CUSTOMER', customer(n)),
  update: (api: Intacct, n: number, key: string) =>
    api.functions.update('CUSTOMER', { RECORDNO: key, NAME: `changed ${n}` }),
  refused: (api: Intacct) => api.functions.update('CUSTOMER', { RECORDNO: '999999999', NAME: 'x' }),
  read: (api: Intacct) => api.functions.readByName({ object: 'CUSTOMER', keys: ['C-there'] }),
}
type Kind = keyof typeof KINDS

const isDone: Readonly<Record<Kind, (sandbox: Sandbox, n: number) => boolean | undefined>> = {
  create: (sandbox, n) => ids(sandbox).includes(`C-${n}`),
  update: (sandbox, n) => sandbox.intacct.records('CUSTOMER').some(one => one.NAME === `changed ${n}`),
  refused: () => false,
  read: () => undefined,
}

test('under any trouble each function is done at most once, and what the caller is told of it is true', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...TROUBLES), { maxLength: 6 }),
      fc.array(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), { minLength: 1, maxLength: 6 }),
      fc.record({ transaction: fc.boolean(), hasExpired: fc.boolean() }),
      fc.constantFrom('words', 'no-status'),
      async (script, kinds, { transaction, hasExpired }, recorded) => {
        const sandbox = await startSandbox({ speed: 1_000, intacct: { recorded } as object })
        const api = await connect(sandbox)
        try {
          sandbox.intacct.put('CUSTOMER', { CUSTOMERID: 'C-there' })
          const keys = kinds.map((_, n) => sandbox.intacct.put('CUSTOMER', { CUSTOMERID: `U-${n}`, NAME: 'before' }))
          if (hasExpired) sandbox.intacct.expireSessions()
          sandbox.trouble.next(...script)
          const wanted = kinds.map((kind, n) => KINDS[kind](api, n, keys[n] ?? '') as Command)
          const results = await api.execute(wanted, { transaction })
          const done = sandbox.intacct.performed.filter(one => one.status === 'success' && one.written !== undefined)
          expect(new Set(done.map(one => one.controlId)).size).toBe(done.length)
          kinds.forEach((kind, n) => {
            const told = results.isErr() ? err(results.error) : (results.value[n] ?? ok(undefined))
            if (told.isOk() && kind === 'read') expect(told.value).toMatchObject([{ CUSTOMERID: 'C-there' }])
            const said = told.isOk()
              ? true
              : { yes: true, no: false, maybe: undefined, partly: undefined }[told.error.applied]
            const was = isDone[kind](sandbox, n)
            if (said !== undefined && was !== undefined) expect([kind, n, said]).toEqual([kind, n, was])
          })
        } finally {
          await api.close()
          await sandbox.close()
        }
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)
