import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Clock, type Keap, type KeapAuth, type KeapFault, keap, type Result } from '../../src/keap.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox.ts'
import { collected } from './peers.ts'

const value = <Value>(result: Result<Value, KeapFault>): Value => result._unsafeUnwrap()
const DAY = '20310228T00:00:00'

async function open(): Promise<{ readonly sandbox: Sandbox; readonly api: Keap }> {
  const sandbox = await startSandbox()
  onTestFinished(sandbox.close)
  const { url, account } = sandbox.keap
  const api = keap({ url, auth: { apiKey: account.apiKey }, retry: { backoff: () => 0 }, timeZone: 'UTC' })
  onTestFinished(api.close)
  return { sandbox, api }
}

const NEVER = Number.POSITIVE_INFINITY

/** An order of four ropes for 2.50 each. */
async function shop() {
  const { sandbox, api } = await open()
  const contact = sandbox.keap.put('Contact', { FirstName: 'Ada' })
  const product = sandbox.keap.put('Product', { ProductName: 'Rope', ProductPrice: 2.5 })
  const card = sandbox.keap.put('CreditCard', { ContactId: contact, CardNumber: '4111111111111111', Last4: '1111' })
  const { InvoiceService } = api
  const invoice = value(await InvoiceService.createBlankOrder(contact, 'Ropes', new Date(0), 0, 0))
  await InvoiceService.addOrderItem(invoice, product, 4, 2.5, 4, 'Rope', '')
  const charge = () => InvoiceService.chargeInvoice(invoice, 'ropes', card, 1, false)
  const owed = async () => value(await InvoiceService.calculateAmountOwed(invoice))
  return { sandbox, api, contact, product, card, invoice, charge, owed }
}

describe('an order', () => {
  test('is made, priced, paid in part by hand and in full by card', async () => {
    const { api, invoice, charge, owed } = await shop()
    expect(await owed()).toBe(10)
    await api.InvoiceService.addManualPayment(invoice, 4, DAY, 'Cash', 'first', false)
    expect(await owed()).toBe(6)
    expect(value(await charge())).toMatchObject({ Successful: true, Code: 'APPROVED' })
    expect(await owed()).toBe(0)
    expect(value(await api.InvoiceService.getPayments(invoice))).toHaveLength(2)
  })

  test.each([
    [{ code: 'DECLINED' }, { category: 'declined', remedy: 'fix', applied: 'no' }, 10],
    [{ code: 'SKIPPED' }, { category: 'business-rule', remedy: 'none', applied: 'no' }, 10],
    [{ code: 'ERROR' }, { category: 'server', remedy: 'reconcile', applied: 'maybe' }, 10],
    [{ code: 'ERROR', charged: true }, { category: 'server', remedy: 'reconcile', applied: 'maybe' }, 0],
  ] as const)('whose charge ends %o is not charged again', async (ending, expected, left) => {
    const { sandbox, charge, owed } = await shop()
    sandbox.keap.nextCharges(ending)
    const calls = sandbox.calls.length
    expect((await charge())._unsafeUnwrapErr()).toMatchObject({ code: ending.code, ...expected })
    expect(sandbox.calls).toHaveLength(calls + 1)
    expect(await owed()).toBe(left)
  })

  test('whose charge was struck after the work is to be reconciled, and the trace of the charge is there', async () => {
    for (const trouble of [
      { kind: 'reset', when: 'after' },
      { kind: 'truncated' },
      { kind: 'session-bug', when: 'after' },
    ] as const) {
      const { sandbox, charge, owed } = await shop()
      sandbox.trouble.next(trouble)
      expect((await charge())._unsafeUnwrapErr()).toMatchObject({ applied: 'maybe', remedy: 'reconcile' })
      expect(await owed()).toBe(0)
    }
  })

  test('that was deleted already is deleted on a repeat, and only there', async () => {
    const { sandbox, api, invoice } = await shop()
    sandbox.trouble.next({ kind: 'reset', when: 'after' })
    expect(value(await api.InvoiceService.deleteInvoice(invoice))).toEqual({ done: true, replayed: true })
    expect((await api.InvoiceService.deleteInvoice(invoice))._unsafeUnwrapErr()).toMatchObject({
      code: '5',
      category: 'not-found',
    })
    expect(value(await api.InvoiceService.deleteInvoice(invoice, { repeat: true }))).toEqual({
      done: true,
      replayed: true,
    })
  })

  test('as a whole is placed', async () => {
    const { sandbox, api, contact, product, card } = await shop()
    const placed = await api.OrderService.placeOrder(contact, card, 0, [product, product], [], false, [], 0, 0)
    expect(placed.isOk()).toBe(true)
    expect(sandbox.keap.records('Invoice')).toHaveLength(2)
  })
})

describe('what reaches people is sent once', () => {
  test('e-mail, goals and campaigns', async () => {
    const { sandbox, api } = await open()
    const contact = sandbox.keap.put('Contact', { Email: 'ada@example.com' })
    const calls = [
      () => api.APIEmailService.sendEmail([contact], 'a@b.example', '~Contact.Email~', '', '', 'Text', 'Hi', '', 'Hi'),
      () => api.FunnelService.achieveGoal('integration', 'goal', contact),
      () => api.ContactService.addToCampaign(contact, 1),
    ]
    for (const call of calls) {
      const before = sandbox.keap.performed.length
      sandbox.trouble.next({ kind: 'reset', when: 'after' })
      expect((await call())._unsafeUnwrapErr()).toMatchObject({ applied: 'maybe', remedy: 'reconcile' })
      expect(sandbox.keap.performed).toHaveLength(before + 1)
    }
  })
})

