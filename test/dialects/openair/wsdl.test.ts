import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Client, createClientAsync, type IHttpClient } from 'soap'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { addressFields, recordFields } from '../../../src/dialects/openair/records.ts'
import type { XmlElement } from '../../../src/xml/element.ts'
import { parse } from '../../../src/xml/parse.ts'

const FILE = join(import.meta.dirname, '../../../wsdl/openair.wsdl')
const OPERATIONS = 'https://www.openair.com/OAirService'
const TYPES = 'http://namespaces.soaplite.com/perl'
const ENCODING = 'http://schemas.xmlsoap.org/soap/encoding/'

/** What each operation takes and answers: part, colon, type. `A-` is an array of it. */
const DOCUMENTED = `
  login(login_par: LoginParams) loginReturn: LoginResult
  logout() status: string
  read(method: A-ReadRequest) readReturn: A-ReadResult
  add(objects: A-oaBase) addReturn: A-UpdateResult
  modify(attributes: A-Attributes, objects: A-oaBase) modifyReturn: A-UpdateResult
  upsert(attributes: A-Attributes, objects: A-oaBase) upsertReturn: A-UpdateResult
  delete(objects: A-oaBase) deleteReturn: A-UpdateResult
  submit(requests: A-SubmitRequest) submitReturn: A-SubmitResult
  approve(requests: A-ApproveRequest) approveReturn: A-ApproveResult
  reject(requests: A-RejectRequest) rejectReturn: A-RejectResult
  unapprove(requests: A-UnapproveRequest) unapproveReturn: A-UnapproveResult
  createUser(user: oaUser, company: oaCompany) return: UpdateResult
  whoami() whoamiReturn: oaUser
  makeURL(requests: A-MakeURLRequest) MakeURLReturn: A-MakeURLResult
  servertime() servertimeReturn: oaDate
  version(name: string, number: string) versionReturn: VersionResult
`
const OLD = `
  createAccount(user: oaUser, company: oaCompany) return: UpdateResult
  servertimeWithTimezone(attributes: A-Attributes) servertimeReturn: oaDate
  runReport(runReportRequest: RunReportRequest) runReportReturn: RunReportResult
  getCrystalInfo() getCrystalInfoReturn: CrystalResult
`

/** Members of the types that are no records. `A-` is an array, `B` an oaBase, `?` may be left out; else a text. */
const HELPERS = `
  LoginParams api_namespace api_key company user password client version
  LoginResult sessionId url
  SessionHeader sessionId accessToken?
  Attribute name value
  ReadRequest method fields attributes:A-Attributes type objects:A-oaBase
  ReadResult objects:A-oaBase errors:A-oaBase
  UpdateResult id errors:A-oaBase status
  SubmitRequest attributes:A-Attributes submit:oaBase approval:oaBase
  ApproveRequest attributes:A-Attributes approve:oaBase approval:oaBase
  RejectRequest attributes:A-Attributes reject:oaBase approval:oaBase
  UnapproveRequest attributes:A-Attributes unapprove:oaBase approval:oaBase
  SubmitResult id approval_warnings approval_errors log errors:A-oaBase status
  ApproveResult id approval_warnings approval_errors log errors:A-oaBase status approval_status?
  RejectResult id approval_warnings approval_errors log errors:A-oaBase status approval_status?
  UnapproveResult id approval_warnings approval_errors log errors:A-oaBase status approval_status?
  MakeURLRequest uid page app arg:oaBase
  MakeURLResult url errors:A-oaBase status
  RunReportRequest reportid
  RunReportResult status
  VersionResult number url size
  CrystalResult db_id crystal_host crystal_port
`

