/**
 * A tour: a service that runs on this machine, a client that talks to it over real HTTP, and what comes back
 * when things go well and when they do not. Run it with `npm run demo`.
 */
import { type Fault, matchFault, type Result, type RetryObserver } from 'faultline'
import { type Clock, type OpenAirAuth, openAirXml } from 'faultline/openair'
import { startSandbox } from 'faultline/sandbox'

// In this service a minute passes in half a second, and it takes 12 requests in each of its minutes.
const SPEED = 120
const PER_MINUTE = 12
const sandbox = await startSandbox({ speed: SPEED, limits: { perMinute: PER_MINUTE } })
const { url, account } = sandbox.openAir
const { namespace, key, company, user, password } = account
// The client's clock runs as fast, so that it waits as long as the service means.
const clock: Clock = {
  now: sandbox.time.now,
  after: (delayMs, call) => {
    const timer = delayMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(call, delayMs / SPEED)
    return () => clearTimeout(timer)
  },
}
const watcher: RetryObserver = {
  onRetry: ({ operation, fault, reason }) => console.log(`  again  ${operation?.padEnd(8)}${fault.title}. ${reason}`),
  onRecovered: ({ operation, retries }) => console.log(`  saved  ${operation?.padEnd(8)}after ${retries} more`),
}
const connect = (auth: OpenAirAuth) => openAirXml({ url, namespace, key, auth, clock, retry: { observers: [watcher] } })
const api = connect({ company, user, password })

console.log(`The service: OpenAir's XML API, emulated at ${url}`)

chapter('All is well')
show('whoami', await api.whoami(), me => `signed in as ${me.nickname}`)
show('add', await api.add('Customer', { name: 'North Pier Ltd', externalid: 'H-88' }), added => `customer ${added.id}`)
show('read', await api.read('Customer', { match: { externalid: 'H-88' } }), list => list.map(one => one.name).join())

chapter('Three commands in one request, and one of them is refused')
const { add, read } = api.commands
const batch = await api.batch([
  add('Customer', { name: 'South Pier Ltd' }),
  add('Project', { name: 'Crane overhaul', customerid: '999999' }),
  read('Customer', { limit: 10 }),
])
if (batch.isErr()) {
  show('batch', batch)
} else {
  const [added, refused, customers] = batch.value
  show('add', added, one => `customer ${one.id}`)
  show('add', refused)
  show('read', customers, list => `${list.length} customers`)
}

chapter('A wrong password, under HTTP 200')
const stranger = connect({ company, user, password: 'not the password' })
show('whoami', await stranger.whoami())

chapter('The gateway in front sends a page of HTML: a read can be repeated, so it is')
sandbox.trouble.next({ kind: 'html' })
show('read', await api.read('Customer'), list => `${list.length} customers`)

chapter('The connection is cut after the work was done: an add is not repeated')
sandbox.trouble.next({ kind: 'reset', when: 'after' })
show('add', await api.add('Customer', { name: 'West Pier Ltd' }))
// Sending it again would make a second customer. The remedy is to look first.
show('read', await api.read('Customer', { match: { name: 'West Pier Ltd' } }), list =>
  list.length > 0 ? `it is there: customer ${list[0]?.id}` : 'it is not there',
)

chapter('Too many requests: the client waits until the service takes them again')
for (let sent = 0; sent < PER_MINUTE; sent += 1) await api.time({ retry: false })
show('time', await api.time({ retry: false }))
show('time', await api.time(), time => `it is ${time.date}`)

await Promise.all([api.close(), stranger.close()])
await sandbox.close()

function chapter(title: string): void {
  console.log(`\n${title}`)
}

/** One line for a success. For a fault, the four answers it always gives, and its words. */
function show<Output>(call: string, result: Result<Output, Fault>, words: (output: Output) => string = String): void {
  const name = call.padEnd(8)
  if (result.isOk()) {
    console.log(`  ok     ${name}${words(result.value)}`)
    return
  }
  const fault = result.error
  console.log(`  fault  ${name}${fault.title}`)
  for (const [question, answer] of Object.entries({
    'where it stopped': `${fault.kind}: ${where(fault)}`,
    'what it means': fault.category,
    'may it have acted': fault.applied,
    'what helps': fault.retryAfterMs === undefined ? fault.remedy : `${fault.remedy} ${fault.retryAfterMs / 1000} s`,
    advice: fault.advice ?? '',
  })) {
    if (answer !== '') console.log(`           ${question.padEnd(19)}${answer}`)
  }
}

/** A handler for each kind of fault: leave one out, and this does not compile. */
function where(fault: Fault): string {
  return matchFault(fault, {
    request: ({ problem }) => `never sent, ${problem}`,
    network: ({ problem, phase }) => `no answer, ${problem} (${phase})`,
    http: ({ status, body }) => `status ${status} with ${body} instead of the API's answer`,
    xml: ({ line, column }) => `not XML from line ${line}, column ${column}`,
    shape: ({ path }) => `unexpected XML at ${path}`,
    service: ({ code, signal }) => (code === undefined ? `refused by ${signal}` : `refused with code ${code}`),
  })
}
