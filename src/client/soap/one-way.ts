import type { Client, IHeaders } from 'soap'

/**
 * Whether the operation that a message is for declares no output, told by the client that sends it and by the action in
 * the headers. Without an action nobody knows.
 */
export function isOneWay(caller: unknown, headers: IHeaders): boolean {
  const action = actionIn(headers)
  if (action === '') return false
  const { services } = ((caller as Client | undefined)?.wsdl ?? {}) as unknown as { services?: Services }
  const methods = Object.values(services ?? {})
    .flatMap(({ ports }) => Object.values(ports))
    .flatMap(({ binding }) => Object.values(binding.methods ?? {}))
    .filter(({ soapAction }) => soapAction === action)
  return methods.length > 0 && methods.every(({ output }) => output === undefined || output === null)
}

/** SOAP 1.1 has a header for it, SOAP 1.2 a parameter of the content type. */
function actionIn(headers: IHeaders): string {
  const type = String(headers['Content-Type'] ?? '')
  const ofType = /(?:^|;)\s*action="?([^";]+)/i.exec(type)?.[1]
  return ofType ?? String(headers.SOAPAction ?? '').replace(/^"|"$/g, '')
}

type Services = Readonly<
  Record<
    string,
    {
      readonly ports: Readonly<
        Record<
          string,
          { readonly binding: { readonly methods?: Record<string, { soapAction?: string; output?: unknown }> } }
        >
      >
    }
  >
>