/** How many fields the published description of 2016 counts. */
const COUNTED = `
  Project 105, Projectstage 16, Projecttask 47, Projecttaskassign 18, Projectassign 11, Issue 26, User 105,
  Company 33, Customer 94, Contact 36, Vendor 35, Department 9, Timesheet 25, Task 35, Timetype 12, Jobcode 12,
  Schedulerequest 24, Booking 29, BookingType 11, ResourceRequest 18, LoadedCost 15, Slip 55, Invoice 39, Payment 13,
  Agreement 16, Customerpo 16, Projectbillingrule 65, Projectbillingtransaction 32, Envelope 31, Ticket 46,
  Reimbursement 13, Item 21, Purchaseorder 36, Purchase_item 36, Category 18, Costcenter 10, Currency 5,
  Currencyrate 6, Filterset 10, CustField 28, HierarchyNode 13, ImportExport 7, Attachment 16, Report 11, Error 3,
  Approval 2, Switch 2, Date 6, Address 18, FieldAttribute 2, Module 2, Term 2, RateLimit 1
`

/** Types of the SOAP API that the XML API's list of records does not have, and why. */
const SOAP_ONLY: Readonly<Record<string, string>> = {
  oaAddress: 'nested in a record there, and listed as addressFields',
  oaApproval: 'an argument of submit and its relatives there, no record',
  oaBase: 'what all of them extend',
  oaDate: 'nested in a field there',
  oaFieldAttribute: 'of no use to a program so far',
  oaModule: 'of no use to a program so far',
  oaSwitch: 'the Flag there',
  oaTerm: 'of no use to a program so far',
}

/** Fields that hold a nested address in the XML API, and what comes before its members here. */
const PREFIXES: Readonly<Record<string, string>> = {
  addr: 'addr_',
  billingaddr: 'billing_addr_',
  contactaddr: 'contact_addr_',
}

