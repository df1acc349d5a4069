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
