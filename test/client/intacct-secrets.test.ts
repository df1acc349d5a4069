import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type IntacctOptions, intacct, type ReplyEvent, type RequestEvent } from '../../src/intacct.ts'
import { type Asked, answer, done, gateway, refused, unauthenticated } from './intacct-gateway.ts'

const SENDER = 'canary-sender-<&">'
const USER = 'canary-user-7731'
const SESSION = 'canary-session-90210'

function expectClean(...shown: readonly unknown[]) {
  for (const value of shown) {
    const texts = [JSON.stringify(value), String(value), inspect(value, { depth: 20, showHidden: true, getters: true })]
    for (const text of texts) expect(text ?? '').not.toContain('canary')
  }
}

const signedIn = (asked: Asked) => {
  const api = `<api><sessionid>${SESSION}</sessionid><endpoint></endpoint><locationid></locationid></api>`
  return answer(
    asked,
    asked.functions.map(one => done(one, api)),
  )
}

const credentials = { companyId: 'pier', userId: 'mara', userPassword: USER }
const safe = (text: string) => text.replaceAll('<', '&lt;')

describe('the passwords of sender and user, and the session', () => {
  const echoes: readonly [string, (asked: Asked) => string][] = [
    [
      'in the error of a function',
      asked =>
        answer(
          asked,
          asked.functions.map(one => refused(one, 'XX1', safe(asked.text))),
        ),
    ],
    ['in what refuses the operation', asked => unauthenticated(asked, safe(asked.text))],
    [
      'in what refuses the request',
      asked =>
        `<response><control><status>failure</status></control><errormessage><error><errorno>XL03000003</errorno><description>${safe(asked.text)}</description></error></errormessage></response>`,
    ],
    [
      'in place of an error number',
      asked =>
        `<response><control><status>failure</status></control><errormessage><error><errorno>${safe(asked.text)}</errorno></error></errormessage></response>`,
    ],
    ['in a page', asked => `<!DOCTYPE html><html><body>${asked.text}</body></html>`],
    ['as plain text', asked => asked.text.replaceAll(/<[^>]*>/g, ' ')],
    ['in half a document', asked => `<response><control>${asked.text}`],
    ['as the request itself', asked => asked.text],
  ]

  test.each(echoes)('do not appear where the service echoes them %s', async (_, echo) => {
    const seen: unknown[] = []
    const hooks = {
      onRequest: (event: RequestEvent) => seen.push(event),
      onReply: (event: ReplyEvent) => seen.push(event),
    }
    const { connect, state } = await gateway(echo)
    state.signIn = signedIn
    const api = connect({ sender: { id: 'harbor', password: SENDER }, credentials, hooks, retry: false })
    const failed = await api.create('vendor', { NAME: 'x' })
    expect(failed.isErr()).toBe(true)
    expect(seen.length).toBeGreaterThanOrEqual(4)
    state.signIn = echo
    const refusedSignIn = await api.getAPISession()
    expect(refusedSignIn.isErr()).toBe(true)
    expectClean(failed, refusedSignIn, seen, api, api.functions)
    await api.close()
  })

  test('do not appear where a transport quotes its request', async () => {
    const transport = (request: object) => {
      throw Object.assign(new Error(`cannot send ${JSON.stringify(request)}`), { request, code: 'ECONNRESET' })
    }
    const sender = { id: 'harbor', password: SENDER }
    for (const auth of [{ credentials }, { sessionId: SESSION }]) {
      const api = intacct({ sender, ...auth, transport, retry: false } as IntacctOptions)
      expectClean((await api.create('vendor', { NAME: 'x' }))._unsafeUnwrapErr())
    }
  })

  test('do not appear where the function that gives one fails', async () => {
    const failing = [
      () => Promise.reject(new Error(`refused ${SENDER}`)),
      () => {
        throw new Error(`refused ${SENDER}`)
      },
      async () => '',
      (async () => 7) as never,
    ]
    const { connect, requests } = await gateway(asked => answer(asked, []))
    for (const secret of failing) {
      for (const options of [
        { sender: { id: 'harbor', password: secret } },
        { credentials: { ...credentials, userPassword: secret } },
        { credentials: undefined, sessionId: secret },
      ]) {
        const api = connect({ ...options, retry: false })
        const fault = (await api.create('vendor', { NAME: 'x' }))._unsafeUnwrapErr()
        expect(fault).toMatchObject({ kind: 'request', problem: 'credentials', applied: 'no' })
        expectClean(fault)
        await api.close()
      }
    }
    expect(requests).toHaveLength(0)
  })

  test('are shown to a hook as ***', async () => {
    const texts: string[] = []
    const hooks = { onRequest: (event: RequestEvent) => texts.push(event.text) }
    const { connect, state } = await gateway(asked =>
      answer(
        asked,
        asked.functions.map(one => done(one)),
      ),
    )
    state.signIn = signedIn
    const api = connect({ sender: { id: 'harbor', password: SENDER }, credentials, hooks })
    expect((await api.create('vendor', { NAME: 'x' })).isOk()).toBe(true)
    expect(texts[0]).toContain('<senderid>harbor</senderid><password>***</password>')
    expect(texts[0]).toContain('<userid>mara</userid><companyid>pier</companyid><password>***</password>')
    expect(texts[1]).toContain('<sessionid>***</sessionid>')
    await api.close()
  })
})