const root = parse(readFileSync(FILE, 'utf8'))._unsafeUnwrap().root
const lines = (table: string): string[] =>
  table
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
const nameOf = (element: XmlElement): string => element.attribute('name') ?? ''
const called = (elements: readonly XmlElement[], name: string): XmlElement => {
  const found = elements.filter(one => nameOf(one) === name)
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} elements are called ${name}`)
  return found[0]
}
const inside = (element: XmlElement, ...path: string[]): XmlElement =>
  path.reduce((at, name) => {
    const child = at.child(name)
    if (child === undefined) throw new Error(`${at.name} ${nameOf(at)} has no ${name}`)
    return child
  }, element)

const schema = inside(root, 'types', 'schema')
const types = schema.all('complexType')
const portType = inside(root, 'portType')
const binding = inside(root, 'binding')
const service = inside(root, 'service')

const recordTypes = types.filter(type => type.child('complexContent')?.child('extension') !== undefined)
const arrayTypes = types.filter(type => type.child('complexContent')?.child('restriction') !== undefined)
const helperTypes = types.filter(type => type.child('sequence') !== undefined && nameOf(type) !== 'oaBase')
const fieldsOf = (type: XmlElement) => inside(type, 'complexContent', 'extension', 'sequence').all('element')

/** `perl:ArrayOfReadRequest` as `A-ReadRequest`, `xsd:string` as `string`. */
const short = (type: string | undefined) => (type ?? '').replace(/^\w+:/, '').replace(/^ArrayOf/, 'A-')
const signatureOf = (operation: XmlElement) => {
  const [takes = [], gives = []] = ['input', 'output'].map(direction => {
    const message = (inside(operation, direction).attribute('message') ?? '').replace(/^oair:/, '')
    return called(root.all('message'), message)
      .all('part')
      .map(part => `${nameOf(part)}: ${short(part.attribute('type'))}`)
  })
  return `${nameOf(operation)}(${takes.join(', ')}) ${gives.join(', ')}`
}

describe('the WSDL of the OpenAir SOAP API', () => {
  test('has the documented operations, then the old ones, with their parts', () => {
    expect(portType.all('operation').map(signatureOf)).toEqual([...lines(DOCUMENTED), ...lines(OLD)])
  })

  test('is rpc/encoded over SOAP 1.1, with the namespace and the action of each operation', () => {
    expect(inside(binding, 'binding').attribute('style')).toBe('rpc')
    expect(inside(binding, 'binding').attribute('transport')).toBe('http://schemas.xmlsoap.org/soap/http')
    for (const operation of binding.all('operation')) {
      expect(inside(operation, 'operation').attribute('soapAction')).toBe(`${OPERATIONS}#${nameOf(operation)}`)
      for (const body of [inside(operation, 'input', 'body'), inside(operation, 'output', 'body')]) {
        expect(body.attribute('use')).toBe('encoded')
        expect(body.attribute('encodingStyle')).toBe(ENCODING)
        expect(body.attribute('namespace')).toBe(OPERATIONS)
      }
    }
    expect(binding.all('operation').map(nameOf)).toEqual(portType.all('operation').map(nameOf))
  })

  test('binds the session header to every operation but login and version', () => {
    const without = binding.all('operation').filter(one => inside(one, 'input').child('header') === undefined)
    expect(without.map(nameOf)).toEqual(['login', 'version'])
    const headers = binding.all('operation').flatMap(one => inside(one, 'input').all('header'))
    expect(new Set(headers.map(one => `${one.attribute('message')} ${one.attribute('part')}`))).toEqual(
      new Set(['oair:Header SessionHeader']),
    )
  })

  test('carries the names of the published one', () => {
    expect([portType, binding, service, inside(service, 'port')].map(nameOf)).toEqual([
      'OAirServiceHandler',
      'OAirServiceSoapBinding',
      'OAirServiceHandlerService',
      'OAirService',
    ])
    expect([root.attribute('targetNamespace'), schema.attribute('targetNamespace')]).toEqual([OPERATIONS, TYPES])
  })

  test('has an address to which no password can travel', () => {
    const { hostname } = new URL(inside(service, 'port', 'address').attribute('location') ?? '')
    expect(hostname.endsWith('.invalid')).toBe(true)
  })

  test('declares helper types with members that are required and may be nil', () => {
    const found = helperTypes.map(type => {
      const members = inside(type, 'sequence').all('element')
      expect(members.map(one => one.attribute('nillable'))).toEqual(members.map(() => 'true'))
      const written = members.map(one => {
        const kind = short(one.attribute('type'))
        const optional = one.attribute('minOccurs') === '0' ? '?' : ''
        return `${nameOf(one)}${kind === 'string' ? '' : `:${kind}`}${optional}`
      })
      return [nameOf(type), ...written].join(' ')
    })
    expect(found).toEqual(lines(HELPERS))
  })

  test('declares lists as arrays of SOAP', () => {
    for (const type of arrayTypes) {
      const restriction = inside(type, 'complexContent', 'restriction')
      expect(restriction.attribute('base')).toBe('soapenc:Array')
      const item = inside(restriction, 'attribute').attribute('arrayType') ?? ''
      expect(item).toMatch(/^perl:\w+\[\]$/)
      const plural = nameOf(type) === 'ArrayOfAttributes' ? 's' : ''
      expect(nameOf(type)).toBe(`ArrayOf${short(item).replace('[]', '')}${plural}`)
      expect(nameOf(called(types, short(item).replace('[]', '')))).not.toBe('')
    }
  })

  test('declares records that extend oaBase, with fields that are optional and never nil', () => {
    expect(inside(called(types, 'oaBase'), 'sequence').children).toEqual([])
    for (const type of recordTypes) {
      expect(inside(type, 'complexContent', 'extension').attribute('base')).toBe('perl:oaBase')
      const fields = fieldsOf(type)
      expect(
        fields.filter(one => one.attribute('minOccurs') !== '0' || one.attribute('nillable') !== undefined),
      ).toEqual([])
      const lists = fields.filter(one => one.attribute('type') !== 'xsd:string')
      for (const one of lists) {
        expect(`${nameOf(one)}: ${short(one.attribute('type'))}`).toMatch(
          /^(attributes: A-Attributes|flags: A-oaSwitch)$/,
        )
      }
    }
  })

  test('refers to no type and no message that it does not have', () => {
    const used = [...schema.all('complexType').flatMap(all), ...root.all('message').flatMap(all)]
      .map(one => one.attribute('type'))
      .filter(type => type !== undefined)
    expect(new Set(used.filter(type => !/^(xsd:string|perl:\w+)$/.test(type)))).toEqual(new Set())
    for (const type of new Set(used.filter(one => one.startsWith('perl:')))) called(types, type.replace('perl:', ''))
    expect(new Set(types.map(nameOf)).size).toBe(types.length)
  })

  test('has every record type of the XML API, and no other without a reason', () => {
    const found = recordTypes.map(nameOf).concat('oaBase')
    const expected = [...Object.keys(recordFields).map(type => `oa${type}`), ...Object.keys(SOAP_ONLY)]
    expect(found.sort()).toEqual(expected.sort())
  })

  test.each(Object.entries(recordFields))('%s has the fields of the XML API, its addresses flat', (type, fields) => {
    const flat = (fields as readonly string[]).flatMap(field => {
      const prefix = PREFIXES[field]
      return prefix === undefined ? [field] : addressFields.map(part => `${prefix}${part}`)
    })
    expect(
      fieldsOf(called(types, `oa${type}`))
        .map(nameOf)
        .sort(),
    ).toEqual(flat.sort())
  })

  test('has as many fields in each type as were counted', () => {
    const counted = Object.fromEntries(
      COUNTED.split(',').map(entry => {
        const [type = '', count] = entry.trim().split(' ')
        return [`oa${type}`, Number(count)]
      }),
    )
    const found = recordTypes.map(type => [nameOf(type), new Set(fieldsOf(type).map(nameOf)).size])
    expect(Object.fromEntries(found)).toEqual(counted)
    expect(fieldsOf(called(types, 'oaAddress')).map(nameOf)).toEqual([...addressFields])
  })

  test('is what the package gives out', () => {
    const own = createRequire(import.meta.url).resolve('faultline/openair.wsdl')
    expect(own).toBe(FILE)
  })
})

