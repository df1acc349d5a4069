import { describe, expect, test } from 'vitest'
import { open, send } from './exchange.ts'
import {
  add,
  attributes,
  bySession,
  byToken,
  call,
  envelope,
  expectFault,
  fields,
  type Hand,
  insideArray,
  item,
  objects,
  postSoap,
  read,
  resultsOf,
} from './soap-exchange.ts'

const REFUSED = (code: string) =>
  `<UpdateResult xsi:type="namesp2:UpdateResult"><status xsi:type="xsd:string">-1</status><errors soapenc:arrayType="namesp2:oaError[1]"><item xsi:type="namesp2:oaError"><code xsi:type="xsd:string">${code}</code></item></errors><id xsi:nil="true"/></UpdateResult>`
const DONE = (letter: string, id: string) =>
  `<UpdateResult xsi:type="namesp2:UpdateResult"><status xsi:type="xsd:string">${letter}</status><errors xsi:nil="true"/><id xsi:type="xsd:string">${id}</id></UpdateResult>`

/** The texts of a field in an answer, in order. */
function all(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${name}[ >][^>]*?>?([^<>]*)</${name}>`, 'g'))].map(match => match[1] ?? '')
}

describe('the envelope', () => {
  test('a tidy answer is the same every time and names the operation in the namespace it came in', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Customer', { name: 'Pier' })
    const reply = await postSoap(
      sandbox,
      envelope(byToken(sandbox), `<OP:delete>${objects(item('oaCustomer', { id }))}</OP:delete>`),
    )
    expect([reply.status, reply.type]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(reply.text).toBe(
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:namesp2="http://namespaces.soaplite.com/perl" soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">' +
        `<soap:Body><namesp1:deleteResponse xmlns:namesp1="https://www.openair.com/OAirService"><soapenc:Array soapenc:arrayType="namesp2:UpdateResult[1]">${DONE('D', id)}</soapenc:Array></namesp1:deleteResponse></soap:Body></soap:Envelope>`,
    )
  })

  test.each<[string, Partial<Hand>]>([
    ['other prefixes', { envelope: 'SOAP-ENV', perl: 'ns7', operation: 'm:' }],
    ['the older namespace', { namespace: 'http://www.openair.com/OAirService' }],
    ['any namespace', { namespace: 'urn:whatever' }],
    ['a default namespace', { operation: '' }],
    ['items of another name', { item: 'oaBase' }],
  ])('%s make no difference', async (_what, hand) => {
    const sandbox = await open()
    const body = add(item('oaCustomer', { name: 'Pier' }))
    const { text } = await postSoap(sandbox, envelope(byToken(sandbox), body, hand))
    const [stored] = sandbox.openAir.records('Customer')
    expect(insideArray(text)).toBe(DONE('A', String(stored?.id)))
    expect(stored?.name).toBe('Pier')
    expect(text).toContain(`="${hand.namespace ?? 'https://www.openair.com/OAirService'}"`)
  })

  test.each(['no namespace at all', 'in the namespace of the operation'])(
    'a SessionHeader is accepted with %s',
    async where => {
      const sandbox = await open()
      const inside = `<accessToken>${sandbox.openAir.account.accessToken}</accessToken>`
      const name = where === 'no namespace at all' ? 'SessionHeader' : 'OP:SessionHeader'
      const { text } = await postSoap(sandbox, envelope(`<${name}>${inside}</${name}>`, '<OP:whoami/>'))
      expect(text).toContain('<whoamiReturn xsi:type="namesp2:oaUser">')
    },
  )

  test('text beyond ASCII comes in as base64 from those who send it so', async () => {
    const sandbox = await open()
    const name = Buffer.from('Zürich Quay').toString('base64')
    await call(sandbox, add(`<ITEM xsi:type="PERL:oaVendor"><name xsi:type="xsd:base64Binary">${name}</name></ITEM>`))
    expect(sandbox.openAir.records('Vendor')).toMatchObject([{ name: 'Zürich Quay' }])
  })

  test('references are followed, and an item that comes twice stands in both places', async () => {
    const sandbox = await open()
    const body =
      '<OP:add><objects href="#list"/></OP:add><multiRef id="list"><ITEM href="#one"/><ITEM href="#one"/></multiRef>' +
      '<multiRef id="one" xsi:type="PERL:oaVendor"><name href="#n"/></multiRef><multiRef id="n">Quay</multiRef>'
    await call(sandbox, body)
    expect(sandbox.openAir.records('Vendor').map(vendor => vendor.name)).toEqual(['Quay', 'Quay'])
  })
})

describe('reading', () => {
  test('records come with their type, and a list of one is a list', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Department', { name: 'Docks', created: '', updated: '' })
    expect(await resultsOf(sandbox, read('Department', 'all'))).toBe(
      '<ReadResult xsi:type="namesp2:ReadResult"><objects soapenc:arrayType="namesp2:oaDepartment[1]"><item xsi:type="namesp2:oaDepartment">' +
        `<id xsi:type="xsd:string">${id}</id><created xsi:nil="true"/><updated xsi:nil="true"/><name xsi:type="xsd:string">Docks</name>` +
        '</item></objects><errors xsi:nil="true"/></ReadResult>',
    )
  })

  test('nothing found is 601 with no records, or no error where the account answers so', async () => {
    const sandbox = await open()
    const first = await resultsOf(sandbox, read('Project', 'all'))
    sandbox.openAir.answerNothingFound('empty')
    expect(first).toBe(
      '<ReadResult xsi:type="namesp2:ReadResult"><objects xsi:nil="true"/><errors soapenc:arrayType="namesp2:oaError[1]"><item xsi:type="namesp2:oaError"><code xsi:type="xsd:string">601</code></item></errors></ReadResult>',
    )
    expect(await resultsOf(sandbox, read('Project', 'all'))).toBe(
      '<ReadResult xsi:type="namesp2:ReadResult"><objects xsi:nil="true"/><errors xsi:nil="true"/></ReadResult>',
    )
  })

  test.each([
    ['605', 'Project', 'all', {}],
    ['605', 'Project', 'all', { limit: '1001' }],
    ['603', 'project', 'all', { limit: '1' }],
    ['603', 'Project', 'some', { limit: '1' }],
    ['602', 'Project', 'all', { limit: '1', order: 'nope,asc' }],
    ['871', 'Project', 'all', { limit: '1', filter: 'newer-than' }],
  ])('%s is given to a read of %s by %s with %o', async (code, type, method, given) => {
    const sandbox = await open()
    expect(await resultsOf(sandbox, read(type, method, given))).toContain(`<code xsi:type="xsd:string">${code}</code>`)
  })

  test('several requests in one call are answered one by one', async () => {
    const sandbox = await open()
    sandbox.openAir.put('Vendor', { name: 'V' })
    const one = (type: string) => item('ReadRequest', { type, method: 'all' }, attributes({ limit: '1' }))
    const text = await call(
      sandbox,
      `<OP:read><method>${one('Vendor')}${one('Customer')}${one('User')}</method></OP:read>`,
    )
    expect(text).toContain('arrayType="namesp2:ReadResult[3]"')
    expect(all(text, 'name')).toEqual(['V', 'Quay, Mara'])
    expect(all(text, 'code')).toEqual(['601'])
  })

  test('limit pages, order sorts, and fields is a comma list in which flat names are known', async () => {
    const sandbox = await open()
    for (const name of ['c', 'a', 'b']) {
      sandbox.openAir.put('Vendor', { name, notes: 'x', addr: { Address: { city: `city ${name}`, zip: '1' } } })
    }
    const text = await call(
      sandbox,
      read('Vendor', 'all', { limit: '1,2', order: 'name,asc' }, [], fields({ fields: 'name, addr_city' })),
    )
    expect(insideArray(text).match(/<item .*<\/item>/)?.[0]).toBe(
      ['b', 'c']
        .map(
          name =>
            `<item xsi:type="namesp2:oaVendor"><name xsi:type="xsd:string">${name}</name><addr_city xsi:type="xsd:string">city ${name}</addr_city></item>`,
        )
        .join(''),
    )
  })

  test('a date filter takes its oaDate behind the filter object', async () => {
    const sandbox = await open()
    sandbox.openAir.put('Project', { name: 'early', start_date: '2025-01-01' })
    sandbox.openAir.put('Project', { name: 'late', start_date: '2025-03-01' })
    sandbox.openAir.put('Project', { name: 'other', start_date: '2025-03-01', notes: 'x' })
    const objects = [item('oaProject', { name: 'late' }), item('oaDate', { year: '2025', month: '2', day: '1' })]
    const given = { limit: '9', filter: 'newer-than', field: 'start_date' }
    expect(all(await call(sandbox, read('Project', 'equal to', given, objects)), 'name')).toEqual(['late'])
    expect(all(await call(sandbox, read('Project', 'all', given, objects.slice(1))), 'name')).toEqual(['late', 'other'])
  })

  test('an address and a date can be compared with', async () => {
    const sandbox = await open()
    await send(
      sandbox,
      '<Add type="Customer"><Customer><name>Pier</name><addr><Address><city>Delft</city><zip>1</zip></Address></addr></Customer></Add>' +
        '<Add type="Project"><Project><name>Dig</name><start_date><Date><year>2025</year><month>4</month><day>7</day></Date></start_date></Project></Add>',
    )
    const find = async (type: string, record: Readonly<Record<string, string>>) =>
      all(await call(sandbox, read(type, 'equal to', { limit: '9' }, [item(`oa${type}`, record)])), 'name')
    expect(await find('Customer', { addr_city: 'Delft' })).toEqual(['Pier'])
    expect(await find('Customer', { addr_city: 'Leiden' })).toEqual([])
    expect(await find('Project', { start_date: '2025-04-07' })).toEqual(['Dig'])
    expect(await find('Project', { start_date: '2025-04-08' })).toEqual([])
  })

  test('deleted records are read with the attribute', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Vendor', { name: 'gone' })
    await call(sandbox, `<OP:delete>${objects(item('oaVendor', { id }))}</OP:delete>`)
    expect(all(await call(sandbox, read('Vendor', 'all', { limit: '1', deleted: '1' })), 'name')).toEqual(['gone'])
  })

  test('the Error record tells what a code means, by code and all', async () => {
    const sandbox = await open()
    sandbox.openAir.describe('821', { text: 'Closed', comment: 'Reopen it' })
    const one = await call(sandbox, read('Error', 'equal to', {}, [item('oaError', { code: '821' })]))
    expect([all(one, 'code'), all(one, 'text'), all(one, 'comment')]).toEqual([['821'], ['Closed'], ['Reopen it']])
    expect(one).toContain('<item xsi:type="namesp2:oaError">')
    expect(all(await call(sandbox, read('Error', 'all', { limit: '1000' })), 'code').length).toBeGreaterThan(200)
    expectFault(await postSoap(sandbox, envelope('', read('Error', 'all'))), '9')
  })
})

describe('writing', () => {
  test('objects are carried out in order, each alone', async () => {
    const sandbox = await open()
    const body = add(item('oaCustomer', { name: 'a' }), item('oaTask', {}), item('oaCustomer', { name: 'b' }))
    const text = await resultsOf(sandbox, body)
    const [a, b] = sandbox.openAir.records('Customer')
    expect(text).toBe(DONE('A', String(a?.id)) + REFUSED('809') + DONE('A', String(b?.id)))
    expect(sandbox.openAir.performed).toEqual([
      { call: 1, index: 0, command: 'Add', operation: 'add', type: 'Customer', id: a?.id, status: '0' },
      { call: 1, index: 1, command: 'Add', operation: 'add', type: 'Task', status: '809' },
      { call: 1, index: 2, command: 'Add', operation: 'add', type: 'Customer', id: b?.id, status: '0' },
    ])
  })

  test.each([
    ['an untyped item', '<ITEM><name>x</name></ITEM>'],
    ['a nil item', '<ITEM xsi:nil="true"/>'],
    ['a type spelled in other case', item('oaCUSTOMER', { name: 'x' })],
    ['a type that is no record', item('Customer__proto__', {})],
  ])('%s is refused with 603', async (_what, odd) => {
    const sandbox = await open()
    expect(await resultsOf(sandbox, add(odd))).toBe(REFUSED('603'))
  })

  test('modify changes what was sent, clears what was sent empty and leaves what is nil or absent', async () => {
    const sandbox = await open()
    const address = { city: 'Delft', zip: '1', street: '' }
    const id = sandbox.openAir.put('Customer', {
      name: 'a',
      notes: 'n',
      code: 'c',
      web: 'w',
      addr: { Address: address },
    })
    const record = item('oaCustomer', { id, name: 'b', notes: '', addr_zip: '2' }, '<code xsi:nil="true"/>')
    const text = await resultsOf(sandbox, `<OP:modify>${objects(record, item('oaCustomer', { id: '1' }))}</OP:modify>`)
    expect(text).toBe(DONE('U', id) + REFUSED('601'))
    expect(sandbox.openAir.records('Customer')).toMatchObject([
      { name: 'b', notes: '', code: 'c', web: 'w', addr: { Address: { city: 'Delft', zip: '2' } } },
    ])
  })

  test('upsert inserts, updates the one match, and says which', async () => {
    const sandbox = await open()
    const upsert = (name: string) =>
      resultsOf(
        sandbox,
        `<OP:upsert>${attributes({ lookup: 'externalid' })}${objects(item('oaCustomer', { externalid: 'H-1', name }))}</OP:upsert>`,
      )
    const first = await upsert('a')
    const second = await upsert('b')
    const [stored] = sandbox.openAir.records('Customer')
    expect([first, second]).toEqual([DONE('A', String(stored?.id)), DONE('U', String(stored?.id))])
    expect(stored?.name).toBe('b')
    expect(sandbox.openAir.performed.map(one => [one.command, one.operation])).toEqual([
      ['Add', 'upsert'],
      ['Add', 'upsert'],
    ])
  })

  test('custom fields are written with update_custom, and add has no such attribute', async () => {
    const sandbox = await open()
    const record = item('oaProject', { name: 'p', region__c: 'north' })
    const custom = attributes({ update_custom: '1' })
    await call(sandbox, add(record))
    await call(sandbox, `<OP:add>${custom}${objects(record.replace('>p<', '>q<'))}</OP:add>`)
    await call(sandbox, `<OP:upsert>${custom}${objects(record.replace('>p<', '>r<'))}</OP:upsert>`)
    expect(sandbox.openAir.records('Project').map(one => [one.name, one.region__c])).toEqual([
      ['p', undefined],
      ['q', undefined],
      ['r', 'north'],
    ])
  })

  test('words that the service gives stand beside the code, and a record half saved has its id', async () => {
    const sandbox = await open()
    sandbox.openAir.customField('Project', 'region__c', { maxLength: 2 })
    const record = item('oaProject', { name: 'p', region__c: 'north' })
    const text = await resultsOf(
      sandbox,
      `<OP:upsert>${attributes({ update_custom: '1' })}${objects(record)}</OP:upsert>`,
    )
    const [stored] = sandbox.openAir.records('Project')
    expect([all(text, 'status'), all(text, 'code'), all(text, 'text'), all(text, 'id')]).toEqual([
      ['-1'],
      ['1106'],
      ['region__c: longer than 2 characters'],
      [stored?.id],
    ])
  })

  test('delete needs the id only and is 601 the second time', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Vendor', { name: 'v' })
    const remove = `<OP:delete>${objects(item('oaVendor', { id }))}</OP:delete>`
    expect(await resultsOf(sandbox, remove)).toBe(DONE('D', id))
    expect(await resultsOf(sandbox, remove)).toBe(REFUSED('601'))
  })

  test('an empty list of objects has an empty list of results', async () => {
    const sandbox = await open()
    expect(await call(sandbox, add())).toContain('<soapenc:Array soapenc:arrayType="namesp2:UpdateResult[0]"/>')
  })
})

describe('approvals', () => {
  const step = (name: string, id: string, more = '') =>
    `<OP:${name}><requests soapenc:arrayType="PERL:Request[1]"><ITEM>${more}<${name} xsi:type="PERL:oaTimesheet"><id>${id}</id></${name}><approval xsi:type="PERL:oaApproval"><cc/><notes>n</notes></approval></ITEM></requests></OP:${name}>`

  test('a timesheet is submitted, rejected, submitted again, approved and opened', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', { name: 't' })
    const seen = []
    for (const name of ['submit', 'reject', 'submit', 'approve', 'unapprove']) {
      const text = await call(sandbox, step(name, id))
      seen.push([/Array [^>]*="namesp2:(\w+)\[1\]"/.exec(text)?.[1], ...all(text, 'status'), ...all(text, 'log')])
    }
    expect(seen).toEqual([
      ['SubmitResult', 'U', 'Submitted by mara'],
      ['RejectResult', 'U', 'Rejected by mara'],
      ['SubmitResult', 'U', 'Submitted by mara'],
      ['ApproveResult', 'U', 'Approved by mara'],
      ['UnapproveResult', 'U', 'Approval taken back by mara'],
    ])
    expect(sandbox.openAir.records('Timesheet')).toMatchObject([{ status: 'O' }])
  })

  test('the texts of a refused step stand in the result', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', { name: 't' })
    sandbox.openAir.obstruct('Timesheet', id, { errors: 'No project', warnings: 'Late' })
    expect(await resultsOf(sandbox, step('submit', id))).toBe(
      '<SubmitResult xsi:type="namesp2:SubmitResult"><status xsi:type="xsd:string">-1</status><errors soapenc:arrayType="namesp2:oaError[1]"><item xsi:type="namesp2:oaError"><code xsi:type="xsd:string">1002</code></item></errors>' +
        `<id xsi:type="xsd:string">${id}</id><approval_errors xsi:type="xsd:string">No project</approval_errors><approval_warnings xsi:type="xsd:string">Late</approval_warnings><log xsi:type="xsd:string"/></SubmitResult>`,
    )
  })

  test('a warning holds a submission up until submit_warning says otherwise', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', { name: 't' })
    sandbox.openAir.obstruct('Timesheet', id, { warnings: 'Late' })
    const held = await call(sandbox, step('submit', id))
    const passed = await call(sandbox, step('submit', id, attributes({ submit_warning: '1' })))
    expect([all(held, 'code'), all(held, 'approval_warnings'), all(passed, 'status')]).toEqual([
      ['1003'],
      ['Late'],
      ['U'],
    ])
    expect(all(await call(sandbox, step('submit', id)), 'code')).toEqual(['1001'])
  })

  test.each(['submit', 'approve', 'reject', 'unapprove'])('%s without its record is refused', async name => {
    const sandbox = await open()
    expect(all(await call(sandbox, `<OP:${name}><requests><ITEM/></requests></OP:${name}>`), 'code')).toEqual(['603'])
  })
})

describe('the other operations', () => {
  test('createUser answers with one result, and the user can sign in on both wires', async () => {
    const sandbox = await open()
    const user = fields({ nickname: 'ada', password: 'pw', name: 'Ada', addr_email: 'a@b.c', addr_city: 'Delft' })
    const create = (company: string) =>
      `<OP:createUser><user xsi:type="PERL:oaUser">${user}</user><company xsi:type="PERL:oaCompany">${fields({ nickname: company })}</company></OP:createUser>`
    const text = await call(sandbox, create('harbor'))
    const stored = sandbox.openAir.records('User').at(-1)
    expect(text).toContain(
      `<namesp1:createUserResponse xmlns:namesp1="https://www.openair.com/OAirService">${DONE('A', String(stored?.id))}</`,
    )
    expect(stored).toMatchObject({ nickname: 'ada', addr: { Address: { email: 'a@b.c', city: 'Delft' } } })
    expect(all(await call(sandbox, create('other')), 'code')).toEqual(['201'])
    expect(all(await call(sandbox, create('harbor')), 'code')).toEqual(['202'])
  })

  test('whoami gives the fields of the user, servertime a date without zone, version what anybody may know', async () => {
    const sandbox = await open({ speed: 0, startsAt: Date.UTC(2025, 3, 7, 12) })
    expect(all(await call(sandbox, '<OP:whoami/>'), 'nickname')).toEqual(['mara'])
    expect(await call(sandbox, '<OP:servertime/>')).toContain(
      '<servertimeReturn xsi:type="namesp2:oaDate"><year xsi:type="xsd:string">2025</year><month xsi:type="xsd:string">04</month><day xsi:type="xsd:string">07</day><hour xsi:type="xsd:string">07</hour><minute xsi:type="xsd:string">00</minute><second xsi:type="xsd:string">00</second></servertimeReturn>',
    )
    const version = await postSoap(sandbox, envelope('', '<OP:version><name>x</name><number>1</number></OP:version>'))
    expect(version.text).toContain('<versionReturn xsi:type="namesp2:VersionResult"><number')
    expect(sandbox.openAir.performed.map(one => one.operation)).toEqual(['whoami', 'servertime', 'version'])
  })

  test('makeURL gives an address per request', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Project', { name: 'p' })
    const request = (page: string, arg: string) => item('MakeURLRequest', { uid: '', page, app: 'pm' }, arg)
    const arg = `<arg xsi:type="PERL:oaProject">${fields({ id })}</arg>`
    const text = await call(
      sandbox,
      `<OP:makeURL><requests>${request('list-projects', '')}${request('view-project', arg)}${request('!', '')}</requests></OP:makeURL>`,
    )
    expect(all(text, 'status')).toEqual(['1', '1', '-1'])
    expect(all(text, 'url').map(url => new URL(url.replaceAll('&amp;', '&')).searchParams.get('id'))).toEqual([
      null,
      id,
    ])
    expect(all(text, 'code')).toEqual(['901'])
  })

  test.each(['foo', 'Read', 'toString', '__proto__', 'servertimeWithTimezone'])(
    'there is no operation %s',
    async name => {
      const sandbox = await open()
      const reply = await postSoap(sandbox, envelope(byToken(sandbox), `<OP:${name}/>`))
      expect(reply.status).toBe(500)
      expect(reply.text).toContain('<faultcode>SOAP-ENV:Client</faultcode>')
      expect(reply.text).toContain(`Failed to locate method (${name}) in class`)
      expect(reply.text).not.toContain('<detail>')
    },
  )

  test.each(['read', 'add', 'modify', 'upsert', 'delete', 'submit', 'approve', 'makeURL', 'createUser'])(
    '%s without its argument is Fault 4 and does nothing',
    async name => {
      const sandbox = await open()
      expectFault(await postSoap(sandbox, envelope(byToken(sandbox), `<OP:${name}/>`)), '4')
      expect(sandbox.openAir.performed).toEqual([])
    },
  )
})

describe('two wires, one account', () => {
  test('what was written over SOAP reads right over XML', async () => {
    const sandbox = await open()
    const customer = { name: 'Pier', addr_city: 'Delft', billing_addr_zip: '2', contact_addr_email: 'a@b.c' }
    await call(sandbox, add(item('oaCustomer', customer)))
    const flags =
      '<flags soapenc:arrayType="PERL:oaSwitch[2]"><ITEM><name>a</name><setting>1</setting></ITEM><ITEM><name>b</name><setting>0</setting></ITEM></flags>'
    await call(sandbox, add(item('oaProject', { name: 'Dig', start_date: '2025-04-07', updated: '' })))
    const [user] = sandbox.openAir.records('User')
    await call(sandbox, `<OP:modify>${objects(item('oaUser', { id: String(user?.id) }, flags))}</OP:modify>`)
    const text = await send(
      sandbox,
      '<Read type="Customer" method="all" limit="1" fields="name,addr,billingaddr,contactaddr"/>' +
        '<Read type="Project" method="all" limit="1" fields="name,start_date,finish_date"/>' +
        '<Read type="User" method="all" limit="1" fields="flags"/>',
    )
    expect(text).toBe(
      '<response><Auth status="0"/><Read status="0"><Customer><name>Pier</name><addr><Address><city>Delft</city></Address></addr><billingaddr><Address><zip>2</zip></Address></billingaddr><contactaddr><Address><email>a@b.c</email></Address></contactaddr></Customer></Read>' +
        '<Read status="0"><Project><name>Dig</name><start_date><Date><year>2025</year><month>04</month><day>07</day></Date></start_date><finish_date><Date><year/><month/><day/><hour/><minute/><second/><timezone/></Date></finish_date></Project></Read>' +
        '<Read status="0"><User><flags><Flag><name>a</name><setting>1</setting></Flag><Flag><name>b</name><setting>0</setting></Flag></flags></User></Read></response>',
    )
  })

  test('what was written over XML reads right over SOAP', async () => {
    const sandbox = await open()
    const date = (parts: string) => `<Date>${parts}</Date>`
    const day = '<year>2025</year><month>4</month><day>7</day>'
    await send(
      sandbox,
      '<Add type="Customer"><Customer><name>Pier</name><addr><Address><city>Delft</city></Address></addr><billing_addr><Address><zip>2</zip></Address></billing_addr></Customer></Add>' +
        `<Add type="Project"><Project><name>Dig</name><start_date>${date(day)}</start_date><finish_date>${date(`${day}<hour>9</hour><minute>5</minute><second/><timezone>+0000</timezone>`)}</finish_date></Project></Add>`,
    )
    const customer = await call(sandbox, read('Customer', 'all', { limit: '1' }))
    expect([all(customer, 'addr_city'), all(customer, 'billing_addr_zip')]).toEqual([['Delft'], ['2']])
    const project = await call(sandbox, read('Project', 'all', { limit: '1' }))
    expect([all(project, 'start_date'), all(project, 'finish_date')]).toEqual([['2025-04-07'], ['2025-04-07 04:05:00']])
  })

  test('a flag comes back as an array of oaSwitch', async () => {
    const sandbox = await open()
    sandbox.openAir.put('Company', { nickname: 'x', flags: { Flag: [{ name: 'a', setting: '1' }] } })
    const text = await call(sandbox, read('Company', 'all', { limit: '9' }))
    expect(text).toContain(
      '<flags soapenc:arrayType="namesp2:oaSwitch[1]"><item xsi:type="namesp2:oaSwitch"><name xsi:type="xsd:string">a</name><setting xsi:type="xsd:string">1</setting></item></flags>',
    )
  })

  test('dates written as text come back as they were, with a time or without', async () => {
    const sandbox = await open()
    const dates = { start_date: '2025-04-07', finish_date: '2025-04-07 09:05:00' }
    await call(sandbox, add(item('oaProject', { name: 'p', ...dates })))
    const text = await call(sandbox, read('Project', 'all', { limit: '1' }))
    expect([all(text, 'start_date')[0], all(text, 'finish_date')[0]]).toEqual(Object.values(dates))
  })

  test('a session of SOAP knows who writes, and the journal of calls holds both wires', async () => {
    const sandbox = await open()
    await send(sandbox, '<Whoami/>')
    await call(sandbox, '<OP:whoami/>')
    await postSoap(sandbox, envelope(bySession('none'), '<OP:whoami/>'))
    expect(sandbox.calls.map(one => one.call)).toEqual([1, 2, 3])
    expect(sandbox.openAir.performed.map(one => [one.call, one.command, one.operation])).toEqual([
      [1, 'Whoami', undefined],
      [2, 'Whoami', 'whoami'],
    ])
  })
})
