import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type Client, createClientAsync } from 'soap'
import { afterAll, describe, expect, test } from 'vitest'
import { type Fault, normalize, type Reply } from '../../src/index.ts'
import type { XmlElement } from '../../src/xml/element.ts'
import { parse } from '../../src/xml/parse.ts'
import { peerWsdl, startSoapLite } from './soap-lite.ts'

const PEER = 'https://peer.example/Peer'
const OPENAIR = 'https://www.openair.com/OAirService'
const PERL = 'http://namespaces.soaplite.com/perl'

/** Where the peers must be there (CI), their absence is a failure. */
const required = process.env.FAULTLINE_PEERS === 'required'

const started = await startSoapLite()
const url = started.map(peer => peer.url).unwrapOr('')
afterAll(async () => {
  if (started.isOk()) await started.value.stop()
})

const missing = started.isErr() ? started.error : ''

test.skipIf(missing !== '' && !required)(
  missing === '' || required ? 'SOAP::Lite is here' : `SOAP::Lite is not here, its tests are skipped: ${missing}`,
  () => expect(missing).toBe(''),
)

describe.skipIf(missing !== '')('what SOAP::Lite sends', () => {
  // The outline of a value: name, `:` and type, `[]` and type of items; fields in alphabetical order, for Perl has none.
  test.each([
    ['text', 's-gensym:string=plain text'],
    ['letters', 's-gensym:base64Binary=Q2Fmw6kgWsO8cmljaA=='],
    ['markup', 's-gensym:string=a < b & "c" ]]> d'],
    ['control', 's-gensym:base64Binary=YQti'],
    ['nothing', 's-gensym:nil'],
    ['empty', 's-gensym:string'],
    ['several_values', 's-gensym:string=one s-gensym:int=2 s-gensym:string'],
    ['list', 'soapenc:Array[anyType[3]](item:string=one item:int=2 item:nil)'],
    ['list_of_one', 'soapenc:Array[string[1]](item:string=one)'],
    ['list_of_none', 'soapenc:Array[anyType[0]]'],
    ['mixed_list', 'soapenc:Array[anyType[3]](item:int=1 item:string=two item:perl:oaCustomer(id:int=3))'],
    ['named_list', 'listReturn[string[2]](item:string=one item:string=two)'],
    ['object', 'UpdateResult:perl:UpdateResult(errors:nil id:int=70412 status:string=A)'],
    ['named_object', 'loginReturn:perl:LoginResult(sessionId:string=none url:nil)'],
    ['hash', 's-gensym(status:string=A)'],
    [
      'results',
      'soapenc:Array[perl:UpdateResult[3]](' +
        'item:perl:UpdateResult(errors:nil id:int=70412 status:string=A) ' +
        'item:perl:UpdateResult(errors[perl:oaError[2]](' +
        'item:perl:oaError(code:int=821) item:perl:oaError(code:int=852 comment:base64Binary=Q2Fmw6k=)' +
        ') id:nil status:int=-1) ' +
        'item:perl:UpdateResult(errors[anyType[0]] id:int=70413 status:string=U))',
    ],
    [
      'one_result',
      'soapenc:Array[perl:UpdateResult[1]](' +
        'item:perl:UpdateResult(errors[perl:oaError[1]](item:perl:oaError(code:int=821)) id:nil status:int=-1))',
    ],
    [
      'records',
      'soapenc:Array[perl:ReadResult[1]](item:perl:ReadResult(errors:nil objects[perl:oaProject[2]](' +
        'item:perl:oaProject(externalid:nil id:int=1 name:string=Project 1 notes:string) ' +
        'item:perl:oaProject(externalid:nil id:int=2 name:string=Project 2 notes:string))))',
    ],
    ['no_records', 'soapenc:Array[perl:ReadResult[1]](item:perl:ReadResult(errors:nil objects[anyType[0]]))'],
    ['shared', 'soapenc:Array[perl:oaError[2]](item:perl:oaError->ref item:perl:oaError->ref)'],
  ])('%s', async (operation, expected) => {
    const { status, body, root, result } = await ask(call(operation))
    expect(status).toBe(200)
    expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><soap:Envelope /)
    const response = root.child('Body')?.children[0]
    expect([response?.name, response?.namespace]).toEqual([`${operation}Response`, PEER])
    expect(response?.children.map(outline).join(' ')).toBe(expected)
    expect(outcomesOf(result)).toEqual([operation])
  })

  test('no value at all: the response itself is nil', async () => {
    const { root } = await ask(call('no_value'))
    expect(root.child('Body')?.children.map(outline)).toEqual(['no_valueResponse:nil'])
  })

  test('types that are guessed from how a text looks, which stays as it is', async () => {
    const { root } = await ask(call('guessed'))
    const [list] = root.child('Body')?.children[0]?.children ?? []
    expect(list?.children.map(outline).map(item => item.replace('item:', ''))).toEqual([
      'int=70412',
      'int=70412',
      'string=007',
      'int=-1',
      'long=12345678901',
      'float=12.5',
      'float=1.50',
      'float=1e5',
      'date=2025-01-31',
      'string=2025-01-31 10:20:30',
      'dateTime=2025-01-31T10:20:30Z',
      'time=10:20:30',
      'boolean=true',
      'string=https://peer.example/x',
      'string=A',
      'float=INF',
    ])
  })

  test('a value that stands in two places: once, behind the response, with a reference from each', async () => {
    const { root, result } = await ask(call('shared'))
    const [response, target, ...rest] = root.child('Body')?.children ?? []
    expect(rest).toEqual([])
    const references = response?.children[0]?.children.map(item => item.attribute('href'))
    expect(references).toEqual([`#${target?.attribute('id')}`, `#${target?.attribute('id')}`])
    expect([target?.attribute('id')?.replace(/\d+/, 'N'), target && outline(target)]).toEqual([
      'ref-N',
      'oaError:perl:oaError(code:int=821)',
    ])
    const payload = result._unsafeUnwrap().outcomes[0]?.result.unwrapOr(undefined) as XmlElement | undefined
    expect(payload?.child('Array')?.children.map(item => item.child('code')?.text)).toEqual(['821', '821'])
  })

  test('prefixes: soap, soapenc, xsd and xsi, and namesp with a number for the types of Perl', async () => {
    const { root } = await ask(call('object'))
    expect([root.name, root.resolve('soapenc'), root.resolve('xsd'), root.resolve('xsi')]).toEqual([
      'soap:Envelope',
      'http://schemas.xmlsoap.org/soap/encoding/',
      'http://www.w3.org/2001/XMLSchema',
      'http://www.w3.org/2001/XMLSchema-instance',
    ])
    const item = root.child('Body')?.children[0]?.children[0]
    expect(item?.attribute('type')).toMatch(/^namesp\d+:UpdateResult$/)
    expect(item?.namespace).toBe(PEER) // the default namespace of the response holds for everything in it
    expect(root.attribute('encodingStyle')).toBe('http://schemas.xmlsoap.org/soap/encoding/')
  })
})

