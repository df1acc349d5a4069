import type { XmlElement } from '../../xml/element.ts'
import { placeOf } from '../../xml/excerpt.ts'

/** Children of an element as the DTD wants them: in this order, those of `required` at least. */
interface Model {
  readonly order: readonly string[]
  readonly required: readonly string[]
  readonly repeated?: readonly string[]
}

const MODELS: ReadonlyMap<string, Model> = new Map<string, Model>([
  ['request', { order: ['control', 'operation'], required: ['control', 'operation'], repeated: ['operation'] }],
  [
    'control',
    {
      order: [
        'senderid',
        'password',
        'controlid',
        'uniqueid',
        'dtdversion',
        'policyid',
        'debug',
        'validate',
        'includewhitespace',
        'showadditionalerrorinfo',
      ],
      required: ['senderid', 'password', 'controlid'],
    },
  ],
  [
    'operation',
    {
      order: ['authentication', 'preferences', 'content'],
      required: ['authentication', 'content'],
      repeated: ['preferences', 'content'],
    },
  ],
  [
    'login',
    {
      order: ['userid', 'companyid', 'password', 'clientid', 'locationid'],
      required: ['userid', 'companyid', 'password'],
    },
  ],
  ['content', { order: ['function'], required: ['function'], repeated: ['function'] }],
])

const VERSIONS: ReadonlySet<string> = new Set(['2.1', '3.0'])

/**
 * All that a request breaks of the DTD, in words.
 *
 * @param isFunction whether a function of that name is one of the given version of the DTD
 */
export function defectsOf(root: XmlElement, isFunction: (name: string, version: string) => boolean): readonly string[] {
  if (root.localName !== 'request') return [`the document is no request but <${root.localName}>`]
  const version = root.child('control')?.child('dtdversion')?.text.trim() || '3.0'
  const control = root.child('control')
  return [
    ...modelDefects(root),
    ...(control === undefined ? [] : modelDefects(control)),
    ...(VERSIONS.has(version) ? [] : [`no DTD has the version ${version}: <dtdversion>`]),
    ...root.all('operation').flatMap(operation => operationDefects(operation, name => isFunction(name, version))),
  ]
}

/** A defect as the service words it, with the place of the element that it names, if there is one. */
export function wordDefect(defect: string, text: string): string {
  const named = /<(\w+)>/.exec(defect)?.[1]
  const at = named === undefined ? -1 : text.search(new RegExp(`<${named}[\\s/>]`))
  const { line, column } = placeOf(text, Math.max(at, 0))
  return `XML Parse error: ${defect} at line ${line}, column ${column}`
}

function operationDefects(operation: XmlElement, isFunction: (name: string) => boolean): readonly string[] {
  const transaction = operation.attribute('transaction') ?? 'false'
  const authentication = operation.child('authentication')
  const functions = operation.all('content').flatMap(content => content.all('function'))
  const names = functions.flatMap(one => one.children.map(child => child.localName))
  return [
    ...modelDefects(operation),
    ...(['true', 'false'].includes(transaction) ? [] : [`transaction is neither true nor false in <operation>`]),
    ...(authentication === undefined ? [] : authenticationDefects(authentication)),
    ...operation.all('content').flatMap(modelDefects),
    ...functions.flatMap(one => functionDefects(one, isFunction)),
    ...(names.includes('getAPISession') && names.length > 1 ? ['<getAPISession> is not alone in its request'] : []),
  ]
}

function authenticationDefects(authentication: XmlElement): readonly string[] {
  const [way, other] = authentication.children
  if (way === undefined || other !== undefined || !['login', 'sessionid'].includes(way.localName))
    return ['either a login or a sessionid stands in <authentication>']
  return way.localName === 'login' ? modelDefects(way) : []
}

function functionDefects(element: XmlElement, isFunction: (name: string) => boolean): readonly string[] {
  const [asked, other] = element.children
  return [
    ...((element.attribute('controlid') ?? '') === '' ? ['controlid is missing in <function>'] : []),
    ...(asked === undefined || other !== undefined ? ['one function stands in <function>'] : []),
    ...(asked !== undefined && !isFunction(asked.localName) ? [`no function is named <${asked.localName}>`] : []),
  ]
}

function modelDefects(element: XmlElement): readonly string[] {
  const { order, required, repeated = [] } = MODELS.get(element.localName) ?? { order: [], required: [] }
  const names = element.children.map(child => child.localName)
  const known = names.filter(name => order.includes(name))
  const inOrder = known.every(
    (name, index) => index === 0 || order.indexOf(known[index - 1] ?? '') <= order.indexOf(name),
  )
  return [
    ...required.filter(name => !names.includes(name)).map(name => `${name} is missing in <${element.localName}>`),
    ...names.filter(name => !order.includes(name)).map(name => `<${name}> does not belong in ${element.localName}`),
    ...order
      .filter(name => !repeated.includes(name) && names.filter(one => one === name).length > 1)
      .map(name => `<${name}> stands more than once in ${element.localName}`),
    ...(inOrder ? [] : [`the order is broken in <${element.localName}>`]),
  ]
}
