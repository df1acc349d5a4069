import type { Client, IOptions, WSDL } from 'soap'

/** What node-soap keeps on its client only once it is told, and what JavaScript itself looks for on any object. */
const KEPT: ReadonlySet<PropertyKey> = new Set([
  'soapHeaders',
  'httpHeaders',
  'bodyAttributes',
  'security',
  'SOAPAction',
  'endpoint',
  'then',
  'toJSON',
])

/** Whether a name on a client means something else than an operation or a service. */
export function isKept(client: object, name: PropertyKey): boolean {
  return name in client || KEPT.has(name)
}

/**
 * Makes a node-soap client whose own members stay what they are.
 *
 * node-soap puts each service and each operation on its client by name, also in place of `emit`, `describe` or `wsdl`,
 * with which every other call breaks; and an operation called `then` is sent by whoever awaits the client. Here they
 * stand there only where that takes nothing's place; all can be called under their service and port.
 */
export function guardedClient(
  Maker: new (wsdl: WSDL, endpoint?: string, options?: IOptions) => Client,
  wsdl: WSDL,
  endpoint: string | undefined,
  options: IOptions,
): Client {
  const { definitions } = wsdl
  const { services } = definitions
  definitions.services = {}
  const client = new Maker(wsdl, undefined, options)
  definitions.services = services
  const placed = new Set<PropertyKey>()
  const place = (address: string | undefined) => {
    let isPlacing = true
    const shelf = new Proxy(client, {
      set: (target, name, value) => {
        if (isPlacing && !placed.has(name) && isKept(target, name)) return true
        if (isPlacing) placed.add(name)
        return Reflect.set(target, name, value)
      },
    })
    Reflect.get(Maker.prototype, INITIALIZE).call(shelf, address)
    isPlacing = false
  }
  // `setEndpoint` defines all of them anew.
  Object.setPrototypeOf(client, Object.create(Maker.prototype, { [INITIALIZE]: { value: place } }))
  place(endpoint)
  return client
}

const INITIALIZE = '_initializeServices'
