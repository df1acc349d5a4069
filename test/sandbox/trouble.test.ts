import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonTroubles, drawTrouble, type Sandbox, startSandbox, type Trouble } from '../../src/sandbox.ts'
import { open, post, rawPost, request, tokenLogin } from './exchange.ts'

const ADD = '<Add type="Customer"><Customer><name>a</name></Customer></Add>'

async function strike(
  trouble: Trouble,
  commands = ADD,
): Promise<{ sandbox: Sandbox; end: string; text: string; done: number }> {
  const sandbox = await open()
  sandbox.trouble.next(trouble)
  const { end, text } = await rawPost(sandbox, request(sandbox, tokenLogin(sandbox) + commands))
  return { sandbox, end, text, done: sandbox.openAir.performed.length }
}

describe('scripted trouble', () => {
  test.each<[string, Trouble, string, RegExp, number]>([
    [
      'a code on Auth',
      { kind: 'code', code: '556', at: 'auth' },
      'done',
      /^<response><Auth status="556"\/><\/response>$/,
      0,
    ],
    [
      'a code on Auth with words',
      { kind: 'code', code: '9', at: 'auth', text: 'out' },
      'done',
      /<Auth status="9">out<\/Auth>/,
      0,
    ],
    [
      'a code on a command',
      { kind: 'code', code: '1', at: 0 },
      'done',
      /<Auth status="0"\/><Add status="1"\/><\/response>$/,
      0,
    ],
    [
      'a code with words',
      { kind: 'code', code: '8', at: 0, text: 'a < b' },
      'done',
      /<Add status="8"><errors>a &lt; b<\/errors><\/Add>/,
      0,
    ],
    ['a code on a command that is not there', { kind: 'code', code: '8', at: 7 }, 'done', /<Add status="0">/, 1],
    ['half an answer', { kind: 'truncated' }, 'done', /^<response>.*[^>]?$/, 1],
    ['hardly an answer', { kind: 'truncated', keep: 0.05 }, 'done', /^<res/, 1],
    ['a page before the work', { kind: 'html' }, 'done', /^<!DOCTYPE html>/, 0],
    ['a page after the work', { kind: 'html', when: 'after', body: '<p>503' }, 'done', /^<p>503$/, 1],
    ['nothing before the work', { kind: 'empty' }, 'done', /^$/, 0],
    ['nothing after the work', { kind: 'empty', when: 'after' }, 'done', /^$/, 1],
    ['JSON', { kind: 'json' }, 'done', /^\{"message":/, 0],
    ['text', { kind: 'text', when: 'after' }, 'done', /maintained/, 1],
    ['a slow answer', { kind: 'slow', delayMs: 5 }, 'done', /<Add status="0">/, 1],
    ['a slow start', { kind: 'slow', delayMs: 5, when: 'before' }, 'done', /<Add status="0">/, 1],
    ['a reset before the work', { kind: 'reset' }, 'ECONNRESET', /^$/, 0],
    ['a reset after the work', { kind: 'reset', when: 'after' }, 'ECONNRESET', /^$/, 1],
    ['a reset amid the answer', { kind: 'reset', when: 'during' }, 'ECONNRESET', /^(<response>.*)?$/, 1],
    ['a bare status', { kind: 'status', status: 503 }, 'done', /^$/, 0],
    ['a bare status after the work', { kind: 'status', status: 504, when: 'after' }, 'done', /^$/, 1],
    ['an answer under another status', { kind: 'status', status: 500, body: 'xml' }, 'done', /<Add status="0">/, 1],
    ['no status on the command', { kind: 'missing-status', at: 0 }, 'done', /<Auth status="0"\/><Add><Customer>/, 1],
    ['no status on Auth', { kind: 'missing-status', at: 'auth' }, 'done', /<Auth\/><Add status="0">/, 1],
    ['no result', { kind: 'drop-outcome', at: 0 }, 'done', /^<response><Auth status="0"\/><\/response>$/, 1],
    ['no Auth', { kind: 'drop-outcome', at: 'auth' }, 'done', /^<response><Add status="0">/, 1],
    ['none', { kind: 'none' }, 'done', /<Add status="0">/, 1],
  ])('%s', async (_what, trouble, end, text, performed) => {
    const struck = await strike(trouble)
    expect([struck.end, struck.done]).toEqual([end, performed])
    expect(struck.text).toMatch(text)
    expect(struck.sandbox.openAir.records('Customer')).toHaveLength(performed)
    expect(struck.sandbox.calls).toMatchObject([{ call: 1, attempt: 1, trouble: trouble.kind }])
  })

  test.each<[Trouble, number]>([
    [{ kind: 'html' }, 502],
    [{ kind: 'html', status: 503, headers: { 'retry-after': '7' } }, 503],
    [{ kind: 'empty', status: 204 }, 204],
    [{ kind: 'status', status: 500, body: 'xml', headers: { 'retry-after': '7' } }, 500],
    [{ kind: 'json', status: 429, headers: { 'retry-after': '7' } }, 429],
  ])('%o has its HTTP status and headers', async (trouble, status) => {
    const sandbox = await open()
    sandbox.trouble.next(trouble)
    const reply = await fetch(sandbox.openAir.url, { method: 'POST', body: request(sandbox, '') })
    await reply.text()
    expect(reply.status).toBe(status)
    expect(reply.headers.get('retry-after')).toBe('headers' in trouble ? '7' : null)
  })

  test('charset sends bytes that are not the UTF-8 they are said to be', async () => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'charset' })
    const reply = await fetch(sandbox.openAir.url, { method: 'POST', body: request(sandbox, tokenLogin(sandbox)) })
    const bytes = new Uint8Array(await reply.arrayBuffer())
    expect(reply.headers.get('content-type')).toContain('utf-8')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError)
  })

  test('one command of several fails alone', async () => {
    const { text, done } = await strike({ kind: 'code', code: '821', at: 1 }, ADD + ADD + ADD)
    expect([...text.matchAll(/Add status="(\d+)"/g)].map(match => match[1])).toEqual(['0', '821', '0'])
    expect(done).toBe(2)
  })

  test('comes in order, as often as it says, and ends', async () => {
    const sandbox = await open()
    sandbox.trouble.next({ kind: 'code', code: '414', at: 'auth', times: 2 }, { kind: 'none' })
    sandbox.trouble.next({ kind: 'code', code: '556', at: 'auth' }, { kind: 'html', times: 9 })
    expect(sandbox.trouble.waiting()).toBe(13)
    const codes = []
    for (let call = 0; call < 4; call += 1) {
      codes.push((await post(sandbox, request(sandbox, tokenLogin(sandbox)))).text.match(/\d+/)?.[0])
    }
    expect(codes).toEqual(['414', '414', '0', '556'])
    sandbox.trouble.off()
    expect((await post(sandbox, request(sandbox, tokenLogin(sandbox)))).status).toBe(200)
  })

  test('a slow answer takes sandbox time', async () => {
    const sandbox = await open({ speed: 0 })
    sandbox.trouble.next({ kind: 'slow', delayMs: 120_000 })
    let arrived = false
    const answer = post(sandbox, request(sandbox, tokenLogin(sandbox) + ADD)).then(reply => {
      arrived = true
      return reply.text
    })
    while (sandbox.openAir.performed.length === 0) await new Promise(resolve => setImmediate(resolve))
    sandbox.time.advance(119_999)
    await post(sandbox, request(sandbox, ''))
    expect(arrived).toBe(false)
    sandbox.time.advance(1)
    expect(await answer).toContain('<Add status="0">')
  })

  test.each(['before', 'after'] as const)(
    'a caller who hangs up while the answer is slow %s the work does not undo it',
    async when => {
      const sandbox = await open({ speed: 0 })
      sandbox.trouble.next({ kind: 'slow', delayMs: 10, when })
      const caller = new AbortController()
      const body = request(sandbox, tokenLogin(sandbox) + ADD)
      const hungUp = post(sandbox, body, { signal: caller.signal }).catch(error => error.name)
      while (sandbox.calls.length === 0) await new Promise(resolve => setImmediate(resolve))
      caller.abort()
      expect(await hungUp).toBe('AbortError')
      sandbox.time.advance(10)
      expect((await post(sandbox, '<request/>')).status).toBe(200)
      expect(sandbox.openAir.records('Customer')).toHaveLength(1)
    },
  )

  test('nonsense is refused where it is asked for', async () => {
    const sandbox = await open()
    expect(() => sandbox.trouble.next({ kind: 'html', times: 0 })).toThrow(TypeError)
    expect(() => sandbox.trouble.next({ kind: 'code', code: '0', at: 'auth' })).toThrow(/success/)
    expect(() => sandbox.trouble.random({ seed: 1, rate: 2 })).toThrow(TypeError)
    // A program without types may still write a number.
    const wrong = Object.assign({ kind: 'code', code: '556', at: 'auth' } as const, { code: 556 as unknown as string })
    expect(() => sandbox.trouble.next(wrong)).toThrow("a code is a string, such as '556'")
    expect(() => sandbox.trouble.random({ seed: 1, rate: 1, kinds: [wrong] })).toThrow(TypeError)
    expect(() => sandbox.openAir.refuseSignIn(wrong.code)).toThrow(TypeError)
    expect(() => sandbox.openAir.describe(wrong.code, {})).toThrow(TypeError)
    expect(sandbox.trouble.waiting()).toBe(0)
    await expect(open({ speed: -1 })).rejects.toThrow(TypeError)
  })
})

