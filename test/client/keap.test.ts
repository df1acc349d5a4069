import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { type Keap, type KeapOptions, keap, type Result } from '../../src/keap.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox.ts'
import { collected } from './peers.ts'

let sandbox: Sandbox

async function open(options: SandboxOptions = {}): Promise<Sandbox> {
  const opened = await startSandbox(options)
  onTestFinished(opened.close)
  return opened
}

beforeEach(async () => {
  sandbox = await open()
})

/** Repeats at once, but for waits that the service asks for. */
const quick = { backoff: () => 0 }

function connect(options: Partial<KeapOptions> = {}): Keap {
  const { url, account } = sandbox.keap
  const api = keap({ url, auth: { apiKey: account.apiKey }, retry: quick, ...options })
  onTestFinished(api.close)
  return api
}

const value = <Value>(result: Result<Value, unknown>): Value => result._unsafeUnwrap()
const performed = () => sandbox.keap.performed.map(({ method }) => method)

describe('a contact', () => {
  test('is made, found, changed and read, in the types of its fields', async () => {
    sandbox.keap.customField('Contact', '_Berth', 'int')
    const api = connect()
    const id = value(
      await api.ContactService.add({ Email: 'ada@example.com', FirstName: 'Ada', OwnerID: '3', _Berth: 12 }),
    )
    expect(value(await api.ContactService.findByEmail('ada@example.com', ['Id', 'FirstName']))).toEqual([
      { Id: id, FirstName: 'Ada' },
    ])
    expect(value(await api.ContactService.update(id, { LastName: 'Lovelace', Birthday: '18151210T00:00:00' }))).toBe(id)
    expect(value(await api.ContactService.load(id, ['LastName', 'OwnerID', 'Birthday', '_Berth', 'City']))).toEqual({
      LastName: 'Lovelace',
      OwnerID: 3,
      Birthday: '18151210T00:00:00',
      _Berth: 12,
    })
  })

  test('is made once by the safe way, however often it is asked for', async () => {
    const api = connect()
    const [first, second] = [
      value(await api.ContactService.addWithDupCheck({ Email: 'ada@example.com' }, 'Email')),
      value(await api.ContactService.addWithDupCheck({ Email: 'ada@example.com', City: 'Bath' }, 'Email')),
    ]
    expect(second).toBe(first)
    expect(sandbox.keap.records('Contact')).toMatchObject([{ Id: first, City: 'Bath' }])
  })

  test('that is not there is not found, and nothing is repeated', async () => {
    const api = connect()
    expect((await api.ContactService.load(40_417, ['Id']))._unsafeUnwrapErr()).toMatchObject({
      kind: 'service',
      code: '6',
      category: 'not-found',
      operation: 'ContactService.load',
      stopped: { because: 'final' },
    })
    expect(performed()).toEqual(['ContactService.load'])
  })
})

describe('where the credential goes', () => {
  test.each(['apiKey', 'accessToken', 'serviceKey'] as const)('%s is let in', async kind => {
    const secret = sandbox.keap.account[kind]
    for (const given of [secret, async () => secret]) {
      const api = connect({ auth: { [kind]: given } as never })
      expect(value(await api.DataService.echo('x'))).toBe('x')
    }
  })

  test('a temporary key takes none in front', async () => {
    const { vendorKey, user, password } = sandbox.keap.account
    const hash = createHash('md5').update(password).digest('hex')
    const key = value(await connect().DataService.getTemporaryKey(vendorKey, user, hash))
    expect(value(await connect({ auth: { apiKey: key } }).DataService.echo('x'))).toBe('x')
  })

  test.each([
    [{ apiKey: 'wrong' }, { code: '2', category: 'authentication', remedy: 'fix' }],
    [{ accessToken: 'wrong' }, { status: 401, category: 'session', remedy: 'sign-in' }],
    [{ serviceKey: 'wrong' }, { status: 401, category: 'session', remedy: 'sign-in' }],
  ] as const)('%o is refused and not sent again', async (auth, expected) => {
    const fault = (await connect({ auth }).DataService.echo('x'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ ...expected, applied: 'no', stopped: { because: 'final' } })
    expect(sandbox.calls).toHaveLength(1)
  })

  test('a token that ran out is asked for anew, once', async () => {
    const tokens = [sandbox.keap.account.accessToken, sandbox.keap.issueToken()]
    sandbox.keap.expireTokens()
    tokens[1] = sandbox.keap.issueToken()
    let asked = 0
    const api = connect({ auth: { accessToken: async () => tokens[Math.min(asked++, 1)] ?? '' } })
    expect((await api.ContactService.add({ Email: 'a@example.com' })).isOk()).toBe(true)
    expect(sandbox.keap.records('Contact')).toHaveLength(1)
    expect(sandbox.calls).toHaveLength(2)
  })

  test('a password that was refused is never sent again, though another token could be had', async () => {
    let asked = 0
    const api = connect({ auth: { apiKey: () => (asked++ % 2 === 0 ? sandbox.keap.account.apiKey : 'another') } })
    const fault = (await api.DataService.authenticateUser('mara@harbor.example', 'f'.repeat(32)))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ code: '13', category: 'authentication', stopped: { because: 'final' } })
    expect(performed()).toEqual(['DataService.authenticateUser'])
  })
})

