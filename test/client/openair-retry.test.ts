import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OpenAirOptions, openAirXml, type RetryOptions } from '../../src/openair.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'

const SPEED = 200
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ speed: SPEED })
})
afterEach(() => sandbox.close())

/** A client whose clock runs as fast as the sandbox's. */
function connect(retry: RetryOptions = {}, auth?: OpenAirOptions['auth']) {
  const { url, account } = sandbox.openAir
  const { namespace, key, accessToken } = account
  const clock = {
    now: sandbox.time.now,
    after: (delayMs: number, call: () => void) => {
      const timer = delayMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(call, delayMs / SPEED)
      return () => clearTimeout(timer)
    },
  }
  return openAirXml({
    url,
    namespace,
    key,
    auth: auth ?? { accessToken },
    clock,
    retry: { deadlineMs: Number.POSITIVE_INFINITY, ...retry },
  })
}

const commands = () => sandbox.openAir.performed.map(({ command }) => command)

describe('a client that repeats', () => {
  test('waits out a rate limit of a minute', async () => {
    const api = connect()
    sandbox.trouble.next({ kind: 'code', code: '556', at: 'auth' })
    const before = sandbox.time.now()
    expect((await api.add('Customer', { name: 'a' })).isOk()).toBe(true)
    expect(sandbox.time.now() - before).toBeGreaterThanOrEqual(60_000)
    expect(commands()).toEqual(['Add'])
    await api.close()
  })

  test.each(['before', 'after'] as const)(
    'never repeats an addition whose connection was reset %s the work',
    async when => {
      const api = connect()
      sandbox.trouble.next({ kind: 'reset', when })
      const fault = (await api.add('Customer', { name: 'a' }))._unsafeUnwrapErr()
      expect(fault).toMatchObject({ applied: 'maybe', remedy: 'reconcile', stopped: { because: 'unsafe' } })
      expect(sandbox.openAir.records('Customer')).toHaveLength(when === 'after' ? 1 : 0)
      await api.close()
    },
  )

  test('sends of a batch only what failed again', async () => {
    const api = connect()
    const id = sandbox.openAir.put('Customer', { name: 'a' })
    sandbox.trouble.next({ kind: 'code', code: '414', at: 1 })
    const { add, modify, read } = api.commands
    const batch = await api.batch([
      add('Customer', { name: 'b' }),
      modify('Customer', { id, name: 'c' }),
      read('Customer'),
    ])
    expect(batch._unsafeUnwrap().map(one => one.isOk())).toEqual([true, true, true])
    expect(commands()).toEqual(['Add', 'Read', 'Modify'])
    expect(sandbox.openAir.records('Customer')).toHaveLength(2)
    await api.close()
  })

  test('takes a deletion that is done already for done on its own repeat, and only there', async () => {
    const api = connect()
    const id = sandbox.openAir.put('Customer', { name: 'a' })
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    expect((await api.delete('Customer', id))._unsafeUnwrap()).toEqual({ id, replayed: true })
    sandbox.trouble.next({ kind: 'code', code: '414', at: 0 })
    expect((await api.delete('Customer', id))._unsafeUnwrapErr()).toMatchObject({ code: '601' })
    await api.close()
  })

  test('renews a token once for calls that met its end together, where the function has a new one', async () => {
    const old = sandbox.openAir.issueToken()
    const asked: string[] = []
    let token = old
    const api = connect(
      {},
      {
        accessToken: () => {
          asked.push(token)
          return token
        },
      },
    )
    sandbox.openAir.expireTokens()
    const refused = await api.whoami()
    expect(refused._unsafeUnwrapErr()).toMatchObject({ category: 'session', attempts: [{ code: '9' }] })
    token = sandbox.openAir.issueToken()
    expect((await api.whoami()).isOk()).toBe(true)
    await api.close()
  })

  test('reads a list on that broke off in the middle, and gives no record twice', async () => {
    const api = connect()
    for (let n = 0; n < 40; n++) sandbox.openAir.put('Customer', { name: `c${n}` })
    sandbox.trouble.next({ kind: 'none' }, { kind: 'truncated', keep: 0.6 }, { kind: 'reset', when: 'during' })
    const names: string[] = []
    for await (const one of api.readAll('Customer', { limit: 15 })) names.push(one._unsafeUnwrap().name ?? '')
    expect(names).toEqual(Array.from({ length: 40 }, (_, n) => `c${n}`))
    const codes: string[] = []
    sandbox.trouble.next({ kind: 'truncated', keep: 0.6 })
    for await (const one of api.readAll('Error', { limit: 100 })) codes.push(one._unsafeUnwrap().code ?? '')
    expect(new Set(codes).size).toBe(codes.length) // records without an id
    await api.close()
  })

  test('gives up at last, and tells the story', async () => {
    const api = connect()
    sandbox.trouble.next({ kind: 'status', status: 503, times: 9 })
    const fault = (await api.read('Customer'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ status: 503, stopped: { because: 'exhausted' } })
    expect(fault.attempts?.map(({ category }) => category)).toEqual(Array(4).fill('unavailable'))
    expect(sandbox.calls).toHaveLength(4)
    await api.close()
  })
})
