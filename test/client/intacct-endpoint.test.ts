import { expect, test } from 'vitest'
import { safeEndpoint } from '../../src/client/intacct/safe-endpoint.ts'

const gateway = 'https://api.intacct.com/ia/xml/xmlgw.phtml'
const own = 'http://127.0.0.1:8080/ia/xml/xmlgw.phtml'

test.each([
  ['none', gateway, '', gateway],
  [
    'the same host',
    gateway,
    'https://api.intacct.com/ia/xml/xmlgw.phtml?x=1',
    'https://api.intacct.com/ia/xml/xmlgw.phtml?x=1',
  ],
  [
    'another host of the domain',
    gateway,
    'https://www-p06.intacct.com/ia3/xml/xmlgw.phtml',
    'https://www-p06.intacct.com/ia3/xml/xmlgw.phtml',
  ],
  ['a host that the program names', gateway, 'https://Proxy.example:8443/gw', 'https://proxy.example:8443/gw'],
  ['the same host and port', own, 'http://127.0.0.1:8080/ia7/gw', 'http://127.0.0.1:8080/ia7/gw'],
] as const)('a session is used where the sign-in says, at %s', (_, url, named, used) => {
  expect(safeEndpoint(named, { url, hosts: ['proxy.example:8443'] })._unsafeUnwrap()).toBe(used)
})

test.each([
  ['another host', gateway, 'https://evil.example/gw'],
  ['a domain that ends alike', gateway, 'https://evilintacct.com/gw'],
  ['the domain as a part of another', gateway, 'https://api.intacct.com.evil.example/gw'],
  ['plain HTTP', gateway, 'http://api.intacct.com/gw'],
  ['another port', gateway, 'https://api.intacct.com:8443/gw'],
  ['a named host at another port', gateway, 'https://proxy.example/gw'],
  ['a user in the address', gateway, 'https://mara:x@api.intacct.com/gw'],
  ['no HTTP at all', gateway, 'file:///etc/passwd'],
  ['no address', gateway, 'api.intacct.com/gw'],
  ['the real service, from one of the program', own, gateway],
  ['another port of the same machine', own, 'http://127.0.0.1:8081/gw'],
] as const)('credentials do not go to %s', (_, url, named) => {
  const fault = safeEndpoint(named, { url, hosts: ['proxy.example:8443'] })._unsafeUnwrapErr()
  expect(fault).toMatchObject({ kind: 'shape', applied: 'no', operation: 'getAPISession' })
  expect(JSON.stringify(fault)).not.toContain('mara')
})
