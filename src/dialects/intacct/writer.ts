import type { XmlNode } from '../../xml/node.ts'
import { type Redacted, redact } from '../redact.ts'

/** The credentials of the Web Services license, which stand in every request. */
export interface SenderCredentials {
  readonly id: string
  readonly password: string
}

/** What an operation is signed with: a session, or the login of a user. */
export type OperationCredentials = { readonly sessionId: string } | LoginCredentials

/** A user of one company. */
export interface LoginCredentials {
  readonly companyId: string
  readonly userId: string
  readonly userPassword: string
  /** The entity to be signed in to; absent: the top level. */
  readonly locationId?: string
  readonly clientId?: string
}

/** What the control part of one request says, and how its operation is carried out. */
export interface Frame {
  /** Pairs the reply with the request. */
  readonly id: string
  /** Has the service look for the control ID of each function before it carries it out. */
  readonly unique: boolean
  /** All functions succeed, or all are undone. */
  readonly transaction: boolean
  /** Has the request queued, and its outcome delivered by this policy. */
  readonly policyId?: string
  /** Asks for `additionalinfo` beside each error. */
  readonly errorDetails: boolean
}

/** A request that is ready to become text. */
export interface Envelope extends Redacted {
  readonly node: XmlNode
}

/**
 * Puts functions into the one element that a request is: one operation of theirs. The order of what stands in `control`
 * and in `login` matters to the service.
 */
export function envelope(
  functions: readonly XmlNode[],
  frame: Frame,
  sender: SenderCredentials,
  credentials: OperationCredentials,
): Envelope {
  const operation: XmlNode = {
    name: 'operation',
    attributes: { transaction: String(frame.transaction) },
    children: [
      { name: 'authentication', children: [authentication(credentials)] },
      { name: 'content', children: functions },
    ],
  }
  const node: XmlNode = { name: 'request', children: [control(frame, sender), operation] }
  return { node, ...redact(node) }
}

function control({ id, unique, policyId, errorDetails }: Frame, sender: SenderCredentials): XmlNode {
  return parent('control', [
    element('senderid', sender.id),
    element('password', sender.password),
    element('controlid', id),
    element('uniqueid', String(unique)),
    element('dtdversion', '3.0'),
    policyId === undefined ? undefined : element('policyid', policyId),
    element('includewhitespace', 'false'),
    errorDetails ? element('showadditionalerrorinfo', 'true') : undefined,
  ])
}

function authentication(credentials: OperationCredentials): XmlNode {
  if ('sessionId' in credentials) return element('sessionid', credentials.sessionId)
  const { companyId, userId, userPassword, clientId, locationId } = credentials
  return parent('login', [
    element('userid', userId),
    element('companyid', companyId),
    element('password', userPassword),
    clientId === undefined ? undefined : element('clientid', clientId),
    locationId === undefined ? undefined : element('locationid', locationId),
  ])
}

/** A function under its control ID. */
export function functionElement(id: string, body: XmlNode): XmlNode {
  return { name: 'function', attributes: { controlid: id }, children: [body] }
}

/** An element with children, of which those that are undefined are left out. */
export function parent(name: string, children: readonly (XmlNode | undefined)[]): XmlNode {
  return { name, children: children.filter(child => child !== undefined) }
}

/** An element that holds text. */
export function element(name: string, text: string): XmlNode {
  return { name, children: text === '' ? [] : [text] }
}