describe('a method that is not typed', () => {
  test('is called by its whole name, and its result is what its schema says', async () => {
    const api = connect()
    const id = await api.call('ContactService.add', [{ Email: 'a@example.com' }], z.int())
    expect(value(await api.call('DataService.count', ['Contact', { Id: value(id) }], z.literal(1)))).toBe(1)
  })

  test('is one that must not run twice, unless it is listed or said', async () => {
    const api = connect()
    const cut = () => sandbox.trouble.next({ kind: 'reset', when: 'after' })
    cut()
    expect((await api.call('Some.method', []))._unsafeUnwrapErr()).toMatchObject({
      applied: 'maybe',
      remedy: 'reconcile',
      stopped: { because: 'unsafe' },
    })
    cut()
    expect(value(await api.call('DataService.echo', ['x']))).toBe('x')
    cut()
    const said = await api.call('Some.method', [], undefined, { idempotency: 'read' })
    expect(said._unsafeUnwrapErr()).toMatchObject({ code: '0', category: 'unsupported', attempts: { length: 2 } })
  })
})

describe('a query', () => {
  const put = (count: number) => {
    for (let id = 1; id <= count; id += 1) sandbox.keap.put('ContactGroup', { Id: id, GroupName: `group ${id % 2}` })
  }
  const ids = (list: readonly Result<{ readonly Id?: number }, unknown>[]) => list.map(one => value(one).Id)

  test('goes through all pages, by id, and gives each record once', async () => {
    put(2_003)
    const all = await collected(connect().query('ContactGroup', { match: { Id: '%' }, fields: ['GroupName'] }))
    expect(ids(all)).toEqual(Array.from({ length: 2_003 }, (_, index) => index + 1))
    expect(value(all[2] as Result<unknown, unknown>)).toEqual({ Id: 3, GroupName: 'group 1' })
    expect(sandbox.calls).toHaveLength(3)
  })

  test('chooses, orders and takes pages of another length', async () => {
    put(5)
    const api = connect()
    const match = { GroupName: 'group 1' }
    const options = { match, fields: ['Id'], limit: 2, orderBy: 'Id', ascending: false } as const
    expect(ids(await collected(api.query('ContactGroup', options)))).toEqual([5, 3, 1])
    expect(sandbox.calls).toHaveLength(2)
  })

  test('asks again for a page that was lost, and gives no record twice', async () => {
    put(25)
    const api = connect()
    sandbox.trouble.next({ kind: 'none' }, { kind: 'truncated' }, { kind: 'reset', when: 'during' })
    const all = await collected(api.query('ContactGroup', { match: { Id: '%' }, fields: ['Id'], limit: 10 }))
    expect(ids(all)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1))
    expect(sandbox.calls).toHaveLength(5)
  })

  test('ends with the fault that cannot be waited out', async () => {
    put(3)
    const api = connect()
    sandbox.trouble.next({ kind: 'none' }, { kind: 'code', code: '8', at: 'auth' })
    const all = await collected(api.query('ContactGroup', { match: { Id: '%' }, fields: ['Id'], limit: 2 }))
    expect(all.map(one => one.isOk())).toEqual([true, true, false])
    expect(all[2]?._unsafeUnwrapErr()).toMatchObject({
      code: '8',
      category: 'permission',
      operation: 'DataService.query',
    })
  })
})