describe('a wrong construction', () => {
  const right = { sender: { id: 'harbor', password: SENDER }, credentials }
  const cases: readonly [string, object, string][] = [
    ['with an address that is none', { url: 'ftp://canary' }, '`url`'],
    ['with a password in the address', { url: 'https://mara:canary@api.intacct.com/' }, '`url`'],
    ['without a sender', { sender: undefined }, '`sender`'],
    ['without the id of the sender', { sender: { password: SENDER } }, '`sender.id`'],
    ['without the password of the sender', { sender: { id: 'harbor' } }, '`sender.password`'],
    [
      'with a password that XML cannot carry',
      { sender: { id: 'harbor', password: 'canary\u0000' } },
      '`sender.password`',
    ],
    ['with a misspelled part of the sender', { sender: { id: 'harbor', pasword: SENDER } }, '`pasword`'],
    ['without credentials', { credentials: undefined }, '`credentials`'],
    ['without a company', { credentials: { ...credentials, companyId: ' ' } }, '`credentials.companyId`'],
    ['without a user', { credentials: { ...credentials, userId: 7 } }, '`credentials.userId`'],
    [
      'without the password of the user',
      { credentials: { ...credentials, userPassword: undefined } },
      '`credentials.userPassword`',
    ],
    ['with an empty entity', { credentials: { ...credentials, locationId: '' } }, '`credentials.locationId`'],
    ['with a misspelled part of the credentials', { credentials: { ...credentials, location: 'x' } }, '`location`'],
    ['with two ways to sign in', { sessionId: SESSION }, '`sessionId`'],
    ['with an empty session', { credentials: undefined, sessionId: '' }, '`sessionId`'],
    ['with no request at a time', { concurrency: 0 }, '`concurrency`'],
    ['with half a request at a time', { concurrency: 1.5 }, '`concurrency`'],
    ['with a protection that is neither on nor off', { uniqueid: 'true' }, '`uniqueid`'],
    ['with details that are neither on nor off', { errorDetails: 1 }, '`errorDetails`'],
    ['with hosts that are no list', { hosts: 'api.intacct.com' }, '`hosts`'],
    ['with a host that is an address', { hosts: ['https://api.intacct.com/'] }, '`hosts[0]`'],
    ['with control IDs that are none', { newId: 'id' }, '`newId`'],
    ['with a timeout of no length', { timeouts: { headersMs: 0 } }, '`timeouts.headersMs`'],
    ['with a misspelled option', { timeout: 5_000 }, '`timeout`'],
    ['with a transport that is none', { transport: 'undici' }, '`transport`'],
    ['with repeats that are none', { retry: { maxAttempts: 0 } }, '`retry.maxAttempts`'],
  ]

  test.each(cases)('%s throws a TypeError that names the option', (_, change, named) => {
    const construct = () => intacct({ ...right, ...change } as never)
    expect(construct).toThrow(TypeError)
    expect(construct).toThrow(named)
    try {
      construct()
    } catch (error) {
      expectClean(error)
    }
  })

  test('of a function throws a TypeError that names what is wrong', () => {
    const api = intacct(right)
    const { functions } = api
    const made = functions.create('vendor', {}, { controlId: 'one' })
    const wrong: readonly [() => unknown, string][] = [
      [() => functions.create('vendor', {}, { controlId: '' }), 'controlId'],
      [() => functions.delete('vendor', 7, { controlId: 'x'.repeat(257) }), 'controlId'],
      [() => functions.custom({ name: 'x', idempotency: 'read', controlId: ' x' }), 'controlId'],
      [() => api.execute(made as never), 'execute: the functions'],
      [() => api.execute([{} as never]), 'functions[0]'],
      [() => api.execute([made, made]), 'functions[1] has the control ID of another'],
      [() => api.execute([made], { retry: 'often' as never }), 'call.retry'],
      [() => api.submit([made], {} as never), '`policyId`'],
      [() => api.submit([], { policyId: 'nightly' }), 'submit: the functions'],
      [() => api.submit([made], { policyId: 'nightly', signal: 7 as never }), 'call.signal'],
      [() => api.query({ object: 'V', select: ['A'] }, { signal: 7 as never }), 'call.signal'],
      [() => api.queryAll({ object: 'V', select: ['A'] }, { signal: 7 as never }), 'call.signal'],
      [() => api.readByQuery({ object: 'V' }, 7 as never), 'call'],
      [() => api.getAPISession({ retry: 7 as never }), 'call.retry'],
    ]
    for (const [use, named] of wrong) {
      expect(use, named).toThrow(TypeError)
      expect(use).toThrow(named)
    }
  })
})

