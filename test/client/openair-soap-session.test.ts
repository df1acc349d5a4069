import type { IncomingMessage, ServerResponse } from 'node:http'
import { ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { openAirSoap } from '../../src/openair-soap.ts'
import { collected, httpPeer, until } from './peers.ts'

// A server of the test's own, which answers as SOAP::Lite does and can be told to wait, to refuse and to break off.

const auth = { company: 'harbor', user: 'mara', password: 'Tide-4417' }

const message = (body: string) =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>${body}</soap:Body></soap:Envelope>`
const response = (operation: string, content: string) =>
  message(`<${operation}Response xmlns="https://www.openair.com/OAirService">${content}</${operation}Response>`)
const fault = (code: string) =>
  message(
    `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>no</faultstring><detail><Error><code>${code}</code></Error></detail></soap:Fault>`,
  )
const session = (id: string) => response('login', `<loginReturn><sessionId>${id}</sessionId></loginReturn>`)
const added = response('add', '<Array><item><errors xsi:nil="true"/><status>A</status><id>7</id></item></Array>')
const user = response('whoami', '<whoamiReturn><id>31</id></whoamiReturn>')

type Answer = (reply: ServerResponse, call: { readonly operation: string; readonly body: string }) => void

/** Serves by operation; what is not told is answered as a service in good health would. */
async function serve(answers: Readonly<Record<string, Answer>> = {}) {
  const calls: { readonly operation: string; readonly body: string; readonly action: string | undefined }[] = []
  const peer = await httpPeer(async (request, reply) => {
    const body = await textOf(request)
    const operation = /<op:(\w+)/.exec(body)?.[1] ?? ''
    calls.push({ operation, body, action: String(request.headers.soapaction) })
    reply.setHeader('content-type', 'text/xml')
    const answer = answers[operation] ?? HEALTHY[operation]
    answer?.(reply, { operation, body })
  })
  const connect = (extra: object = {}) =>
    openAirSoap({ url: `${peer.url}soap`, namespace: 'harbor', key: 'K-517', auth, retry: false, ...extra })
  return { calls, connect, named: () => calls.map(({ operation }) => operation) }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const HEALTHY: Readonly<Record<string, Answer>> = {
  login: reply => reply.end(session('s-1')),
  add: reply => reply.end(added),
  whoami: reply => reply.end(user),
  logout: reply => reply.end(response('logout', '')),
}

const refuse = (reply: ServerResponse, code: string) => {
  reply.statusCode = 500
  reply.end(fault(code))
}

describe('one sign-in', () => {
  test('serves all who need it at the same time', async () => {
    const { connect, named } = await serve()
    const api = connect()
    const results = await Promise.all(Array.from({ length: 20 }, () => api.whoami()))
    expect(results.every(one => one.isOk())).toBe(true)
    expect(named().filter(name => name === 'login')).toHaveLength(1)
    await api.close()
  })

  test('goes on for the others where one of them is called off', async () => {
    let release = () => {}
    const { connect, named } = await serve({
      login: reply => {
        release = () => reply.end(session('s-1'))
      },
    })
    const api = connect()
    const controller = new AbortController()
    const one = api.add('Customer', { name: 'a' }, { signal: controller.signal })
    const other = api.add('Customer', { name: 'b' })
    await until(() => named().length === 1)
    controller.abort()
    expect((await one)._unsafeUnwrapErr()).toMatchObject({ kind: 'request', category: 'cancelled', applied: 'no' })
    release()
    expect((await other)._unsafeUnwrap()).toEqual({ id: '7' })
    expect(named()).toEqual(['login', 'add'])
    await api.close()
  })

  test('whose answer is lost leaves nothing done of the calls that waited, and the next call tries again', async () => {
    let lost = 0
    const { connect, named } = await serve({
      login: reply => {
        lost += 1
        if (lost === 1) reply.socket?.resetAndDestroy()
        else reply.end(session('s-1'))
      },
    })
    const api = connect()
    const faults = await Promise.all([api.add('Customer', { name: 'a' }), api.add('Customer', { name: 'b' })])
    for (const one of faults) {
      expect(one._unsafeUnwrapErr()).toMatchObject({ kind: 'network', applied: 'no', operation: 'login' })
    }
    expect(named()).toEqual(['login'])
    expect((await api.add('Customer', { name: 'a' })).isOk()).toBe(true)
    await api.close()
  })

  test('that is a page in place of an answer leaves nothing to reconcile', async () => {
    const { connect } = await serve({ login: reply => reply.end('<html><body>Maintenance</body></html>') })
    const api = connect()
    expect((await api.add('Customer', { name: 'a' }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'http',
      applied: 'no',
      remedy: 'wait',
      operation: 'login',
    })
    await api.close()
  })

  test('that gives no session is a fault', async () => {
    const { connect } = await serve({ login: reply => reply.end(session('')) })
    const api = connect()
    expect((await api.login())._unsafeUnwrapErr()).toMatchObject({ kind: 'shape', problem: 'missing-signal' })
    await api.close()
  })

  test('after a renewal is that of the session which ended, not of a newer one', async () => {
    let sessions = 0
    const { connect, named } = await serve({
      login: reply => {
        sessions += 1
        reply.end(session(`s-${sessions}`))
      },
      whoami: (reply, { body }) => (body.includes('>s-1<') ? refuse(reply, '9') : reply.end(user)),
    })
    const api = connect()
    const results = await Promise.all(Array.from({ length: 20 }, () => api.whoami()))
    expect(results.every(one => one.isOk())).toBe(true)
    expect(named().filter(name => name === 'login')).toHaveLength(2)
    await api.close()
  })

  test('is made only once more by a service that refuses every session', async () => {
    const { connect, named } = await serve({ whoami: reply => refuse(reply, '9') })
    const api = connect()
    expect((await api.whoami())._unsafeUnwrapErr()).toMatchObject({ code: '9', applied: 'no', remedy: 'sign-in' })
    expect(named()).toEqual(['login', 'whoami', 'login', 'whoami'])
    await api.close()
  })

  test('that is refused in the course of a renewal is what the call tells', async () => {
    let sessions = 0
    const { connect, named } = await serve({
      login: reply => {
        sessions += 1
        if (sessions === 1) reply.end(session('s-1'))
        else refuse(reply, '401')
      },
      add: reply => refuse(reply, '9'),
    })
    const api = connect()
    expect((await api.add('Customer', { name: 'a' }))._unsafeUnwrapErr()).toMatchObject({ code: '401', applied: 'no' })
    expect((await api.whoami())._unsafeUnwrapErr()).toMatchObject({ code: '401' })
    expect(named()).toEqual(['login', 'add', 'login'])
    await api.close()
  })
})

describe('a logout', () => {
  /** Sessions with numbers, and logouts that the test answers. */
  async function held() {
    const answers: ((body: string) => void)[] = []
    let sessions = 0
    const served = await serve({
      login: reply => {
        sessions += 1
        reply.end(session(`s-${sessions}`))
      },
      logout: reply => {
        answers.push(body => reply.end(body))
      },
    })
    const signedBy = () => served.calls.map(({ body }) => /sessionId[^>]*>([^<]*)</.exec(body)?.[1])
    return { ...served, answers, signedBy }
  }

  test('leaves the session of a login that came while it was under way', async () => {
    const { connect, named, answers, signedBy } = await held()
    const api = connect()
    await api.login()
    const ended = api.logout()
    await until(() => answers.length === 1)
    expect((await api.login())._unsafeUnwrap().sessionId).toBe('s-2')
    answers[0]?.(response('logout', ''))
    expect((await ended).isOk()).toBe(true)
    expect((await api.whoami()).isOk()).toBe(true)
    expect(named()).toEqual(['login', 'logout', 'login', 'whoami'])
    expect(signedBy()).toEqual([undefined, 's-1', undefined, 's-2'])
    await api.close()
  })

  test('whose answer was lost ends the same session when it is repeated, and not a newer one', async () => {
    let logouts = 0
    let sessions = 0
    const { connect, calls } = await serve({
      login: reply => {
        sessions += 1
        reply.end(session(`s-${sessions}`))
      },
      logout: reply => {
        logouts += 1
        if (logouts === 1) void signInAgain().then(() => reply.socket?.resetAndDestroy())
        else refuse(reply, '9')
      },
    })
    const api = connect({ retry: { backoff: () => 0 } })
    const signInAgain = () => api.login()
    await api.login()
    expect(await api.logout()).toEqual(ok(undefined))
    expect((await api.whoami()).isOk()).toBe(true)
    const signed = calls.map(({ operation, body }) => `${operation} ${/>(s-\d)</.exec(body)?.[1] ?? ''}`)
    expect(signed).toEqual(['login ', 'logout s-1', 'login ', 'logout s-1', 'whoami s-2'])
    await api.close()
  })

  test.each([
    ['a refusal', '<logoutReturn><status>-1</status></logoutReturn>'],
    ['words that nobody knows', '<status>Internal failure</status>'],
  ])('that is answered by %s leaves the session as it was', async (_, content) => {
    const { connect, named } = await serve({ logout: reply => reply.end(response('logout', content)) })
    const api = connect()
    await api.whoami()
    expect((await api.logout()).isErr()).toBe(true)
    await api.whoami()
    expect(named()).toEqual(['login', 'whoami', 'logout', 'whoami'])
    await api.close()
  })
})

describe('options of a call that no compiler would let through', () => {
  test.each([
    ['a signal that is none', { signal: {} }, 'call.signal'],
    ['no object', 'now', 'call: the options'],
    ['a retry that is none', { retry: 'often' }, 'retry'],
  ])('are a TypeError at once, whatever the method: %s', async (_, wrong, words) => {
    const { connect, named } = await serve()
    const api = connect()
    const call = wrong as never
    for (const method of [() => api.login(call), () => api.logout(call), () => api.whoami(call)]) {
      expect(method).toThrow(TypeError)
      expect(method).toThrow(words)
    }
    await api.login()
    expect(() => api.logout(call)).toThrow(words)
    expect(named()).toEqual(['login'])
    await api.close()
  })
})

describe('what is not repeated', () => {
  test('is an addition whose session ended for one object only', async () => {
    const { connect, named } = await serve({
      add: reply =>
        reply.end(response('add', '<Array><item><errors><item><code>9</code></item></errors></item></Array>')),
    })
    const api = connect()
    expect((await api.add('Customer', { name: 'a' }))._unsafeUnwrapErr()).toMatchObject({ code: '9' })
    expect(named()).toEqual(['login', 'add'])
    await api.close()
  })

  test('is whatever else a Fault says', async () => {
    for (const code of ['1', '414', '556', '401']) {
      const { connect, named } = await serve({ add: reply => refuse(reply, code) })
      const api = connect()
      expect((await api.add('Customer', { name: 'a' }))._unsafeUnwrapErr()).toMatchObject({ code })
      expect(named()).toEqual(['login', 'add'])
      await api.close()
    }
  })
})

describe('a request', () => {
  test('carries the session, the action of its operation and nothing of the password', async () => {
    const { connect, calls } = await serve()
    const api = connect()
    await api.add('Customer', { name: 'a' })
    expect(calls.map(({ action }) => action)).toEqual([
      '"https://www.openair.com/OAirService#login"',
      '"https://www.openair.com/OAirService#add"',
    ])
    expect(calls[1]?.body).toContain('<sessionId xsi:type="xsd:string">s-1</sessionId>')
    expect(calls[1]?.body).not.toContain(auth.password)
    await api.close()
  })

  test('is told to the observer with its login, and the second try after the first', async () => {
    let refused = false
    const { connect } = await serve({
      whoami: reply => {
        if (refused) reply.end(user)
        else refuse(reply, '9')
        refused = true
      },
    })
    const told: string[] = []
    const api = connect({
      hooks: {
        onReply: ({ operations, fault }: { operations: readonly string[]; fault?: { code?: string } }) =>
          told.push(`${operations.join()} ${fault?.code ?? 'ok'}`),
      },
    })
    await api.whoami()
    expect(told).toEqual(['login ok', 'whoami 9', 'login ok', 'whoami ok'])
    await api.close()
  })
})

describe('records that the reply only refers to', () => {
  const referred = (list: string, behind: string) =>
    message(
      `<readResponse xmlns="https://www.openair.com/OAirService"><Array><item><errors xsi:nil="true"/>${list}</item></Array></readResponse>${behind}`,
    )

  test('are followed', async () => {
    const body = referred(
      '<objects href="#l"/>',
      '<objects id="l"><item href="#a"/><item href="#b"/></objects><oaCustomer id="a"><id>1</id></oaCustomer><oaCustomer id="b"><id>2</id></oaCustomer>',
    )
    const { connect } = await serve({ read: reply => reply.end(body) })
    const api = connect()
    expect((await api.read('Customer'))._unsafeUnwrap()).toEqual([{ id: '1' }, { id: '2' }])
    const all = []
    for await (const one of api.readAll('Customer')) all.push(one._unsafeUnwrap())
    expect(all).toEqual([{ id: '1' }, { id: '2' }])
    await api.close()
  })

  test('are a fault, never an empty record, where they are read as they come', async () => {
    const body = referred('<objects><item href="#a"/></objects>', '<oaCustomer id="a"><id>1</id></oaCustomer>')
    const { connect } = await serve({ read: reply => reply.end(body) })
    const api = connect()
    expect((await api.read('Customer'))._unsafeUnwrap()).toEqual([{ id: '1' }])
    const all = []
    for await (const one of api.readAll('Customer')) all.push(one)
    expect(all.map(one => one._unsafeUnwrapErr())).toMatchObject([{ kind: 'shape', problem: 'unreadable-output' }])
    await api.close()
  })
})

describe('a record of another type', () => {
  test('is no answer to what was asked', async () => {
    const body = (type: string) =>
      response(
        'read',
        `<Array><item><errors/><objects><item xsi:type="n:oa${type}"><id>1</id></item></objects></item></Array>`,
      )
    const { connect } = await serve({ read: reply => reply.end(body('Vendor')) })
    const api = connect()
    expect((await api.read('Customer'))._unsafeUnwrapErr()).toMatchObject({ problem: 'mismatched-outcome' })
    const seen = await collected(api.readAll('Customer'))
    expect(seen.map(one => one._unsafeUnwrapErr())).toMatchObject([{ kind: 'shape', problem: 'unreadable-output' }])
    expect((await api.read('Vendor')).isOk()).toBe(true)
    await api.close()
  })

  test('nor is the id of another one', async () => {
    const other = '<Array><item><errors xsi:nil="true"/><id>99</id></item></Array>'
    const { connect } = await serve({
      modify: reply => reply.end(response('modify', other)),
      submit: reply => reply.end(response('submit', other)),
    })
    const api = connect()
    for (const answer of [api.modify('Customer', { id: '1' }), api.submit('Timesheet', '1')]) {
      expect((await answer)._unsafeUnwrapErr()).toMatchObject({ problem: 'mismatched-outcome', applied: 'maybe' })
    }
    await api.close()
  })
})
