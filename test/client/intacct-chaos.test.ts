import { expect, onTestFinished, test } from 'vitest'
import { intacct } from '../../src/intacct.ts'
import { startSandbox } from '../../src/sandbox.ts'

// What the chaos found: each test is named after what happened.

const SWIFT = { backoff: () => 1 }
const bill = (n: number) => ({ RECORDID: `B-${n}`, VENDORID: 'V-1', WHENCREATED: '02/28/2031' })

async function open() {
  const sandbox = await startSandbox({ habits: false })
  sandbox.intacct.put('VENDOR', { VENDORID: 'V-1' })
  const { url, account } = sandbox.intacct
  const { senderId, senderPassword, companyId, userId, userPassword } = account
  const api = intacct({
    url,
    sender: { id: senderId, password: senderPassword },
    credentials: { companyId, userId, userPassword },
    retry: SWIFT,
  })
  onTestFinished(async () => {
    await api.close()
    await sandbox.close()
  })
  await api.getAPISession()
  return { sandbox, api }
}

test('a sign-in whose result had no status was taken for proof that the functions before it had been done', async () => {
  const { sandbox, api } = await open()
  sandbox.intacct.expireSessions()
  sandbox.trouble.next(
    { kind: 'html', status: 502 }, // so that the next try is a repeat
    { kind: 'none' }, // which finds that the session has ended
    { kind: 'missing-status', at: 0 }, // of the sign-in
  )
  const made = (await api.create('APBILL', [bill(1), { RECORDID: 'B-2' }]))._unsafeUnwrap()
  expect(made.map(result => result.isOk())).toEqual([true, false])
  expect(made[0]?._unsafeUnwrap().replayed).toBeUndefined()
  expect(sandbox.intacct.records('APBILL')).toHaveLength(1)
})

test('a key was looked for again and again though the call was not to be repeated', async () => {
  const { sandbox, api } = await open()
  await api.create('APBILL', bill(1), { controlId: 'bill-1' })
  const before = sandbox.calls.length
  sandbox.trouble.next({ kind: 'none' }, { kind: 'html', status: 502, times: 9 })
  const call = { controlId: 'bill-1', findBy: ['RECORDID'], repeat: true, retry: false } as const
  const again = await api.create('APBILL', bill(1), call)
  expect(again._unsafeUnwrap()).toEqual({ replayed: true })
  expect(sandbox.calls.length - before).toBe(2)
})

test('a transaction whose answer lacked the result of a read was taken for not done, and its repeat for a conflict', async () => {
  const { sandbox, api } = await open()
  const id = sandbox.intacct.put('APBILL', bill(7))
  sandbox.trouble.next({ kind: 'drop-outcome', at: 0 })
  const { read, create } = api.functions
  const asked = [read({ object: 'APBILL', keys: [id], fields: ['RECORDID'] }), create('APBILL', bill(1))] as const
  const before = sandbox.calls.length
  const [was, made] = (await api.execute(asked, { transaction: true }))._unsafeUnwrap()
  expect(was._unsafeUnwrap()).toEqual([{ RECORDID: 'B-7' }])
  expect(made._unsafeUnwrap().key).toBe(sandbox.intacct.records('APBILL')[1]?.RECORDNO)
  expect(sandbox.calls.length - before).toBe(3) // the transaction, its repeat, and the read by itself
})

test('a request whose last try was refused was called not done, though an earlier try had done it', async () => {
  const { sandbox, api } = await open()
  const loggedOut = { kind: 'code', code: 'XL03000006', at: 'auth', text: 'Invalid session' } as const
  sandbox.trouble.next({ kind: 'html', status: 502, when: 'after' }, loggedOut, { kind: 'none' }, loggedOut)
  const { create } = api.functions
  const told = await api.execute([create('APBILL', bill(1)), create('APBILL', bill(2))])
  expect(sandbox.intacct.records('APBILL')).toHaveLength(2)
  expect(told._unsafeUnwrapErr()).toMatchObject({ category: 'session', applied: 'maybe' })
})
