import { expect, test } from 'vitest'
import type { TroubleOnce } from '../../src/sandbox.ts'
import { methodCall, open, outcome, outcomeOf, rawPost } from './keap-exchange.ts'

const BUG =
  /^500 Server encountered exception: java\.lang\.IllegalStateException: Cannot create a session after the response has been committed$/

const whole = /^<i4>\d+<\/i4>$/

test.each<[string, TroubleOnce, boolean, string, RegExp]>([
  ['nothing', { kind: 'none' }, true, 'done', whole],
  ['the session bug before the work', { kind: 'session-bug' }, false, 'done', BUG],
  ['the session bug after the work', { kind: 'session-bug', when: 'after' }, true, 'done', BUG],
  ['a code', { kind: 'code', code: '3', at: 'auth' }, false, 'done', /^3 \[UnexpectedError\]/],
  ['a code at the one call that there is', { kind: 'code', code: '3', at: 0 }, false, 'done', /^3 /],
  ['a code at a call that there is not', { kind: 'code', code: '3', at: 1 }, true, 'done', whole],
  ['words of its own', { kind: 'code', code: '6', at: 0, text: 'Loading' }, false, 'done', /^6 Loading$/],
  ['a code that is no number', { kind: 'code', code: 'E-7', at: 0 }, false, 'done', /^E-7 /],
  ['a page', { kind: 'html', status: 502 }, false, 'done', /Bad Gateway/],
  ['a page after the work', { kind: 'html', when: 'after' }, true, 'done', /Bad Gateway/],
  ['JSON', { kind: 'json', status: 429 }, false, 'done', /^\{/],
  ['half an answer', { kind: 'truncated' }, true, 'done', /^<methodResponse>.*[^>]$|^<\?xml/],
  ['a value that is missing', { kind: 'drop-outcome', at: 0 }, true, 'done', /^<methodResponse><params\/>/],
  ['neither value nor fault', { kind: 'missing-status', at: 0 }, true, 'done', /^<methodResponse><\/methodResponse>$/],
  ['a reset before the work', { kind: 'reset' }, false, 'ECONNRESET', /^$/],
  ['a reset after the work', { kind: 'reset', when: 'after' }, true, 'ECONNRESET', /^$/],
  ['a reset in the middle', { kind: 'reset', when: 'during' }, true, 'ECONNRESET', /./],
])('%s strikes a call', async (_what, trouble, isDone, end, told) => {
  const sandbox = await open()
  sandbox.trouble.next(trouble)
  const sent = methodCall('ContactService.add', sandbox.keap.account.apiKey, { Email: 'a@b.example' })
  const reply = await rawPost(sandbox, sent)
  expect([reply.end, outcomeOf(reply.text)]).toEqual([end, expect.stringMatching(told)])
  expect(sandbox.keap.records('Contact')).toHaveLength(isDone ? 1 : 0)
  expect(sandbox.keap.performed.map(({ method }) => method)).toEqual(isDone ? ['ContactService.add'] : [])
  expect(sandbox.calls.map(call => call.trouble)).toEqual([trouble.kind])
})

test('a seed says which calls the session bug strikes', async () => {
  const struck = async (seed: number) => {
    const sandbox = await open()
    sandbox.trouble.random({ seed, rate: 0.1, kinds: [{ kind: 'session-bug' }] })
    const hit: number[] = []
    for (let run = 1; run <= 200; run += 1)
      if (BUG.test(await outcome(sandbox, 'DataService.echo', `run ${run}`))) hit.push(run)
    return hit
  }
  const [one, again, other] = [await struck(1), await struck(1), await struck(2)]
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
  expect(one.length).toBeGreaterThan(5)
  expect(one.length).toBeLessThan(35)
})