describe('under random trouble', () => {
  const kinds = [
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'reset', when: 'during' },
    { kind: 'truncated' },
    { kind: 'empty' },
    { kind: 'none' },
    { kind: 'none' },
  ] as const

  test('a query gives every record once and in order, or ends with a fault', async () => {
    const { sandbox, api } = await open()
    for (let id = 1; id <= 30; id += 1) sandbox.keap.put('ContactGroup', { Id: id, GroupName: 'g' })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.constantFrom(...kinds), { maxLength: 12 }),
        async (limit, troubles) => {
          sandbox.trouble.off()
          sandbox.trouble.next(...troubles)
          const all = await collected(api.query('ContactGroup', { match: { Id: '%' }, fields: ['Id'], limit }))
          const ids = all.flatMap(one => one.map(({ Id }) => [Id]).unwrapOr([]))
          const failed = all.findIndex(one => one.isErr())
          expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => index + 1))
          if (failed === -1) expect(ids).toHaveLength(30)
          else expect(failed).toBe(all.length - 1)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('a contact that is made the safe way is there once, if any try of it came through', async () => {
    const { sandbox, api } = await open()
    let made = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { maxLength: 5 }), async troubles => {
        sandbox.trouble.off()
        sandbox.trouble.next(...troubles)
        made += 1
        const Email = `a${made}@example.com`
        const result = await api.ContactService.addWithDupCheck({ Email }, 'Email')
        const there = sandbox.keap.records('Contact').filter(record => record.Email === Email)
        expect(there.length).toBeLessThanOrEqual(1)
        if (result.isOk()) expect(there).toMatchObject([{ Id: result.value }])
        else if (there.length === 1) expect(result.error.applied).toBe('maybe')
      }),
      { numRuns: 25 },
    )
  })
})

describe('a service that is full or away', () => {
  /** A client whose waits let the time of the sandbox pass, which stands still else. */
  async function hurried(settings: SandboxOptions, kind: 'serviceKey' | 'apiKey' = 'serviceKey') {
    const sandbox = await startSandbox({ speed: 0, ...settings })
    onTestFinished(sandbox.close)
    const { url, account } = sandbox.keap
    const clock: Clock = {
      now: sandbox.time.now,
      after: (delayMs, call) => {
        const pass = () => {
          sandbox.time.advance(delayMs)
          call()
        }
        const timer = delayMs === NEVER ? undefined : setImmediate(pass)
        return () => clearImmediate(timer)
      },
    }
    const timeouts = { connectMs: NEVER, headersMs: NEVER, bodyMs: NEVER, totalMs: NEVER }
    const api = keap({
      url,
      auth: { [kind]: account[kind] } as KeapAuth,
      clock,
      timeouts,
      retry: { deadlineMs: 3_600_000 },
    })
    onTestFinished(api.close)
    return { sandbox, api }
  }

  test.each(['current', 'former'] as const)(
    'because of its quota (%s gateway) is waited out, and nothing is done twice',
    async gateway => {
      const serviceKey = { perSecond: 1_000, perMinute: 3, perDay: 1_000 }
      const { sandbox, api } = await hurried({ keap: { gateway, limits: { serviceKey } } })
      const all = await Promise.all(Array.from({ length: 7 }, (_, n) => api.ContactService.add({ FirstName: `c${n}` })))
      expect(all.map(one => one.isOk())).toEqual(all.map(() => true))
      expect(sandbox.keap.records('Contact')).toHaveLength(7)
      expect(sandbox.calls.length).toBeGreaterThan(7)
    },
  )

  test('for hours is asked rarely, and no longer than the deadline', async () => {
    const { sandbox, api } = await hurried({})
    sandbox.keap.brownOut()
    const fault = (await api.DataService.echo('x', { retry: { deadlineMs: 150_000 } }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ category: 'unavailable', remedy: 'wait', stopped: { because: 'deadline' } })
    expect(sandbox.calls.length).toBeLessThanOrEqual(3)
    sandbox.keap.brownOut(false)
    expect(value(await api.DataService.echo('x'))).toBe('x')
  })

  test('for good is not asked again', async () => {
    const { sandbox, api } = await hurried({
      startsAt: Date.UTC(2027, 1, 1),
      keap: { endsAt: Date.UTC(2027, 0, 1), closedStatus: 410 },
    })
    const fault = (await api.DataService.echo('x'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({
      code: 'sunset',
      category: 'unsupported',
      remedy: 'fix',
      stopped: { because: 'final' },
    })
    expect(sandbox.calls).toHaveLength(1)
  })

  test('where legacy keys are retired says so, and is not asked again', async () => {
    const { sandbox, api } = await hurried({ keap: { legacyKeys: 'retired' } }, 'apiKey')
    expect((await api.DataService.echo('x'))._unsafeUnwrapErr()).toMatchObject({
      code: '2',
      category: 'authentication',
    })
    expect(sandbox.calls).toHaveLength(1)
  })
})