describe('node-soap with the WSDL', () => {
  test('loads it in strict mode without a warning, and describes every operation', async () => {
    const said: unknown[] = []
    for (const level of ['error', 'warn', 'log'] as const) {
      const spy = vi.spyOn(console, level).mockImplementation((...parts) => void said.push(parts))
      onTestFinished(() => spy.mockRestore())
    }
    const onWarning = (warning: Error) => void said.push(warning)
    process.on('warning', onWarning)
    onTestFinished(() => void process.off('warning', onWarning))
    const { client } = await connected()
    const described = client.describe().OAirServiceHandlerService.OAirService
    await new Promise(resolve => setImmediate(resolve))
    expect(said).toEqual([])
    expect(Object.keys(described)).toEqual(portType.all('operation').map(nameOf))
  })

  test('puts the operation into its own namespace and types into that of Perl', async () => {
    const { client, sent } = await connected()
    await client.readAsync({
      method: listOf('ReadRequest', [{ ':method': 'all', ':type': 'Project', ':fields': 'id,name' }]),
    })
    const { operation, headers, url } = sent()
    expect(headers.SOAPAction).toBe(`"${OPERATIONS}#read"`)
    expect(url).toBe(inside(service, 'port', 'address').attribute('location'))
    expect([operation.localName, operation.namespace]).toEqual(['read', OPERATIONS])
    const method = inside(operation, 'method')
    expect([method.namespace, typeNamed(method, 'arrayType')]).toEqual([undefined, `{${TYPES}}ReadRequest[1]`])
    const item = inside(method, 'Item')
    expect(typeNamed(item, 'type')).toBe(`{${TYPES}}ReadRequest`)
    expect(item.children.map(one => `${one.name}=${one.text}`)).toEqual([
      'method=all',
      'type=Project',
      'fields=id,name',
    ])
  })

  test('writes records whose type is told by xsi:type', async () => {
    const { client, sent } = await connected()
    client.addSoapHeader({ SessionHeader: { sessionId: 'none' } }, '', 'oair', OPERATIONS)
    await client.addAsync({ objects: listOf('oaBase', [{ ':name': 'Café' }, { ':name': 'B' }], 'oaProject') })
    const { operation, header } = sent()
    expect(header?.child('SessionHeader')?.child('sessionId')?.text).toBe('none')
    expect(operation.namespace).toBe(OPERATIONS)
    const objects = inside(operation, 'objects')
    expect(typeNamed(objects, 'arrayType')).toBe(`{${TYPES}}oaBase[2]`)
    expect(objects.children.map(one => typeNamed(one, 'type'))).toEqual(Array(2).fill(`{${TYPES}}oaProject`))
    expect(objects.children.map(one => one.child('name')?.text)).toEqual(['Café', 'B'])
  })

  test('writes a sign-in', async () => {
    const { client, sent } = await connected()
    await client.loginAsync({ login_par: { ':company': 'c', ':user': 'u', ':password': 'p&<' } })
    const { operation, headers } = sent()
    expect(headers.SOAPAction).toBe(`"${OPERATIONS}#login"`)
    expect([operation.localName, operation.namespace]).toEqual(['login', OPERATIONS])
    const parts = inside(operation, 'login_par').children
    expect(parts.map(one => `${one.name}=${one.text}`)).toEqual(['company=c', 'user=u', 'password=p&<'])
  })

  test.each(['logout', 'whoami', 'servertime', 'getCrystalInfo'])(
    'calls %s, which has no part, with null',
    async name => {
      const { client, sent } = await connected()
      await expect(client[`${name}Async`]({})).rejects.toThrow('invalid message definition')
      await client[`${name}Async`](null)
      expect([sent().operation.localName, sent().operation.children.length]).toEqual([name, 0])
    },
  )
})

