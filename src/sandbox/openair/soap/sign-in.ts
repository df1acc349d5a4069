import { err, ok, type Result } from 'neverthrow'
import type { XmlNode } from '../../../xml/node.ts'
import type { Answer } from '../../answer.ts'
import type { SignIn } from '../access.ts'
import type { World } from '../world.ts'
import { codeAt, type Desk, outcome, refusal } from './desk.ts'
import { type Part, partOf, textOfPart } from './part.ts'
import type { Call } from './read-call.ts'
import { object, value } from './values.ts'
import { viewOf } from './view.ts'

/**
 * `login( login_par( api_namespace, api_key, company, user, password, client, version ) )`: begins a session.
 *
 * The url of the answer is that of the SOAP API itself (unverified).
 */
export function login(call: Call, desk: Desk): Result<readonly XmlNode[], Answer> {
  const { world, exchange, style } = desk
  const code = codeAt(0, desk)
  if (code !== undefined) return err(refusal(code.code, desk, code.text))
  const signIn = enter(partOf(call.arguments, 'login_par') ?? call.arguments.parts[0], world)
  const user = signIn.session?.user
  const who = user === undefined ? {} : { type: 'User', id: user.id }
  exchange.onPerformed({ index: 0, command: 'login', operation: 'login', ...who, status: signIn.code })
  if (user === undefined) return err(refusal(signIn.code, desk))
  const sessionId = world.access.sessions.begin(String(user.fields.get('nickname')))
  const members = [...value('sessionId', sessionId, style), ...value('url', world.soapUrl, style)]
  return ok(outcome([object('loginReturn', 'LoginResult', members, style)], 0, desk))
}

/** `logout()`: ends the session. What its status says is unverified. */
export function logout({ key }: Call, desk: Desk): Result<readonly XmlNode[], Answer> {
  const { world, exchange, style } = desk
  const { code } = world.access.resume(key)
  if (code !== '0') return err(refusal(code, desk))
  const trouble = codeAt(0, desk)
  if (trouble !== undefined) return err(refusal(trouble.code, desk, trouble.text))
  if (key.sessionId !== undefined) world.access.sessions.end(key.sessionId)
  exchange.onPerformed({ index: 0, command: 'logout', operation: 'logout', status: '0' })
  return ok(outcome(value('status', '1', style), 0, desk))
}

function enter(params: Part | undefined, { access }: World): SignIn {
  const attributes = { namespace: textOfPart(params, 'api_namespace'), key: textOfPart(params, 'api_key') }
  const refused = access.refusedKey(viewOf({ name: 'request', attributes }))
  if (refused !== undefined) return { code: refused }
  const field = (name: string) => ({ name, children: [partOf(params, name)?.text ?? ''] })
  return access.signIn(viewOf({ name: 'Login', children: ['company', 'user', 'password'].map(field) }))
}
