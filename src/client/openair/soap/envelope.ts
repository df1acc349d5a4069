import { err, ok } from 'neverthrow'
import { operationNamed, type SoapCredentials, soapEnvelope } from '../../../dialects/openair/soap-writer.ts'
import type { Clock } from '../../../retry/sleep.ts'
import type { XmlNode } from '../../../xml/node.ts'
import { abortable } from '../../call/abortable.ts'
import type { Endpoint, Enveloped } from '../../call/endpoint.ts'
import type { LazyService, Service } from './service.ts'
import type { SignIn } from './sign-in.ts'

/** Operations that need no sign-in. */
const FREE: readonly string[] = ['login', 'version']

/** What the messages of one client have in common. */
interface Messages {
  readonly service: LazyService
  /** What is hidden in every reply, whatever was sent. */
  readonly secrets: readonly string[]
  readonly clock: Clock
}

/** Puts commands of one operation into a message, signed with these credentials. */
export function envelopeWith(
  credentials: SignIn['credentials'],
  { service, secrets, clock }: Messages,
): Endpoint['envelope'] {
  return async (commands, signal) => {
    const known = await abortable(service.get(), signal, clock)
    if (known.isErr()) return err(known.error)
    const isFree = FREE.includes(nameOf(commands))
    const signed = isFree ? ok(undefined) : await credentials(signal)
    return signed.map(one => enveloped(commands, known.value, one, secrets))
  }
}

function nameOf([first]: readonly XmlNode[]): string {
  return first === undefined ? '' : operationNamed(first)
}

function enveloped(
  commands: readonly XmlNode[],
  { url, namespaces, actionOf }: Service,
  credentials: SoapCredentials | undefined,
  hidden: readonly string[],
): Enveloped {
  const { node, copy, secrets } = soapEnvelope(commands, namespaces, credentials)
  const signed = credentials === undefined ? {} : { signed: Object.values(credentials).join('') }
  const headers = { soapaction: `"${actionOf(nameOf(commands))}"` }
  return { node, copy, secrets: [...new Set([...secrets, ...hidden])], url, headers, ...signed }
}
