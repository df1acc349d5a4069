import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import { parse } from '../../xml/parse.ts'
import type { TroubleOnce } from '../trouble.ts'
import { writeReply } from '../write-reply.ts'
import type { Session, SignIn } from './access.ts'
import { describeProblem } from './describe-problem.ts'
import type { Exchange } from './exchange.ts'
import { perform } from './perform.ts'
import { objectsOf } from './subject.ts'
import { type Deed, outcomeOf, type World } from './world.ts'

/**
 * Answers one request of the XML API. The commands are carried out in order and each stands alone: there is
 * no transaction.
 *
 * @param text the body; undefined where it is not UTF-8
 */
export function respond(text: string | undefined, world: World, exchange: Exchange): string {
  const parsed = text === undefined ? undefined : parse(text)
  if (parsed === undefined) return unparsable(describeProblem({ problem: 'encoding', line: 1, column: 1 }), exchange)
  if (parsed.isErr()) return unparsable(describeProblem(parsed.error), exchange)
  const { root } = parsed.value
  if (root.localName !== 'request')
    return unparsable(describeProblem({ problem: 'markup', line: 1, column: 1 }), exchange)
  return writeReply({ name: 'response', children: results(root, world, exchange) }, exchange.chance)
}

function unparsable(message: string, { chance }: Exchange): string {
  return writeReply({ name: 'response', attributes: { status: '1' }, children: [message] }, chance)
}

function results(request: XmlElement, world: World, exchange: Exchange): readonly XmlNode[] {
  const { trouble } = exchange
  const auth = request.children[0]?.localName === 'Auth' ? request.children[0] : undefined
  const commands = auth === undefined ? request.children : request.children.slice(1)
  const refusal = gate(request, commands, world, exchange)
  if (refusal !== undefined) return signInRefused(refusal, commands, world, trouble)
  const signIn = auth === undefined ? undefined : world.access.signIn(auth.child('Login'))
  if (signIn !== undefined && signIn.session === undefined) return signInRefused(signIn, commands, world, trouble)
  const over = world.settings.overLimit === 'commands' ? tooMuch(commands, world) : undefined
  const answered = signIn === undefined ? [] : outcome('Auth', { status: '0' }, 'auth', trouble)
  const results = commands.flatMap((command, index) =>
    over === undefined
      ? carriedOut(command, index, signIn?.session, world, exchange)
      : outcome(command.localName, { status: over }, index, trouble),
  )
  return [...answered, ...results]
}

/** What refuses the request before the login is looked at. */
function gate(
  request: XmlElement,
  commands: readonly XmlElement[],
  world: World,
  { trouble }: Exchange,
): { readonly code: string; readonly text?: string } | undefined {
  if (trouble.kind === 'code' && trouble.at === 'auth') {
    return { code: trouble.code, ...(trouble.text !== undefined && { text: trouble.text }) }
  }
  const key = world.access.refusedKey(request)
  if (key !== undefined) return { code: key }
  if (!world.rates.admit(world.time.now())) return { code: '556' }
  const over = world.settings.overLimit === 'auth' ? tooMuch(commands, world) : undefined
  return over === undefined ? undefined : { code: over }
}

function tooMuch(commands: readonly XmlElement[], { settings: { limits } }: World): string | undefined {
  if (commands.length > limits.commandsPerRequest) return '855'
  const carriers = commands.filter(command => command.attribute('type') !== undefined)
  const objects = carriers.reduce((sum, command) => sum + objectsOf(command).length, 0)
  return objects > limits.objectsPerRequest ? '555' : undefined
}

function signInRefused(
  { code, text }: Pick<SignIn, 'code'> & { readonly text?: string },
  commands: readonly XmlElement[],
  { settings }: World,
  trouble: TroubleOnce,
): readonly XmlNode[] {
  const auth = outcome('Auth', { status: code, ...(text !== undefined && { content: [text] }) }, 'auth', trouble)
  if (settings.authFailure === 'alone') return auth
  return [...auth, ...commands.flatMap((command, index) => outcome(command.localName, { status: '2' }, index, trouble))]
}

function carriedOut(
  command: XmlElement,
  index: number,
  session: Session | undefined,
  world: World,
  { trouble, chance, onPerformed }: Exchange,
): readonly XmlNode[] {
  if (trouble.kind === 'code' && trouble.at === index) {
    const words = trouble.text === undefined ? {} : { content: [{ name: 'errors', children: [trouble.text] }] }
    return outcome(command.localName, { status: trouble.code, ...words }, index, trouble)
  }
  const { deed, performed } = perform(command, session, { world, ...(chance !== undefined && { chance }) })
  if (performed) onPerformed({ index, command: command.localName, ...outcomeOf(deed) })
  return outcome(command.localName, deed, index, trouble)
}

function outcome(name: string, deed: Deed, at: 'auth' | number, trouble: TroubleOnce): readonly XmlNode[] {
  if (trouble.kind === 'drop-outcome' && trouble.at === at) return []
  const silent = trouble.kind === 'missing-status' && trouble.at === at
  return [{ name, ...(!silent && { attributes: { status: deed.status } }), children: deed.content ?? [] }]
}