function all(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(all)]
}

/** The name that an attribute gives, with its prefix resolved. */
function typeNamed(element: XmlElement, attribute: string): string {
  const [prefix = '', local = ''] = (element.attribute(attribute) ?? '').split(':')
  return `{${element.resolve(prefix)}}${local}`
}

/** A list as node-soap writes one: a colon before a name keeps a prefix away from it. */
function listOf(type: string, items: readonly object[], itemType = type): object {
  return {
    attributes: { 'xmlns:soapenc': ENCODING, 'soapenc:arrayType': `perl:${type}[${items.length}]` },
    ':Item': items.map(item => ({
      attributes: { xsi_type: { type: itemType, prefix: 'perl', xmlns: TYPES } },
      ...item,
    })),
  }
}

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly header: XmlElement | undefined
  readonly operation: XmlElement
}

/** A client whose requests go nowhere: each is answered by an empty Body. */
async function connected(): Promise<{ client: Client; sent: () => Sent }> {
  let last: Sent | undefined
  const httpClient = {
    request(url: string, data: string, callback: (error: null, reply: object, body: string) => void, headers: object) {
      const envelope = parse(data)._unsafeUnwrap().root
      const operation = envelope.child('Body')?.children[0]
      if (operation === undefined) throw new Error('Nothing was asked')
      last = { url, headers: headers as Sent['headers'], header: envelope.child('Header'), operation }
      callback(null, { status: 200, headers: {} }, EMPTY)
    },
  }
  const client = await createClientAsync(FILE, { strict: true, httpClient: httpClient as unknown as IHttpClient })
  const sent = () => {
    if (last === undefined) throw new Error('Nothing was sent')
    return last
  }
  return { client, sent }
}

const EMPTY = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>'
