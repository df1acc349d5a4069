import { expect, onTestFinished, test } from 'vitest'
import { keap } from '../../src/keap.ts'
import { startSandbox } from '../../src/sandbox.ts'

test('an update whose answer was empty is sent again, and a plain add is not', async () => {
  const sandbox = await startSandbox()
  const { url, account } = sandbox.keap
  const api = keap({ url, auth: { apiKey: account.apiKey }, retry: { backoff: () => 0 } })
  onTestFinished(async () => {
    await api.close()
    await sandbox.close()
  })
  const id = sandbox.keap.put('Contact', {})
  sandbox.trouble.next({ kind: 'empty', when: 'after' })
  expect((await api.ContactService.update(id, { City: 'Kiel' }))._unsafeUnwrap()).toBe(id)
  sandbox.trouble.next({ kind: 'empty', when: 'after' })
  const added = (await api.ContactService.add({ City: 'Kiel' }))._unsafeUnwrapErr()
  expect(added).toMatchObject({ applied: 'maybe', remedy: 'reconcile', stopped: { because: 'unsafe' } })
  expect(sandbox.keap.records('Contact')).toHaveLength(2)
})
