import type { XmlElement } from '../../xml/element.ts'

/** A request that keeps to the DTD. */
export interface GatewayRequest {
  readonly control: Control
  readonly operations: readonly Operation[]
}

/** Who sends, and how the request is to be taken. */
export interface Control {
  readonly senderId: string
  readonly password: string
  readonly controlId: string
  /** Whether a function that has succeeded before is refused; absent means true. */
  readonly isUnique: boolean
  readonly dtdVersion: string
  /** The policy of an asynchronous request. */
  readonly policyId?: string
  /** Whether errors tell more of themselves. */
  readonly tellsMore: boolean
}

/** A login or a session. */
export type Login =
  | { readonly sessionId: string }
  | {
      readonly sessionId?: undefined
      readonly userId: string
      readonly companyId: string
      readonly password: string
      readonly locationId: string
    }

/** What is to be done in one go. */
export interface Operation {
  readonly isTransaction: boolean
  readonly login: Login
  readonly functions: readonly AskedFunction[]
}

/** One function, as `<function controlid="..."><create>...</create></function>`. */
export interface AskedFunction {
  readonly controlId: string
  readonly name: string
  readonly element: XmlElement
}

/** Reads a request that `defectsOf` finds nothing wrong with. */
export function readRequest(root: XmlElement): GatewayRequest {
  const control = root.child('control')
  const text = (name: string) => control?.child(name)?.text.trim() ?? ''
  const policyId = text('policyid')
  return {
    control: {
      senderId: text('senderid'),
      password: control?.child('password')?.text ?? '',
      controlId: text('controlid'),
      isUnique: text('uniqueid') !== 'false',
      dtdVersion: text('dtdversion') || '3.0',
      ...(policyId !== '' && { policyId }),
      tellsMore: text('showadditionalerrorinfo') === 'true',
    },
    operations: root.all('operation').map(readOperation),
  }
}

function readOperation(operation: XmlElement): Operation {
  return {
    isTransaction: operation.attribute('transaction') === 'true',
    login: readLogin(operation.child('authentication')),
    functions: operation.all('content').flatMap(content => content.all('function').flatMap(readFunction)),
  }
}

function readLogin(authentication: XmlElement | undefined): Login {
  const login = authentication?.child('login')
  if (login === undefined) return { sessionId: authentication?.child('sessionid')?.text.trim() ?? '' }
  const text = (name: string) => login.child(name)?.text.trim() ?? ''
  return {
    userId: text('userid'),
    companyId: text('companyid'),
    password: login.child('password')?.text ?? '',
    locationId: text('locationid'),
  }
}

function readFunction(element: XmlElement): readonly AskedFunction[] {
  const [asked] = element.children
  const controlId = element.attribute('controlid') ?? ''
  return asked === undefined ? [] : [{ controlId, name: asked.localName, element: asked }]
}
