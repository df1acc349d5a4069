import type { Result } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import { intacct as dialect } from '../../dialects/intacct/dialect.ts'
import { getAPISession, type IntacctSession } from '../../dialects/intacct/operations/session.ts'
import { command } from '../../dialects/operation.ts'
import { type Normalize, normalizer } from '../../normalize/normalizer.ts'
import { exponential } from '../../retry/backoff.ts'
import { DEFAULT_POLICY, type RetryPolicy } from '../../retry/policy.ts'
import { call } from '../call/call.ts'
import type { Endpoint } from '../call/endpoint.ts'
import { openWay } from '../call/open-way.ts'
import { turns } from '../call/turns.ts'
import { type CheckedIntacctOptions, checkOptions } from './check-options.ts'
import type { IntacctOptions } from './options.ts'
import { prepare } from './prepare.ts'
import { type CredentialsOf, inSession, requestWriter, withLogin } from './request-writer.ts'
import { safeEndpoint } from './safe-endpoint.ts'
import { byLogin, bySession, type SignedIn, type SignIn } from './sign-in.ts'
import type { IntacctWay, RequestFacts } from './way.ts'

const normalize = normalizer([dialect])
const spoken: Normalize = (reply, options) => normalize(reply, { ...options, dialect })

/**
 * A first try may take as long as the service works, and so may the second. The first wait is never short: what the
 * service does with a repeat while it is still at work on the first is not documented.
 */
const PATIENT: RetryPolicy = {
  ...DEFAULT_POLICY,
  backoff: exponential({ baseMs: 2_000, jitter: 'equal' }),
  deadlineMs: 1_800_000,
}

/** The most functions of one request, where a list is split. */
const MOST_FUNCTIONS = 100

interface OpenIntacct {
  readonly way: IntacctWay
  readonly signIn: SignIn
  readonly close: () => Promise<void>
}

/** Makes the way to one company, and what closes it. Credentials live in its functions only. */
export function openIntacct(options: IntacctOptions): OpenIntacct {
  const checked = checkOptions(options)
  const { auth, url, timeouts, uniqueid } = checked
  const { way: opened, close } = openWay(checked, MOST_FUNCTIONS, PATIENT)
  const limits = { limitMs: timeouts.connectMs, clock: opened.clock }
  const gate = turns(checked.concurrency)
  const newId = safely(checked.newId)
  const endpointBy = (credentialsOf: CredentialsOf) => {
    const write = requestWriter(checked, credentialsOf, limits)
    return (facts: RequestFacts): Endpoint => ({ ...opened, ...SPOKEN, url, envelope: write(facts) })
  }
  const signIn =
    'sessionId' in auth
      ? bySession(auth.sessionId, url, limits)
      : byLogin(() => {
          const facts = { id: newId(), transaction: false, unique: false }
          return logIn(endpointBy(withLogin(auth, limits))(facts), { ...checked, newId }, auth.locationId)
        }, opened.clock)
  const wayBy = (place: SignIn['place']): IntacctWay => {
    const framed = endpointBy(inSession(place))
    return {
      // What one request says, each says for itself.
      ...framed({ id: '', transaction: false, unique: uniqueid }),
      framed,
      turns: gate,
      newId,
      uniqueid,
      renew: async refused => {
        const renewed = isSignedOut(refused.fault) ? await signIn.renew(refused) : undefined
        return renewed && wayBy(renewed)
      },
    }
  }
  return { way: wayBy(signIn.place), signIn, close }
}

/** What throws gives no ID, and a function without one is not sent. */
function safely(newId: () => string): () => string {
  return () => {
    try {
      return newId()
    } catch {
      return ''
    }
  }
}

const SPOKEN = {
  dialect: dialect.name,
  headers: { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml, text/xml' },
  normalize: spoken,
} as const

/** Nothing ran, because the session is not valid any more. */
function isSignedOut({ kind, category, applied }: Fault): boolean {
  return kind === 'service' && category === 'session' && applied === 'no'
}

async function logIn(
  endpoint: Endpoint,
  trust: CheckedIntacctOptions,
  locationId: string | undefined,
): Promise<Result<SignedIn, Fault>> {
  const made = command(getAPISession, present({ locationId }))
  const { outcomes } = await call(endpoint, [prepare(made, trust)])
  const answer = outcomes[0] as Result<IntacctSession, Fault>
  return answer.andThen(session => safeEndpoint(session.endpoint, trust).map(url => ({ ...session, url })))
}
