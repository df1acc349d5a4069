import { err, ok, type Result } from 'neverthrow'
import { type Answer, xmlAnswer } from '../answer.ts'
import type { Journal } from '../journal.ts'
import type { Exchange, Request } from '../route.ts'
import type { TroubleOnce } from '../trouble.ts'
import { fault, faultOf, type KeapFault, sessionBug, throttled } from './fault.ts'
import type { OpenedKeap, PerformedCall } from './keap.ts'
import { argumentsOf } from './method.ts'
import { type Prepared, prepare } from './perform.ts'
import { type Call, readCall } from './read-call.ts'
import type { Value } from './value.ts'
import { type Said, writeAnswer } from './write-answer.ts'

/** The account and where it notes what it carries out. */
export interface Keap extends OpenedKeap {
  readonly performed: Journal<PerformedCall>
}

/** Answers one request: through the gateway, then the library under the server, then the service. */
export async function respond(asked: Request, keap: Keap, exchange: Exchange): Promise<Answer> {
  const { world, gateway } = keap
  const now = world.time.now()
  if (world.brownout || now >= world.settings.endsAt) return dated(closed(world.settings.closedStatus), now)
  const pass = gateway.enter(asked, now)
  if (pass.isErr()) return dated(pass.error, now)
  const result = await resultOf(asked.text, pass.value.isSignedIn, keap, exchange)
  const answer = xmlAnswer(writeAnswer(said(result, exchange.trouble), exchange.chance))
  return dated({ ...answer, headers: pass.value.headers }, world.time.now())
}

/** The server's clock shows sandbox time. */
function dated(answer: Answer, now: number): Answer {
  return { ...answer, headers: { date: new Date(now).toUTCString(), ...answer.headers } }
}

/** What answers in a brownout and after the end: nobody knows, so that it is a page of HTML like any other. */
function closed(status: number): Answer {
  const body = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>This API is not available</h1></body></html>\n`
  return { status, type: 'text/html; charset=utf-8', body }
}

async function resultOf(
  text: string | undefined,
  isSignedIn: boolean,
  keap: Keap,
  exchange: Exchange,
): Promise<Result<Value, KeapFault>> {
  const { trouble } = exchange
  if (trouble.kind === 'code' && (trouble.at === 'auth' || trouble.at === 0))
    return err(faultOf(trouble.code, trouble.text))
  if (trouble.kind === 'session-bug' && trouble.when !== 'after') return err(sessionBug)
  const result = await called(text, isSignedIn, keap, exchange)
  return trouble.kind === 'session-bug' ? err(sessionBug) : result
}

async function called(
  text: string | undefined,
  isSignedIn: boolean,
  keap: Keap,
  exchange: Exchange,
): Promise<Result<Value, KeapFault>> {
  const call = readCall(text)
  if (call.isErr()) return err(call.error)
  const prepared = prepare(call.value)
  if (prepared.isErr()) return err(prepared.error)
  const { key } = prepared.value
  if (isSignedIn || key === undefined) return carryOut(call.value, prepared.value, keap, exchange)
  if (!keap.world.access.isKey(key)) return err(fault('InvalidKey', 'Invalid Key'))
  if ((await keap.bucket.admit()) !== 'in') return err(throttled)
  const result = carryOut(call.value, prepared.value, keap, exchange)
  keap.bucket.leave()
  return result
}

/** Carries out the call and notes what became of it. */
function carryOut(
  { method: name }: Call,
  { method, args }: Prepared,
  { world, performed }: Keap,
  { call }: Exchange,
): Result<Value, KeapFault> {
  if (world.forbidden.has(name)) return err(fault('NoAccess', `Access denied to ${name}`))
  const done = method.perform(argumentsOf(args), world)
  if (done.isErr()) {
    performed.write({ call, method: name, fault: done.error.code })
    return err(done.error)
  }
  const { value, ...about } = done.value
  performed.write({ call, method: name, ...about })
  return ok(value)
}

function said(result: Result<Value, KeapFault>, trouble: TroubleOnce): Said {
  if (trouble.kind === 'missing-status') return 'neither'
  if (trouble.kind === 'drop-outcome') return 'no-value'
  return result.isOk() ? { value: result.value } : { fault: result.error }
}
