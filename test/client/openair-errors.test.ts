import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openAirCatalog, openAirXml } from '../../src/openair.ts'
import type { Clock } from '../../src/retry/sleep.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'

let sandbox: Sandbox
let now: number
const clock: Clock = {
  now: () => now,
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
let api: ReturnType<typeof connect>

function connect(errors: { ttlMs?: number; missMs?: number } = {}) {
  const { account, url } = sandbox.openAir
  const { namespace, key, company, user, password } = account
  return openAirXml({ url, namespace, key, auth: { company, user, password }, clock, errors, retry: false })
}

beforeEach(async () => {
  sandbox = await startSandbox()
  now = 1_000_000
  api = connect()
})

afterEach(async () => {
  await api.close()
  await sandbox.close()
})

async function describedBy(client: typeof api, code: string) {
  return (await client.errors.describe(code))._unsafeUnwrap()
}

describe('errors.describe', () => {
  test("gives the service's words beside the catalog's", async () => {
    sandbox.openAir.describe('821', { text: 'Sheet is closed', comment: 'Reopen it first' })
    const { title, category, remedy } = openAirCatalog.codes['821']
    expect(await describedBy(api, '821')).toMatchObject({
      code: '821',
      text: 'Sheet is closed',
      comment: 'Reopen it first',
      title,
      category,
      remedy,
      from: 'service',
    })
  })

  test('leaves out words that the service does not have', async () => {
    sandbox.openAir.describe('821', {})
    const description = await describedBy(api, '821')
    expect(description.from).toBe('service')
    expect(description).not.toHaveProperty('text')
    expect(description).not.toHaveProperty('comment')
  })

  test('asks once for a code, however many ask at once and later', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => describedBy(api, '602')))
    await describedBy(api, ' 602 ')
    expect(sandbox.calls).toHaveLength(1)
    expect(new Set(all.map(({ from }) => from))).toEqual(new Set(['service']))
  })

  test('asks again once the answer is old', async () => {
    const aging = connect({ ttlMs: 1_000 })
    await describedBy(aging, '602')
    now += 999
    await describedBy(aging, '602')
    expect(sandbox.calls).toHaveLength(1)
    now += 1
    await describedBy(aging, '602')
    expect(sandbox.calls).toHaveLength(2)
    await aging.close()
  })

  test('answers from the catalog for a code that the service does not know, and remembers for a while', async () => {
    const description = await describedBy(api, '98765')
    expect(description).toMatchObject({ code: '98765', category: 'unknown', from: 'catalog' })
    expect(description).not.toHaveProperty('lookupFault')
    now += 59_999
    await describedBy(api, '98765')
    expect(sandbox.calls).toHaveLength(1)
    now += 1
    await describedBy(api, '98765')
    expect(sandbox.calls).toHaveLength(2)
  })

  test('never sends a refused password again to learn what the refusal means', async () => {
    const { namespace, key, company, user } = sandbox.openAir.account
    const url = sandbox.openAir.url
    const wrong = openAirXml({ url, namespace, key, auth: { company, user, password: 'not it' }, clock, retry: false })
    expect((await wrong.whoami())._unsafeUnwrapErr()).toMatchObject({ code: '401' })
    const lookupFault = { kind: 'service', code: '401' }
    for (const code of ['401', '408', '416', '556']) {
      expect(await describedBy(wrong, code)).toMatchObject({ from: 'catalog', lookupFault })
    }
    const all = (await wrong.errors.describeAll())._unsafeUnwrap()
    expect(all.errors.length).toBeGreaterThan(200)
    expect(all).toMatchObject({ lookupFault })
    expect(sandbox.calls).toHaveLength(1)
    await wrong.close()
  })

  test('asks again once a call has succeeded after a refused sign-in', async () => {
    sandbox.openAir.refuseSignIn('413')
    sandbox.trouble.next({ kind: 'code', code: '401', at: 'auth' })
    await api.whoami()
    sandbox.openAir.refuseSignIn()
    expect((await describedBy(api, '602')).from).toBe('catalog')
    await api.whoami()
    expect((await describedBy(api, '602')).from).toBe('service')
  })

  test('answers from the catalog when the lookup fails, and tells why', async () => {
    sandbox.trouble.next({ kind: 'html', status: 503 })
    const { title } = openAirCatalog.codes['401']
    expect(await describedBy(api, '401')).toMatchObject({
      title,
      from: 'catalog',
      lookupFault: { kind: 'http', status: 503 },
    })
    now += 60_000
    expect((await describedBy(api, '401')).from).toBe('service')
  })

  test('does not ask while the rate limit is exceeded', async () => {
    sandbox.trouble.next({ kind: 'code', code: '556', at: 'auth' })
    expect((await api.read('Project'))._unsafeUnwrapErr()).toMatchObject({ code: '556', category: 'rate-limit' })
    const lookupFault = { kind: 'service', code: '556' }
    expect(await describedBy(api, '821')).toMatchObject({ from: 'catalog', lookupFault })
    const all = (await api.errors.describeAll())._unsafeUnwrap()
    expect(all.errors[0]?.from).toBe('catalog')
    expect(all).toMatchObject({ lookupFault })
    expect(sandbox.calls).toHaveLength(1)
    now += 60_000
    const asked = await describedBy(api, '821')
    expect(asked.from).toBe('service')
    expect(asked).not.toHaveProperty('lookupFault')
    expect(sandbox.calls).toHaveLength(2)
  })

  test('refuses what is no code', async () => {
    const result = await api.errors.describe(' ')
    expect(result._unsafeUnwrapErr()).toMatchObject({ kind: 'request', problem: 'invalid-input' })
    expect(sandbox.calls).toHaveLength(0)
  })

  test.each(['__proto__', 'constructor', 'toString'])('takes %s for an unknown code', async code => {
    expect(await describedBy(api, code)).toMatchObject({ code, category: 'unknown', from: 'catalog' })
  })
})

describe('errors.describeAll', () => {
  test('gives every code of the service and of the catalog, in order', async () => {
    sandbox.openAir.describe('601', { text: 'Nothing there' })
    const { errors, ...rest } = (await api.errors.describeAll())._unsafeUnwrap()
    expect(rest).toEqual({})
    expect(errors.map(({ code }) => Number(code))).toEqual(errors.map(({ code }) => Number(code)).sort((a, b) => a - b))
    expect(new Set(Object.keys(openAirCatalog.codes)).size).toBeLessThanOrEqual(errors.length)
    expect(errors.find(({ code }) => code === '601')).toMatchObject({ text: 'Nothing there', from: 'service' })
  })

  test('fills the memory of single codes', async () => {
    await api.errors.describeAll()
    const calls = sandbox.calls.length
    expect((await describedBy(api, '601')).from).toBe('service')
    expect(sandbox.calls).toHaveLength(calls)
  })

  test('falls back to the catalog, and tells why', async () => {
    sandbox.trouble.next({ kind: 'reset' })
    const { errors, lookupFault } = (await api.errors.describeAll())._unsafeUnwrap()
    expect(lookupFault).toMatchObject({ kind: 'network' })
    expect(errors).toHaveLength(Object.keys(openAirCatalog.codes).length)
  })
})