describe.skipIf(missing !== '')('how SOAP::Lite says no', () => {
  const script = /at \S+soap-lite-server\.pl line \d+\.\n$/
  const own = /at \S+Lite\.pm line \d+\.\n$/
  const noDetail = ''

  // operation, faultcode, faultstring, detail; then code and category of the fault
  test.each([
    ['dies', 'soap:Server', script, noDetail, 'Server', 'server'],
    ['dies_quietly', 'soap:Server', 'Cannot open the ledger\n', noDetail, 'Server', 'server'],
    ['dies_deep', 'soap:Server', script, noDetail, 'Server', 'server'],
    ['dies_oddly', 'soap:Server', 'Application error', 's-gensym(code:int=821)', 'Server', 'server'],
    ['dies_blessed', 'soap:Server', 'Application error', 'Error:perl:Error(code:int=821)', '821', 'business-rule'],
    ['logged_out', 'soap:9', 'Logged out', 'Error:perl:Error(code:int=9)', '9', 'session'],
    ['logged_out_plainly', 'soap:9', 'Logged out', noDetail, '9', 'unknown'],
    ['code_alone', 'soap:821', 'Application error', noDetail, '821', 'unknown'],
    ['dotted', 'soap:Server.Custom', 'Ledger is closed', noDetail, 'Server.Custom', 'server'],
    ['text_detail', 'soap:Client.Authentication', 'Who?', '"text"', 'Client.Authentication', 'authentication'],
    [
      'list_detail',
      'soap:Server',
      'Café', // faultstrings are never base64
      'soapenc:Array[perl:oaError[2]](item:perl:oaError(code:int=1) item:perl:oaError(code:int=2))',
      'Server',
      'server',
    ],
    ['unheard_of', 'soap:Client', own, noDetail, 'Client', 'validation'],
    ['odd.name', 'soap:Client', 'Denied access to method (odd.name)\n', noDetail, 'Client', 'validation'],
  ] as const)('%s', async (operation, faultcode, faultstring, detail, code, category) => {
    const answer = await ask(call(operation))
    expectFault(answer, { faultcode, faultstring, code, category })
    const found = faultIn(answer.root).child('detail')
    expect(found?.children.map(outline).join(' ') || (found === undefined ? '' : `"${found.text}"`)).toBe(detail)
  })

  test('the actor is the address of the server unless the program sets one', async () => {
    const actor = async (operation: string) => faultIn((await ask(call(operation))).root).child('faultactor')?.text
    expect([await actor('dies'), await actor('logged_out')]).toEqual([url, 'http://www.soaplite.com/custom'])
  })

  const client = { faultcode: 'soap:Client', code: 'Client', category: 'validation' } as const
  const namespaced = (namespace: string) => call('text', '', namespace)

  test.each([
    [
      'a namespace whose path is no class',
      namespaced('https://peer.example/Nobody'),
      /^Failed to access class \(Nobody\)/,
    ],
    ['no namespace', envelope('<text/>'), /^Denied access to method \(text\) in class \(main\)/],
    ['an empty Body', envelope(''), /^Can't find method element in the message/],
    ['XML that is no envelope', '<a/>', /^Can't find root element in the message/],
    ['XML that is cut off', call('text').slice(0, -20), /^Application failed during request deserialization: \n/],
    ['a prefix that is not bound', call('seen', '<o xsi:type="zz:oaProject"/>'), /Unresolved prefix 'zz'/],
    [
      'a list longer than it claims',
      call('seen', '<o soapenc:arrayType="perl:oaBase[1]"><Item/><Item/></o>'),
      /Too many elements in array. 2 instead of claimed 1/,
    ],
  ])('%s', async (_, request, faultstring) => {
    expectFault(await ask(request), { ...client, faultstring })
  })

  test('a SOAPAction that is not the namespace, #, the operation', async () => {
    const ok = await Promise.all([`"${PEER}#text"`, '""'].map(action => ask(call('text'), { SOAPAction: action })))
    expect(ok.map(answer => answer.status)).toEqual([200, 200])
    const faultstring = /^SOAPAction shall match 'uri#method' if present/
    expectFault(await ask(call('text'), { SOAPAction: '"urn:other"' }), { ...client, faultstring })
  })

  test('a body that is no XML by its Content-Type', async () => {
    const answer = await ask('{}', { 'Content-Type': 'application/json' })
    expectFault(answer, { ...client, faultstring: /^Content-Type must be/ })
  })

  test('a header that must be understood', async () => {
    const header = '<x:X xmlns:x="urn:x" soap:mustUnderstand="1"/>'
    const answer = await ask(call('text', '', PEER, header))
    expectFault(answer, {
      faultcode: 'soap:MustUnderstand',
      faultstring: /^Unrecognized header/,
      code: 'MustUnderstand',
      category: 'unsupported',
    })
  })

  test('another version of SOAP; 1.2 is answered in an envelope of 1.2 with a Fault of 1.1', async () => {
    const as = (version: string) => call('logged_out').replace('http://schemas.xmlsoap.org/soap/envelope/', version)
    const other = await ask(as('urn:other'))
    expect(faultIn(other.root).child('faultcode')?.text).toBe('soap:VersionMismatch')
    const answer = await ask(as('http://www.w3.org/2003/05/soap-envelope'))
    expect(answer.root.namespace).toBe('http://www.w3.org/2003/05/soap-envelope')
    expectFault(answer, { faultcode: 'soap:9', faultstring: 'Logged out', code: '9', category: 'session' })
  })

  test('GET: 405 without a body', async () => {
    const reply = await fetch(url)
    expect([reply.status, await reply.text()]).toEqual([405, ''])
  })
})

describe.skipIf(missing !== '')('what SOAP::Lite makes of a request', () => {
  const item = (name: string) => `<Item xsi:type="perl:oaProject"><name>${name}</name></Item>`
  const two = item('a') + item('b')

  test.each([
    ['a list by its arrayType', `<o soapenc:arrayType="perl:oaBase[2]">${two}</o>`, projects('a', 'b')],
    ['a list of any length', `<o soapenc:arrayType="perl:oaBase[]">${two}</o>`, projects('a', 'b')],
    ['an empty list', '<o soapenc:arrayType="perl:oaBase[0]"/>', 'ARRAY[]'],
    ['children without arrayType: no list', `<o>${item('a')}</o>`, "HASH{Item=oaProject{name='a'}}"],
    [
      'xsi:type of a list without arrayType: no list',
      `<o xsi:type="perl:ArrayOfoaBase">${item('a')}</o>`,
      "ArrayOfoaBase{Item=oaProject{name='a'}}",
    ],
    [
      'items that take their type from arrayType',
      '<o soapenc:arrayType="perl:oaProject[1]"><Item><name>a</name></Item></o>',
      projects('a'),
    ],
    ['members in any namespace', '<o xsi:type="perl:oaProject"><op:name>a</op:name></o>', "oaProject{name='a'}"],
    ['types in any namespace', '<o xmlns:q="urn:q" xsi:type="q:oaProject"><name>a</name></o>', "oaProject{name='a'}"],
    ['an int as the text it is', '<o xsi:type="xsd:int">007</o>', "'007'"],
    ['a boolean as 1 or 0', '<o xsi:type="xsd:boolean">true</o>', "'1'"],
    ['nil as undefined', '<o xsi:nil="1"/>', 'undef'],
    ['an empty element as an empty text', '<o/>', "''"],
  ])('%s', async (_, values, expected) => {
    const { root } = await ask(call('seen', values))
    expect(root.child('Body')?.children[0]?.children[0]?.text).toBe(expected)
  })

  test('the host of the namespace does not matter, and comes back', async () => {
    const { status, root } = await ask(call('text', '', 'http://elsewhere.example/Peer'))
    expect([status, root.child('Body')?.children[0]?.namespace]).toEqual([200, 'http://elsewhere.example/Peer'])
  })

  test.each([
    [
      'typed, without a namespace',
      '<SessionHeader xsi:type="perl:SessionHeader"><sessionId>s</sessionId></SessionHeader>',
    ],
    ['in the namespace of the operation', '<op:SessionHeader><op:sessionId>s</op:sessionId></op:SessionHeader>'],
  ])('a session header %s', async (_, header) => {
    const { root } = await ask(call('session', '', PEER, header))
    expect(root.child('Body')?.children[0]?.children[0]?.text).toMatch(/^HASH\{SessionHeader=\w+\{sessionId='s'\}\}$/)
  })
})

describe.skipIf(missing !== '')('operations of OpenAir on SOAP::Lite, through its WSDL and node-soap', () => {
  test('login gives a session', async () => {
    const { result, signature } = await asked('login', { login_par: { ':user': 'u', ':password': 'right' } })
    expect([signature, result.isOk()]).toEqual([
      'loginReturn:perl:LoginResult(sessionId:string=session-1 url:nil)',
      true,
    ])
  })

  test('a refused login is a Fault with its number', async () => {
    const { result } = await asked('login', { login_par: { ':user': 'u', ':password': 'wrong' } })
    const { category, code, signal, status } = serviceFault(result)
    expect([category, code, signal, status]).toEqual(['authentication', '401', 'soap-fault', 500])
  })

  test('without a session every other operation is refused', async () => {
    const { result } = await asked('whoami', null)
    expect([serviceFault(result).category, serviceFault(result).code]).toEqual(['session', '9'])
  })

  test('read gives a result for each request, its records told by their type', async () => {
    const requests = ['Project', 'Nothing', 'No type'].map(type => ({ ':method': 'all', ':type': type }))
    const { result, signature } = await asked('read', { method: listOf('ReadRequest', requests) }, 'session-1')
    expect(signature).toMatch(/^soapenc:Array\[perl:ReadResult\[3\]\]\(item:perl:ReadResult\(errors:nil objects/)
    expect(signature).toContain('objects[perl:oaProject[2]](item:perl:oaProject(id:int=1 name:base64Binary=')
    const outcomes = result._unsafeUnwrap().outcomes.map(one => one.result)
    expect(outcomes.map(one => one.isOk())).toEqual([true, true, false])
    const refused = outcomes[2]?._unsafeUnwrapErr()
    expect(refused).toMatchObject({ kind: 'service', code: '603', signal: 'error-object' })
  })

  test('add gives a result for each record; the error that two share is found by its reference', async () => {
    const records = [{ ':name': 'A' }, { ':id': '' }, { ':name': 'Ü' }, { ':id': '' }]
    const { result, signature } = await asked('add', { objects: listOf('oaBase', records, 'oaProject') }, 'session-1')
    expect(signature).toContain('errors[perl:oaError[1]](item:perl:oaError->ref)')
    const outcomes = result._unsafeUnwrap().outcomes.map(one => one.result)
    expect(outcomes.map(one => (one.isOk() ? 'done' : (one.error as { code?: string }).code))).toEqual([
      'done',
      '821',
      'done',
      '821',
    ])
  })

  test.each([
    [{ ':nickname': 'n' }, true],
    [{ ':name': 'n' }, false],
  ])('createUser with %o gives one result without a list', async (user, works) => {
    const typed = { attributes: { 'xsi:type': 'perl:oaUser' }, ...user } // in a part, xsi_type would be written as it is
    const { result, signature } = await asked('createUser', { user: typed }, 'session-1')
    expect(signature).toMatch(/^UpdateResult:perl:UpdateResult\(/)
    expect(result._unsafeUnwrap().outcomes.map(one => one.result.isOk())).toEqual([works])
  })

  test('whoami gives a user, and an empty list of its switches', async () => {
    const { result, signature } = await asked('whoami', null, 'session-1')
    expect(signature).toBe('whoamiReturn:perl:oaUser(flags[anyType[0]] id:int=7 nickname:base64Binary=Wm/Dqw==)')
    expect(outcomesOf(result)).toEqual(['whoami'])
  })
})

describe.skipIf(missing !== '')('the server', () => {
  test('is described in full', async () => {
    const source = readFileSync(join(import.meta.dirname, 'soap-lite-server.pl'), 'utf8')
    const [, peer = ''] = /^package Peer;$(.*?)^package/ms.exec(source) ?? []
    const client = await createClientAsync(peerWsdl, { strict: true, endpoint: url })
    const described = Object.keys(client.describe().PeerService.Peer)
    expect(described).toEqual([...peer.matchAll(/^sub (\w+)/gm)].map(([, name]) => name))
  })

  test('ends when its standard input does', async () => {
    const other = (await startSoapLite())._unsafeUnwrap()
    expect(await other.stop()).toBe(0)
    await expect(fetch(other.url)).rejects.toThrow()
  })

  test('waits no longer than two seconds for a client that says nothing', async () => {
    const silent = connect(Number(new URL(url).port), '127.0.0.1')
    await new Promise(resolve => silent.once('connect', resolve))
    expect((await ask(call('text'))).status).toBe(200)
    silent.destroy()
  }, 15_000)
})

interface Answered {
  readonly status: number
  readonly body: string
  readonly root: XmlElement
  readonly result: ReturnType<typeof normalize>
}

async function ask(request: string, headers: Record<string, string> = {}): Promise<Answered> {
  const sent = { 'Content-Type': 'text/xml; charset=utf-8', ...headers }
  const reply = await fetch(url, { method: 'POST', headers: sent, body: request })
  const bytes = new Uint8Array(await reply.arrayBuffer())
  const body = new TextDecoder().decode(bytes)
  const root = parse(body)._unsafeUnwrap().root
  expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  return {
    status: reply.status,
    body,
    root,
    result: normalize({ status: reply.status, headers: reply.headers, body: bytes }),
  }
}

function envelope(body: string, header = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:perl="${PERL}" xmlns:op="${PEER}">${
      header === '' ? '' : `<soap:Header>${header}</soap:Header>`
    }<soap:Body>${body}</soap:Body></soap:Envelope>`
}

function call(operation: string, values = '', namespace = PEER, header = ''): string {
  return envelope(`<n:${operation} xmlns:n="${namespace}">${values}</n:${operation}>`, header)
}

function projects(...names: string[]): string {
  return `ARRAY[${names.map(name => `oaProject{name='${name}'}`).join(',')}]`
}

/** `name:type=text`, `name:nil`, `name[type of items](items)`, `name->ref`; numbers of generated names left out. */
function outline(element: XmlElement): string {
  const name = element.name.replace(/gensym\d+/, 'gensym')
  const items = element.attribute('arrayType')
  const type = element.attribute('type')
  const kind =
    items === undefined ? (type === undefined ? '' : `:${typeName(element, type)}`) : `[${typeName(element, items)}]`
  if (element.attribute('nil') === 'true') return `${name}:nil`
  if (element.attribute('href') !== undefined) return `${name}${kind}->ref`
  const children = element.children.map(outline)
  if (items === undefined) children.sort()
  if (children.length > 0) return `${name}${kind}(${children.join(' ')})`
  return `${name}${kind}${element.text === '' ? '' : `=${element.text}`}`
}

/** `perl:` before types of Perl, nothing before those of XML Schema. */
function typeName(element: XmlElement, written: string): string {
  const [prefix = '', local = ''] = written.split(':')
  const namespace = element.resolve(prefix)
  if (namespace === PERL) return `perl:${local}`
  return namespace === 'http://www.w3.org/2001/XMLSchema' ? local : `{${namespace}}${local}`
}

function faultIn(root: XmlElement): XmlElement {
  const fault = root.child('Body')?.child('Fault')
  if (fault === undefined) throw new Error('The reply is no Fault')
  return fault
}

function serviceFault(result: Answered['result']): Extract<Fault, { kind: 'service' }> {
  const fault = result._unsafeUnwrapErr()
  if (fault.kind !== 'service') throw new Error(`The fault is of kind ${fault.kind}`)
  return fault
}

interface ExpectedFault {
  readonly faultcode: string
  readonly faultstring: string | RegExp
  readonly code: string
  readonly category: string
}

function expectFault({ status, root, result }: Answered, expected: ExpectedFault): void {
  const { faultcode, faultstring, code, category } = expected
  const fault = faultIn(root)
  expect(status).toBe(500)
  expect(fault.child('faultcode')?.text).toBe(faultcode)
  const said = fault.child('faultstring')?.text ?? ''
  if (typeof faultstring === 'string') expect(said).toBe(faultstring)
  else expect(said).toMatch(faultstring)
  const found = serviceFault(result)
  expect([found.signal, found.code, found.category, found.status]).toEqual(['soap-fault', code, category, 500])
  expect(found.reasons.map(reason => reason.texts)).toEqual([[said]])
  expect(found.message).toBe(said.trim())
}

function outcomesOf(result: Answered['result']): readonly string[] {
  const reply: Reply = result._unsafeUnwrap()
  return reply.outcomes.map(one => (one.result.isOk() ? one.operation : `${one.operation} refused`))
}

/** A list as node-soap writes one: a colon before a name keeps a prefix away from it. */
function listOf(type: string, items: readonly object[], itemType = type): object {
  return {
    attributes: {
      'xmlns:soapenc': 'http://schemas.xmlsoap.org/soap/encoding/',
      'soapenc:arrayType': `perl:${type}[${items.length}]`,
    },
    ':Item': items.map(item => ({
      attributes: { xsi_type: { type: itemType, prefix: 'perl', xmlns: PERL } },
      ...item,
    })),
  }
}

/** Calls an operation of the OpenAir WSDL by node-soap, and reads the raw reply: node-soap's own reading is not used. */
async function asked(operation: string, input: object | null, session?: string) {
  const wsdl = join(import.meta.dirname, '../../wsdl/openair.wsdl')
  const client: Client = await createClientAsync(wsdl, { strict: true, endpoint: url })
  if (session !== undefined) client.addSoapHeader({ SessionHeader: { sessionId: session } }, '', 'oair', OPENAIR)
  const replied = new Promise<{ body: string; status: number }>(resolve => {
    client.on('response', (body: string, reply: { status: number }) => resolve({ body, status: reply.status }))
  })
  client[`${operation}Async`](input).catch(() => undefined)
  const { body, status } = await replied
  const signature = parse(body)._unsafeUnwrap().root.child('Body')?.children[0]?.children.map(outline).join(' ') ?? ''
  return { signature, result: normalize({ status, headers: { 'content-type': 'text/xml' }, body }) }
}
