import { type RetryReport, retryReporter } from 'faultline'
import { type KeapOptions, keap, undiciTransport } from 'faultline/keap'
import { type Sandbox, startSandbox } from 'faultline/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { type Doing, laneClock } from './lane-clock.ts'
import { PACE } from './rounds.ts'

// The article on iSDK error handling: one script, started 725 times, of which 28 did nothing, for a fault of the server
// struck calls that were valid. Whoever did not look lost data.
const RUNS = 725
const RATE = 28 / 725
const SEED = 2012

interface Played {
  readonly sandbox: Sandbox
  /** Runs whose calls both succeeded. */
  readonly good: number
  /** Requests that the fault struck. */
  readonly struck: number
}

/** Notes a customer and gives the tag of a buyer, once for each run, while the fault strikes before the work and after it. */
async function playScript(retry: KeapOptions['retry']): Promise<Played> {
  const sandbox = await startSandbox({ seed: SEED })
  const sending = undiciTransport()
  let doing: Doing = 'nothing'
  const api = keap({
    url: sandbox.keap.url,
    auth: { apiKey: sandbox.keap.account.apiKey }, // as in those days, with room for 10,000 calls
    clock: laneClock(PACE, sandbox.time.now(), () => doing),
    transport: async request => {
      doing = 'asking'
      return sending(request).finally(() => {
        doing = 'nothing'
      })
    },
    ...(retry === undefined ? {} : { retry }),
  })
  onTestFinished(async () => {
    await api.close()
    await sending.close()
    await sandbox.close()
  })
  const buyer = sandbox.keap.put('ContactGroup', { GroupName: 'Buyer' })
  const kinds = [{ kind: 'session-bug' }, { kind: 'session-bug', when: 'after' }] as const
  sandbox.trouble.random({ seed: SEED, rate: RATE, kinds })
  let good = 0
  for (let run = 1; run <= RUNS; run += 1) {
    const noted = await api.ContactService.addWithDupCheck({ Email: `buyer-${run}@harbor.example` }, 'Email')
    const tagged = noted.isErr() ? noted : await api.ContactService.addToGroup(noted.value, buyer)
    if (tagged.isOk()) good += 1
  }
  return { sandbox, good, struck: sandbox.calls.filter(({ trouble }) => trouble === 'session-bug').length }
}

const traces = ({ keap: { records } }: Sandbox) => ({
  contacts: records('Contact').length,
  addresses: new Set(records('Contact').map(({ Email }) => Email)).size,
  buyers: new Set(records('ContactGroupAssign').map(({ ContactId }) => ContactId)).size,
})

test('a script that is run 725 times loses nothing to the fault that strikes valid calls, and tells how many repeats it took', {
  timeout: 120_000,
}, async () => {
  const reports: RetryReport[] = []
  const reporter = retryReporter({ deliver: report => reports.push(report) })
  let repeats = 0
  const counting = { onRetry: () => (repeats += 1) }
  const { sandbox, good, struck } = await playScript({ observers: [reporter, counting] })
  reporter.flush()

  expect(struck / sandbox.calls.length).toBeGreaterThan(0.03)
  expect(struck / sandbox.calls.length).toBeLessThan(0.045)
  expect({ good, ...traces(sandbox) }).toEqual({ good: RUNS, contacts: RUNS, addresses: RUNS, buyers: RUNS })
  expect(repeats).toBe(struck)

  const [report] = reports
  expect(report?.gaveUp).toEqual([])
  expect(report?.recovered.map(({ category, code }) => `${category} ${code}`)).toEqual(['server 500', 'server 500'])
  expect(report?.recovered.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(40)
  expect(report?.text).toMatch(/: 0 failed for good, \d+ succeeded after repeats/)
  expect(report?.text).toMatch(/ContactService\.addToGroup: .*\(server, code 500\), at most \d repeats?/)
})

test('without repeats the same script loses what the fault has struck', { timeout: 120_000 }, async () => {
  const { sandbox, good, struck } = await playScript(false)
  expect(good).toBe(RUNS - struck)
  expect(struck).toBeGreaterThan(28)
  expect(traces(sandbox).buyers).toBeLessThan(RUNS)
})