/** What a call with the key is answered, status and text, or that its connection was reset. */
function answerTo(sandbox: Sandbox, key: string, commands: string): Promise<string> {
  const body = request(sandbox, tokenLogin(sandbox) + commands)
  return fetch(sandbox.openAir.url, { method: 'POST', headers: { 'x-sandbox-call': key }, body })
    .then(async reply => `${reply.status} ${await reply.text()}`)
    .catch(() => 'reset')
}

describe('random trouble', () => {
  const calls = Array.from({ length: 40 }, (_, index) => `call-${index}`)

  async function fates(order: readonly string[], concurrency: number): Promise<Record<string, string>> {
    const sandbox = await open()
    sandbox.trouble.random({ seed: 11, rate: 0.5, kinds: commonTroubles.filter(trouble => trouble.kind !== 'slow') })
    const waiting = [...order]
    const found: [string, string][] = []
    const worker = async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        for (let attempt = 1; attempt <= 2; attempt += 1) {
          found.push([`${key} ${attempt}`, await answerTo(sandbox, key, '')])
        }
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    return Object.fromEntries(found)
  }

  test('does not depend on the order or concurrency of calls', async () => {
    const alone = await fates(calls, 1)
    const together = await fates([...calls].reverse(), 8)
    expect(together).toEqual(alone)
    expect(new Set(Object.values(alone)).size).toBeGreaterThan(4)
  })

  /** Bodies whose answers do not hang on what came before: what is read stays, and what is added is refused. */
  const body = fc.constantFrom(
    '<Whoami/>',
    '<Time/>',
    '<Read type="User" method="all" limit="1"/>',
    '<Read type="Error" method="equal to"><Error><code>556</code></Error></Read>',
    '<Add type="Task"><Task><notes>no sheet</notes></Task></Add>',
    '<Delete type="Customer"><Customer><id>1</id></Customer></Delete><Whoami/>',
    '<Nothing/>',
    '<Whoami>',
  )
  const call = fc.record({ body, attempts: fc.integer({ min: 1, max: 3 }) })
  const kinds = [...commonTroubles.filter(trouble => trouble.kind !== 'slow'), { kind: 'slow', delayMs: 0 }] as const

  test('gives 200 concurrent calls what it gives them one after the other', async () => {
    const calls = fc.array(call, { minLength: 200, maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(fc.integer(), calls, async (seed, calls) => {
        const told = async (together: boolean): Promise<readonly string[]> => {
          const sandbox = await startSandbox({ speed: 0, startsAt: 0 })
          sandbox.trouble.random({ seed, rate: 0.4, kinds })
          const ask = async ({ body, attempts }: (typeof calls)[number], index: number) => {
            const answers: string[] = []
            while (answers.length < attempts) answers.push(await answerTo(sandbox, `call-${index}`, body))
            return answers.join('\n')
          }
          const answers: string[] = []
          if (together) answers.push(...(await Promise.all(calls.map(ask))))
          else for (const [index, one] of calls.entries()) answers.push(await ask(one, index))
          await sandbox.close()
          return answers
        }
        const alone = await told(false)
        expect(await told(true)).toEqual(alone)
        expect(new Set(alone).size).toBeGreaterThan(5)
      }),
      { numRuns: 2, endOnFailure: true },
    )
  })

  test('strikes what drawTrouble foretells, knowing a call by its body or its header', async () => {
    const sandbox = await open()
    const options = { seed: 3, rate: 0.5, kinds: [{ kind: 'empty' }, { kind: 'html' }] as const }
    sandbox.trouble.random(options)
    for (const body of ['<a/>', '<b/>', '<a/>', '<a/>', '<b/>']) await post(sandbox, body)
    await post(sandbox, '<a/>', { headers: { 'x-sandbox-call': 'mine' } })
    expect(sandbox.calls.map(call => call.attempt)).toEqual([1, 1, 2, 3, 2, 1])
    expect(sandbox.calls[5]?.key).toBe('mine')
    expect(sandbox.calls.map(call => call.trouble)).toEqual(
      sandbox.calls.map(call => drawTrouble(options, call.key, call.attempt)?.kind ?? 'none'),
    )
  })

  test('keeps to its rate and its number of attempts', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.integer({ min: 1, max: 9 }), (seed, key, attempt) => {
        expect(drawTrouble({ seed, rate: 0 }, key, attempt)).toBeUndefined()
        expect(drawTrouble({ seed, rate: 1 }, key, attempt)).toBeDefined()
        expect(drawTrouble({ seed, rate: 1, attempts: attempt - 1 }, key, attempt)).toBeUndefined()
        expect(drawTrouble({ seed, rate: 0.5 }, key, attempt)).toEqual(drawTrouble({ seed, rate: 0.5 }, key, attempt))
      }),
    )
    const struck = Array.from({ length: 5_000 }, (_, key) => drawTrouble({ seed: 5, rate: 0.2 }, String(key), 1))
    const share = struck.filter(trouble => trouble !== undefined).length / struck.length
    expect(share).toBeGreaterThan(0.17)
    expect(share).toBeLessThan(0.23)
    expect(new Set(struck).size).toBe(commonTroubles.length + 1)
  })
})