describe('a construction', () => {
  test.each([
    { url: undefined, concurrency: Number.POSITIVE_INFINITY },
    { hosts: ['eu.intacct.example:8443', 'API.intacct.example'], errorDetails: true, uniqueid: false },
    {
      credentials: { ...credentials, locationId: 'DE', clientId: 'c' },
      timeouts: { headersMs: Number.POSITIVE_INFINITY },
    },
    { credentials: undefined, sessionId: () => SESSION },
  ])('takes %o', change => {
    const api = intacct({ sender: { id: 'harbor', password: () => SENDER }, credentials, ...change } as never)
    expect(api).toHaveProperty('create')
  })

  test('gives a request as long as the service may work, and room for a second one', async () => {
    const limits: object[] = []
    let now = 0
    const transport = async (request: { readonly timeouts: { readonly headersMs: number } }) => {
      limits.push(request.timeouts)
      now += request.timeouts.headersMs
      throw Object.assign(new Error('no'), { code: 'UND_ERR_HEADERS_TIMEOUT' })
    }
    const waits: number[] = []
    const clock = {
      now: () => now,
      after: (delayMs: number, callback: () => void, options?: { readonly background?: boolean }) => {
        if (options?.background !== true && delayMs < 60_000) {
          waits.push(delayMs)
          now += delayMs
          queueMicrotask(callback)
        }
        return () => {}
      },
    }
    const api = intacct({ sender: { id: 'h', password: 'p' }, sessionId: 's', transport, clock } as never)
    const fault = (await api.create('vendor', { NAME: 'x' }))._unsafeUnwrapErr()
    expect(limits[0]).toMatchObject({ headersMs: 960_000, bodyMs: 60_000, totalMs: 1_080_000 })
    expect(fault).toMatchObject({ category: 'timeout', applied: 'maybe', stopped: { because: 'deadline' } })
    expect(limits).toHaveLength(2)
    expect(waits.every(one => one >= 1_000)).toBe(true)
  })
})
