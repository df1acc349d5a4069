import { describe, expect, test } from 'vitest'
import { soapClient } from '../../src/soap.ts'
import { envelope, soapPeer } from './soap-peer.ts'

/** An operation `split` of the rpc style with the parts `left` and `note`, and `find` with the only part `found`. */
const wsdl = (use: string) => {
  const operation = (name: string) => `<operation name="${name}"><soap:operation soapAction="${name}"/>
    <input><soap:body use="${use}" namespace="urn:example:parts"/></input>
    <output><soap:body use="${use}" namespace="urn:example:parts"/><soap:header message="t:splitOut" part="trace" use="${use}"/></output></operation>`
  return `<definitions name="Parts" targetNamespace="urn:example:parts" xmlns="http://schemas.xmlsoap.org/wsdl/"
    xmlns:t="urn:example:parts" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
  <message name="in"><part name="key" type="xs:string"/></message>
  <message name="splitOut"><part name="left" type="xs:int"/><part name="note" type="xs:string"/><part name="trace" type="xs:string"/></message>
  <message name="findOut"><part name="found" type="xs:string"/></message>
  <portType name="Parts">
    <operation name="split"><input message="t:in"/><output message="t:splitOut"/></operation>
    <operation name="find"><input message="t:in"/><output message="t:findOut"/></operation>
  </portType>
  <binding name="Parts" type="t:Parts"><soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    ${operation('split')}${operation('find')}</binding>
  <service name="Parts"><port name="Parts" binding="t:Parts"><soap:address location="http://127.0.0.1:1/"/></port></service>
</definitions>`
}

async function answered(operation: string, content: string, use: string) {
  const peer = await soapPeer(() => ({ body: envelope(content) }))
  const made = await soapClient(wsdl(use), { endpoint: peer.url, retry: false })
  return made._unsafeUnwrap().call(operation, { key: 'k' })
}

const response = (name: string, content: string) => `<n:${name} xmlns:n="urn:example:parts">${content}</n:${name}>`

describe.each(['encoded', 'literal'])('an rpc result (%s)', use => {
  test.each<[string, string, string, unknown]>([
    ['has its parts', 'split', response('splitResponse', '<left>1</left><note> n </note>'), { left: 1, note: ' n ' }],
    ['is called otherwise', 'split', response('SplitIt', '<note/><left>1</left>'), { left: 1, note: '' }],
    ['has more than its parts', 'find', response('findResponse', '<found>a</found><more/>'), { found: 'a', more: '' }],
    [
      'has its only part under another name',
      'find',
      response('findResponse', '<s-gensym3>a</s-gensym3>'),
      { found: 'a' },
    ],
    ['has a part that is nil', 'find', response('findResponse', '<found xsi:nil="true"/>'), { found: null }],
    ['is nil', 'find', '<findResponse xsi:nil="true"/>', null],
    [
      'has an error that is nil',
      'find',
      response('findResponse', '<found>a</found><findError xsi:nil="1"/>'),
      { found: 'a', findError: null },
    ],
  ])('%s', async (_, operation, content, output) => {
    expect((await answered(operation, content, use))._unsafeUnwrap().output).toEqual(output)
  })

  test.each<[string, string, string, object]>([
    ['lacks a part', 'split', response('splitResponse', '<left>1</left>'), { problem: 'missing-outcome' }],
    ['lacks all parts', 'split', response('splitResponse', '<a>1</a><b>n</b>'), { problem: 'missing-outcome' }],
    ['lacks its only part', 'find', response('findResponse', ''), { problem: 'missing-outcome' }],
    ['is words', 'find', response('findResponse', 'not today'), { problem: 'missing-outcome' }],
    ['only refers to something', 'find', '<findResponse href="#gone"/>', { problem: 'missing-outcome' }],
    [
      'has a part twice',
      'find',
      response('findResponse', '<found>a</found><found>b</found>'),
      { problem: 'mismatched-outcome' },
    ],
    [
      'answers another operation',
      'find',
      response('splitResponse', '<found>a</found>'),
      { problem: 'mismatched-outcome' },
    ],
    ['is an error', 'find', response('findError', '<found>not today</found>'), { problem: 'mismatched-outcome' }],
    [
      'holds an error in place of its part',
      'find',
      response('findResponse', '<findError>no</findError>'),
      { problem: 'unexpected-element', path: 'findResponse/findError' },
    ],
    [
      'holds an error beside its part',
      'find',
      response('findResponse', '<found>a</found><findError><code>7</code></findError>'),
      { problem: 'unexpected-element' },
    ],
    [
      'refers to an error beside its part',
      'find',
      response('findResponse', '<found>a</found><fault href="#f"/>'),
      { problem: 'unexpected-element' },
    ],
  ])('is none that %s', async (_, operation, content, expected) => {
    const fault = (await answered(operation, content, use))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'shape', applied: 'maybe', remedy: 'reconcile', ...expected })
  })

  test('is not what is left when references stand for too much: a list cut short was a success', async () => {
    const rows = (count: number) => '<i href="#row"/>'.repeat(count)
    const content = `${response('findResponse', '<found href="#all"/>')}<m id="all">${rows(60_000)}</m><m id="row"><a/><b/></m>`
    const fault = (await answered('find', content, use))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'shape', problem: 'unexpected-element', path: 'Envelope/Body' })
  })
})
