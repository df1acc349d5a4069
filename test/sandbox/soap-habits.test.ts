import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox.ts'
import { open } from './exchange.ts'
import { add, byToken, call, envelope, item, postSoap, read } from './soap-exchange.ts'

const START = Date.UTC(2025, 0, 1)

/** Forty rounds of the same calls in one sandbox: an add of which one object is refused, two reads, a Fault. */
async function answers(seed: number): Promise<readonly string[]> {
  const sandbox = await startSandbox({ seed, speed: 0, startsAt: START })
  const texts: string[] = []
  for (let round = 0; round < 40; round += 1) {
    const vendor = item('oaVendor', { name: 'Zürich', notes: '', currency: '1.50' })
    texts.push(await call(sandbox, add(vendor, item('oaTask', {}))))
    texts.push(await call(sandbox, read('Vendor', 'all', { limit: '1' })))
    texts.push(await call(sandbox, read('Project', 'all', { limit: '1' })))
    texts.push((await postSoap(sandbox, envelope(byToken(sandbox, 'none'), '<OP:whoami/>'))).text)
  }
  await sandbox.close()
  return texts
}

let remembered: Promise<readonly string[]> | undefined

/** The answers of seed 7, asked for once. */
function sevens(): Promise<readonly string[]> {
  remembered ??= answers(7)
  return remembered
}

describe('the habits of the SOAP server', () => {
  test('the same seed gives the same replies to the byte, another seed others', async () => {
    const [first, again, other] = await Promise.all([sevens(), answers(7), answers(8)])
    const noPort = (texts: readonly string[]) => texts.map(text => text.replaceAll(/127\.0\.0\.1:\d+/g, 'host'))
    expect(noPort(again)).toEqual(noPort(first))
    expect(noPort(other)).not.toEqual(noPort(first))
  })

  test.each([
    ['no declaration', /^<(soap|SOAP-ENV):Envelope/],
    ['a declaration', /^<\?xml version="1\.0" encoding="UTF-8"\?>/],
    ['blanks around the equals sign', /xsi:type = "/],
    ['other prefixes of the types', /xmlns:namesp(1[0-9]|2[0-9]|3[0-9]) ?= ?"http:\/\/namespaces\.soaplite/],
    ['a response with a made-up prefix', /<namesp\d+:addResponse xmlns:namesp\d+/],
    ['a response in the default namespace', /<addResponse xmlns ?= ?"/],
    ['the other prefix of the encoding', /<SOAP-ENC:Array /],
    ['results called by their type', /<UpdateResult /],
    ['results called by their type with a prefix', /<namesp\d+:UpdateResult /],
    ['results called item', /<item [^>]*:UpdateResult"/],
    ['nil as true', /xsi:nil ?= ?"true"/],
    ['nil as 1', /xsi:nil ?= ?"1"/],
    ['ids as int', /<id xsi:type ?= ?"xsd:int"/],
    ['ids as string', /<id xsi:type ?= ?"xsd:string"/],
    ['decimals as float', /"xsd:float">1\.50</],
    ['text beyond ASCII as base64', /"xsd:base64Binary">WsO8cmljaA==</],
    ['text beyond ASCII as it is', /"xsd:string">Zürich</],
    ['arrays with their type', /arrayType ?= ?"[^"]+" xsi:type ?= ?"(soapenc|SOAP-ENC):Array"/],
    ['errors with words', /<code [^>]*>809<\/code>.*<text |<text .*<code [^>]*>809<\/code>/],
    ['errors without words', /<item [^>]*oaError"><code [^>]*>809<\/code><\/item>/],
    ['members in another order', /<id [^>]*>\d+<\/id><(errors|status)/],
    ['no records as nil', /<objects xsi:nil/],
    ['no records as an empty array', /<objects [^>]*anyType\[0\]/],
    ['no records as nothing', /ReadResult"><errors (?!.*objects)/],
    ['empty fields as nil', /<notes xsi:nil/],
    ['empty fields as empty', /<notes xsi:type ?= ?"xsd:string"(\/>|><\/notes>)/],
    ['empty fields left out', /oaVendor"(?!.*<notes)/],
  ])('among them %s', async (_what, pattern) => {
    expect((await sevens()).some(text => pattern.test(text))).toBe(true)
  })

  test('all of them say the same to another parser', async () => {
    const parser = new XMLParser({ removeNSPrefix: true })
    const told = (await sevens()).map(text => {
      const { Body } = parser.parse(text).Envelope
      if (Body.Fault !== undefined) return `${Body.Fault.faultcode} ${Body.Fault.detail.Error.code}`
      if (Body.addResponse === undefined) return Object.keys(Body).join()
      const { Array: array } = Body.addResponse
      const results: readonly { readonly status: unknown }[] = array.item ?? array.UpdateResult
      return results.map(result => String(result.status)).join()
    })
    expect(new Set(told)).toEqual(new Set(['A,-1', 'readResponse', 'SOAP-ENV:9 9']))
  })

  test('without habits the same call has the same answer', async () => {
    const sandbox = await open()
    const texts = new Set<string>()
    for (let round = 0; round < 5; round += 1) texts.add(await call(sandbox, read('User', 'all', { limit: '1' })))
    expect(texts.size).toBe(1)
  })
})
