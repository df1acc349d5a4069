import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { normalize } from '../../src/index.ts'
import { openAirXml, type Transport } from '../../src/openair.ts'

const envelope = (fault: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>${fault}</e:Fault></e:Body></e:Envelope>`
const long = 'x'.repeat(1_000_000)

describe('a fault stays small, whatever the service sends', () => {
  test.each([
    ['a code', envelope(`<faultcode>${long}</faultcode>`)],
    ['a text', envelope(`<faultcode>e:Server</faultcode><faultstring>${long}</faultstring>`)],
    ['a detail', envelope(`<faultcode>e:Server</faultcode><detail><a b="${long}">${long}</a></detail>`)],
    ['an OpenAir code', `<response><Add status="${long}"/></response>`],
    ['a name', `<response><${'x'.repeat(4_000)} status="0"/></response>`],
    ['a warning', `<response><Submit status="1003"><T><warnings>${long}</warnings></T></Submit></response>`],
  ])('with %s of a megabyte', (_, body) => {
    const result = normalize({ status: 500, headers: {}, body })
    const shown = result.match(
      reply =>
        reply.outcomes.map(one =>
          one.result.match(
            () => undefined,
            fault => fault,
          ),
        ),
      fault => fault,
    )
    expect(JSON.stringify(shown).length).toBeLessThan(20_000)
  })
})

test('faults that are kept do not keep the replies they came in', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const text = 'The record cannot be changed because a period is closed'
  const faults = Array.from({ length: 50 }, (_, index) => {
    const body = `<response><Add status="821"><errors>${index}: ${text}</errors></Add>${`<Read status="601">${index}</Read>`.repeat(60_000)}</response>`
    const reply = normalize({ status: 200, headers: {}, body: new TextEncoder().encode(body) })
    return reply._unsafeUnwrap().outcomes[0]?.result._unsafeUnwrapErr()
  })
  collect()
  const before = process.memoryUsage().heapUsed
  expect(faults[49]?.message).toBe(`49: ${text}`)
  faults.length = 0
  collect()
  expect(before - process.memoryUsage().heapUsed).toBeLessThan(2_000_000)
})

test('records that are kept do not keep the replies they came in', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const filler = `<!-- ${'something nobody keeps '.repeat(90_000)} -->`
  const transport: Transport = async () => ({
    status: 200,
    headers: {},
    body: `<response><Auth status="0"/><Add status="0"><Vendor><id>7</id><name>North Pier Limited of Bergen</name>${filler}</Vendor></Add></response>`,
  })
  const api = openAirXml({
    retry: false,
    url: 'http://127.0.0.1:9/',
    namespace: 'n',
    key: 'k',
    auth: { accessToken: 't' },
    transport,
  })
  const names: (string | undefined)[] = []
  for (let call = 0; call < 30; call++) names.push((await api.add('Vendor', {}))._unsafeUnwrap().name)
  collect()
  const before = process.memoryUsage().heapUsed
  expect(names[29]).toBe('North Pier Limited of Bergen')
  names.length = 0
  collect()
  expect(before - process.memoryUsage().heapUsed).toBeLessThan(2_000_000)
})
