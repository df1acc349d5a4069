import { fileURLToPath } from 'node:url'
import { httpClient, soapClient } from 'faultline/soap'
import { createClientAsync, type IOptions } from 'soap'
import { Agent } from 'undici'

/** Makes SOAP calls in one way. */
export interface Caller {
  readonly name: string
  /** Makes one call; gives how many records came. */
  readonly call: () => Promise<number>
}

/** What every caller asks for. */
const input = {
  method: { item: { attributes: { 'xsi:type': 'perl:ReadRequest' }, type: 'Project', method: 'all', fields: '' } },
}

const wsdl = fileURLToPath(new URL('../wsdl/openair.wsdl', import.meta.resolve('faultline')))

/** All callers of the service at an address; the first is what the others are compared with. */
export async function callersOf(url: string): Promise<readonly Caller[]> {
  return [
    await nodeSoap('node-soap', url, {}),
    await nodeSoap('node-soap over faultline', url, { httpClient: httpClient() }),
    await faultline(url),
    bare(url),
  ]
}

async function nodeSoap(name: string, url: string, options: IOptions): Promise<Caller> {
  const client = await createClientAsync(wsdl, { disableCache: true, ...options }, url)
  return {
    name,
    call: async () => {
      const [result] = await client.readAsync(input)
      return count(result.Array.item.objects.item)
    },
  }
}

interface OpenAir {
  read(request: object): { readonly readReturn: readonly { readonly objects: readonly object[] }[] }
}

async function faultline(url: string): Promise<Caller> {
  const made = await soapClient<OpenAir>(wsdl, { endpoint: url })
  if (made.isErr()) throw new Error(made.error.message)
  const { operations } = made.value
  return {
    name: 'faultline',
    call: async () => {
      const read = await operations.read(input)
      if (read.isErr()) throw new Error(read.error.message)
      return count(read.value.readReturn[0]?.objects)
    },
  }
}

/** The exchange alone, with a message that is written already and an answer that nobody reads. */
function bare(url: string): Caller {
  const { origin, pathname: path } = new URL(url)
  const dispatcher = new Agent()
  return {
    name: 'undici, nothing read',
    call: async () => {
      const { body } = await dispatcher.request({ origin, path, method: 'POST', body: '<soap:Envelope/>' })
      return (await body.arrayBuffer()).byteLength
    },
  }
}

function count(records: unknown): number {
  return Array.isArray(records) ? records.length : records === undefined ? 0 : 1
}
