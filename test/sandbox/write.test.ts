import { describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox.ts'
import { open, post, request, results, send, statuses, tokenLogin } from './exchange.ts'

const add = (type: string, fields: string, attributes = '') =>
  `<Add type="${type}" ${attributes}><${type}>${fields}</${type}></Add>`
const modify = (type: string, id: string, fields: string, attributes = '') =>
  `<Modify type="${type}" ${attributes}><${type}><id>${id}</id>${fields}</${type}></Modify>`
const remove = (type: string, id: string) => `<Delete type="${type}"><${type}><id>${id}</id></${type}></Delete>`

async function status(sandbox: Sandbox, command: string): Promise<string | undefined> {
  return (await statuses(sandbox, command))[1]
}

describe('Add', () => {
  test('answers with the id and the fields sent, and stores times of its own', async () => {
    const sandbox = await open({ speed: 0, startsAt: Date.UTC(2025, 2, 4, 17, 6, 7) })
    const text = await results(sandbox, add('Customer', '<name>North Pier</name><externalid>H-8</externalid>'))
    const [customer] = sandbox.openAir.records('Customer')
    expect(text).toBe(
      `<Add status="0"><Customer><id>${customer?.id}</id><name>North Pier</name><externalid>H-8</externalid></Customer></Add>`,
    )
    const created = { year: '2025', month: '03', day: '04', hour: '12', minute: '06', second: '07', timezone: '' }
    expect(customer).toMatchObject({ name: 'North Pier', created: { Date: created }, updated: { Date: created } })
  })

  test('with lookup inserts once and updates from then on', async () => {
    const sandbox = await open()
    const upsert = (name: string) =>
      add('Customer', `<externalid>H-8</externalid><name>${name}</name>`, 'lookup="externalid"')
    const first = await results(sandbox, upsert('One'))
    const second = await results(sandbox, upsert('Two'))
    expect(second).toBe(first.replace('One', 'Two'))
    expect(sandbox.openAir.records('Customer').map(record => record.name)).toEqual(['Two'])
  })

  test('with lookup and several matches is refused and changes nothing', async () => {
    const sandbox = await open()
    sandbox.openAir.put('Customer', { name: 'a', code: '7' })
    sandbox.openAir.put('Customer', { name: 'b', code: '7' })
    expect(await status(sandbox, add('Customer', '<code>7</code><name>c</name>', 'lookup="code"'))).toBe('852')
    expect(sandbox.openAir.records('Customer').map(record => record.name)).toEqual(['a', 'b'])
  })

  test.each([
    ['an unknown lookup field', '910', add('Customer', '<name>a</name>', 'lookup="nme"')],
    ['a lookup by external id where there is none', '916', add('Task', '<hours>1</hours>', 'lookup="externalid"')],
    ['an unknown type', '603', add('Custumer', '<name>a</name>')],
    ['no object', '4', '<Add type="Customer"/>'],
    ['two objects', '3', '<Add type="Customer"><Customer/><Customer/></Add>'],
    ['an object of another type', '3', '<Add type="Customer"><Project/></Add>'],
    ['a user', '836', add('User', '<nickname>x</nickname>')],
    ['a customer without a name', '824', add('Customer', '<notes>x</notes>')],
    ['a task without a timesheet', '809', add('Task', '<hours>1</hours>')],
    ['a task on no timesheet', '809', add('Task', '<timesheetid>1</timesheetid>')],
    ['a project of no customer', '859', add('Project', '<name>x</name><customerid>1</customerid>')],
    ['a project of something odd', '801', add('Project', '<name>x</name><customerid>one</customerid>')],
    ['a slip on no invoice', '825', add('Slip', '<invoiceid>1</invoiceid>')],
    ['a ticket in no envelope', '817', add('Ticket', '<envelopeid>1</envelopeid>')],
    ['a ticket in something odd', '892', add('Ticket', '<envelopeid>e</envelopeid>')],
    ['a booking of no type', '830', add('Booking', '<booking_typeid>1</booking_typeid>')],
    ['a booking of nobody', '891', add('Booking', '<userid>1</userid>')],
    ['a booking of an odd user', '829', add('Booking', '<userid>me</userid>')],
    ['an entry of no project', '813', add('Projecttask', '<projectid>1</projectid>')],
    ['an entry of an odd project', '862', add('Projecttask', '<projectid>p</projectid>')],
    ['an item of no order', '879', add('Purchase_item', '<purchaseorderid>1</purchaseorderid>')],
    ['an item of an odd order', '905', add('Purchase_item', '<purchaseorderid>o</purchaseorderid>')],
    ['a reference to nothing', '0', add('Project', '<name>x</name><customerid>0</customerid><userid/>')],
  ])('%s is %s', async (_what, code, command) => {
    const sandbox = await open()
    expect(await status(sandbox, command)).toBe(code)
  })

  test.each([
    ['852', 'Customer', '<name>a</name><externalid>7</externalid>'],
    ['802', 'Envelope', '<number>7</number>'],
    ['828', 'Invoice', '<number>7</number>'],
    ['904', 'Purchaseorder', '<number>7</number>'],
    ['917', 'Issue', '<number>7</number>'],
    ['943', 'Project', '<name>a</name>'],
    ['814', 'Projecttask', '<id_number>7</id_number>'],
  ])('a second one with the same key is %s in %s', async (code, type, fields) => {
    const sandbox = await open()
    expect(await statuses(sandbox, add(type, fields) + add(type, fields))).toEqual(['0', '0', code])
    expect(sandbox.openAir.records(type)).toHaveLength(1)
  })

  test('a project name may come back under another customer, and after a delete', async () => {
    const sandbox = await open()
    const [a, b] = [sandbox.openAir.put('Customer', { name: 'a' }), sandbox.openAir.put('Customer', { name: 'b' })]
    const project = (customer: string) => add('Project', `<name>x</name><customerid>${customer}</customerid>`)
    expect(await statuses(sandbox, project(a) + project(b) + project(a))).toEqual(['0', '0', '0', '943'])
    const id = String(sandbox.openAir.records('Project')[0]?.id)
    expect(await statuses(sandbox, remove('Project', id) + project(a))).toEqual(['0', '0', '0'])
  })

  test('a closed timesheet takes no entries, a closed envelope no receipts', async () => {
    const sandbox = await open()
    const sheet = sandbox.openAir.put('Timesheet', { status: 'S' })
    const envelope = sandbox.openAir.put('Envelope', { status: 'A' })
    const commands =
      add('Task', `<timesheetid>${sheet}</timesheetid>`) + add('Ticket', `<envelopeid>${envelope}</envelopeid>`)
    expect(await statuses(sandbox, commands)).toEqual(['0', '821', '820'])
  })

  test('an entry names a task of its own project', async () => {
    const sandbox = await open()
    const { put } = sandbox.openAir
    const [sheet, one, two] = [put('Timesheet', {}), put('Project', { name: '1' }), put('Project', { name: '2' })]
    const task = put('Projecttask', { projectid: one })
    const entry = (project: string, projecttask: string) =>
      add(
        'Task',
        `<timesheetid>${sheet}</timesheetid><projectid>${project}</projectid><projecttaskid>${projecttask}</projecttaskid>`,
      )
    expect(await statuses(sandbox, entry(one, task) + entry(two, task) + entry(one, '1'))).toEqual([
      '0',
      '0',
      '913',
      '815',
    ])
  })
})

describe('custom fields', () => {
  const custom = (fields: string, attributes = 'enable_custom="1"') =>
    add('Project', `<name>n</name>${fields}`, attributes)

  test('are stored with enable_custom and left out without', async () => {
    const sandbox = await open()
    await send(sandbox, custom('<region__c>a</region__c>', ''))
    await send(sandbox, add('Project', '<name>m</name><region__c>b</region__c>', 'enable_custom="1"'))
    expect(sandbox.openAir.records('Project').map(record => record.region__c)).toEqual([undefined, 'b'])
  })

  test('a value that is too long is 1106 with a text, and the record is saved without it', async () => {
    const sandbox = await open()
    sandbox.openAir.customField('Project', 'region__c', { maxLength: 3 })
    expect(await results(sandbox, custom('<region__c>west</region__c><other__c>x</other__c>'))).toBe(
      '<Add status="1106"><errors>region__c: longer than 3 characters</errors></Add>',
    )
    expect(sandbox.openAir.records('Project')).toMatchObject([{ name: 'n', other__c: 'x' }])
    expect(sandbox.openAir.performed).toMatchObject([{ status: '1106', id: sandbox.openAir.records('Project')[0]?.id }])
  })

  test('a value that must be unique is 1104 with a text, and nothing is saved', async () => {
    const sandbox = await open()
    sandbox.openAir.customField('Project', 'tag__c', { unique: true })
    const first = sandbox.openAir.put('Project', { name: 'first', tag__c: '7' })
    expect(await results(sandbox, custom('<tag__c>7</tag__c>'))).toBe(
      '<Add status="1104"><errors>The value of tag__c is used by another record</errors></Add>',
    )
    expect(sandbox.openAir.records('Project')).toHaveLength(1)
    expect(await status(sandbox, modify('Project', first, '<tag__c>7</tag__c>', 'enable_custom="1"'))).toBe('0')
  })

  test.each([
    ['1100', { checkbox: true }, 'yes'],
    ['0', { checkbox: true }, '1'],
    ['1101', { values: ['a', 'b'] }, 'c'],
    ['0', { values: ['a', 'b'] }, 'b'],
    ['1106', {}, 'x'.repeat(256)],
    ['0', {}, 'x'.repeat(255)],
  ])('%s where the rule is %o', async (code, rule, value) => {
    const sandbox = await open()
    sandbox.openAir.customField('Project', 'f__c', rule)
    expect(await status(sandbox, custom(`<f__c>${value}</f__c>`))).toBe(code)
  })
})

describe('Modify', () => {
  test('replaces the fields sent and leaves the others', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Customer', { name: 'a', notes: 'n', code: '1' })
    expect(await status(sandbox, modify('Customer', id, '<name>b</name><notes/>'))).toBe('0')
    expect(sandbox.openAir.records('Customer')).toMatchObject([{ id, name: 'b', notes: '', code: '1' }])
  })

  test('checks what it changes, but not against the record itself', async () => {
    const sandbox = await open()
    const [a, b] = ['a', 'b'].map(name => sandbox.openAir.put('Customer', { name, externalid: name }))
    const commands = [
      modify('Customer', a ?? '', '<externalid>a</externalid>'),
      modify('Customer', b ?? '', '<externalid>a</externalid>'),
      modify('Customer', '1', '<name>x</name>'),
      modify('Customer', '', '<name>x</name>'),
      modify('Customer', b ?? '', '<userid>1</userid>'),
    ]
    expect(await statuses(sandbox, commands.join(''))).toEqual(['0', '0', '852', '601', '601', '891'])
  })

  test('a nickname that another user has is 818, and the user keeps their own', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('User', { nickname: 'otto' })
    const commands = [
      modify('User', id, '<nickname>mara</nickname>'),
      modify('User', id, '<nickname>otto</nickname>'),
      modify('User', id, '<nickname>olaf</nickname>'),
    ]
    expect(await statuses(sandbox, commands.join(''))).toEqual(['0', '818', '0', '0'])
    expect(sandbox.openAir.records('User').map(user => user.nickname)).toEqual(['mara', 'olaf'])
  })

  test('a slip on an invoice stays there', async () => {
    const sandbox = await open()
    const [one, two] = [sandbox.openAir.put('Invoice', {}), sandbox.openAir.put('Invoice', {})]
    const slip = sandbox.openAir.put('Slip', { invoiceid: one })
    const commands =
      modify('Slip', slip, `<invoiceid>${two}</invoiceid>`) +
      remove('Slip', slip) +
      modify('Slip', slip, '<notes>x</notes>')
    expect(await statuses(sandbox, commands)).toEqual(['0', '823', '819', '0'])
  })

  test('a closed timesheet and its entries cannot be changed', async () => {
    const sandbox = await open()
    const sheet = sandbox.openAir.put('Timesheet', { status: 'A' })
    const task = sandbox.openAir.put('Task', { timesheetid: sheet })
    const commands =
      modify('Task', task, '<hours>2</hours>') + modify('Timesheet', sheet, '<notes>x</notes>') + remove('Task', task)
    expect(await statuses(sandbox, commands)).toEqual(['0', '821', '821', '821'])
  })
})

describe('ModifyOnCondition', () => {
  const START = Date.UTC(2025, 0, 1, 15)
  const since = (hour: number, zone = '') =>
    `<Date><year>2025</year><month>1</month><day>1</day><hour>${hour}</hour><minute>0</minute><second>0</second>${zone}</Date>`
  const change = (id: string, date: string) =>
    `<ModifyOnCondition type="Customer" condition="if-not-updated"><Customer><id>${id}</id><name>b</name></Customer>${date}</ModifyOnCondition>`

  test.each([
    ['updated at ten, seen at ten', since(10), '0', 'b'],
    ['updated at ten, seen at eleven', since(11), '0', 'b'],
    ['updated at ten, seen at nine', since(9), '1200', 'a'],
    ['updated at ten, seen at fifteen in Greenwich', since(15, '<timezone>+0000</timezone>'), '0', 'b'],
    ['updated at ten, seen at fourteen in Greenwich', since(14, '<timezone>+0000</timezone>'), '1200', 'a'],
    ['without a date', '', '4', 'a'],
    ['with an empty date', '<Date/>', '944', 'a'],
  ])('%s', async (_what, date, code, name) => {
    const sandbox = await open({ speed: 0, startsAt: START })
    const id = sandbox.openAir.put('Customer', { name: 'a' })
    expect(await status(sandbox, change(id, date))).toBe(code)
    expect(sandbox.openAir.records('Customer')[0]?.name).toBe(name)
  })

  test('another condition is 2001, a missing record 601', async () => {
    const sandbox = await open()
    const commands = change('1', since(9)).replace('if-not', 'if') + change('1', since(9))
    expect(await statuses(sandbox, commands)).toEqual(['0', '2001', '601'])
  })
})

describe('Delete', () => {
  test('works once', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Customer', { name: 'a' })
    expect(await statuses(sandbox, remove('Customer', id) + remove('Customer', id))).toEqual(['0', '0', '601'])
    expect(sandbox.openAir.records('Customer')).toEqual([])
  })

  test('waits for what depends on the record', async () => {
    const sandbox = await open()
    const customer = sandbox.openAir.put('Customer', { name: 'a' })
    const project = sandbox.openAir.put('Project', { name: 'p', customerid: customer })
    const commands = remove('Customer', customer) + remove('Project', project) + remove('Customer', customer)
    expect(await statuses(sandbox, commands)).toEqual(['0', '701', '0', '0'])
  })
})

describe('a request of many commands', () => {
  test('has no transaction: each stands alone, in order', async () => {
    const sandbox = await open()
    const commands = `${add('Customer', '<name>a</name>') + add('Customer', '')}<Nonsense/>${add('Customer', '<name>b</name>')}`
    expect(await results(sandbox, commands)).toMatch(
      /^<Add status="0">.*<\/Add><Add status="824"\/><Nonsense status="5"\/><Add status="0">.*<\/Add>$/,
    )
    expect(
      sandbox.openAir.performed.map(({ call, index, command, status: code }) => [call, index, command, code]),
    ).toEqual([
      [1, 0, 'Add', '0'],
      [1, 1, 'Add', '824'],
      [1, 3, 'Add', '0'],
    ])
  })

  test.each([
    ['auth', '<response><Auth status="555"/></response>'],
    ['commands', `<response><Auth status="0"/>${'<Add status="555"/>'.repeat(3)}</response>`],
  ] as const)('with too many objects is 555 on %s, and nothing is done', async (overLimit, expected) => {
    const sandbox = await open({ overLimit, limits: { objectsPerRequest: 2 } })
    expect(await send(sandbox, add('Customer', '<name>a</name>').repeat(3))).toBe(expected)
    expect(sandbox.openAir.performed).toEqual([])
    expect(await statuses(sandbox, add('Customer', '<name>a</name>').repeat(2))).toEqual(['0', '0', '0'])
  })

  test('takes 1,000 objects and no more', async () => {
    const sandbox = await open({ limits: { commandsPerRequest: 2_000 } })
    const codes = await statuses(sandbox, add('Customer', '<name>a</name>').repeat(1_000))
    expect(codes).toEqual(Array.from({ length: 1_001 }, () => '0'))
    expect(await statuses(sandbox, add('Customer', '<name>a</name>').repeat(1_001))).toEqual(['555'])
  })

  test('with too many commands is 855', async () => {
    const sandbox = await open({ limits: { commandsPerRequest: 2 } })
    expect(await statuses(sandbox, '<Whoami/><Whoami/><Whoami/>')).toEqual(['855'])
  })
})

describe('the other commands', () => {
  const user = (nickname: string, address = '<addr><Address><email>o@example.org</email></Address></addr>') =>
    `<CreateUser><Company><nickname>harbor</nickname></Company><User><nickname>${nickname}</nickname><password>p w</password>${address}</User></CreateUser>`

  test('CreateUser makes a user who can sign in, whose password nobody reads back', async () => {
    const sandbox = await open()
    const text = await results(sandbox, user('otto'))
    expect(text).toMatch(/^<CreateUser status="0"><User><id>\d+<\/id><nickname>otto<\/nickname>/)
    const login = '<Auth><Login><company>harbor</company><user>otto</user><password>p w</password></Login></Auth>'
    const reply = await post(sandbox, request(sandbox, `${login}<Whoami/>`))
    expect(reply.text).toContain('<nickname>otto</nickname>')
    expect(text + reply.text + JSON.stringify(sandbox.openAir.records('User'))).not.toContain('p w')
  })

  test.each([
    ['203', '<CreateUser/>'],
    ['203', user('')],
    ['201', user('otto').replace('harbor', 'elsewhere')],
    ['202', user('mara')],
    ['1422', user('otto', '')],
    ['841', user('otto', '<addr><Address><email>o</email></Address></addr>')],
  ])('a bad CreateUser is %s', async (code, command) => {
    const sandbox = await open()
    expect(await status(sandbox, command)).toBe(code)
    expect(sandbox.openAir.records('User')).toHaveLength(1)
  })

  test('Time tells sandbox time in the zone of the account', async () => {
    const sandbox = await open({ speed: 0, startsAt: Date.UTC(2025, 0, 1, 2, 3, 4) })
    sandbox.time.advance(60_000)
    expect(await results(sandbox, '<Time/>')).toBe(
      '<Time status="0"><Date><year>2024</year><month>12</month><day>31</day><hour>21</hour><minute>04</minute><second>04</second><timezone>-0500</timezone></Date></Time>',
    )
  })

  test('MakeURL gives the address as text of the result', async () => {
    const sandbox = await open()
    const url = (inside: string) =>
      results(sandbox, `<MakeURL><uid/><page>list-projects</page><app>pm</app>${inside}</MakeURL>`)
    expect(await url('')).toMatch(
      /^<MakeURL status="0">http:\/\/127\.0\.0\.1:\d+\/open\.pl\?app=pm&amp;page=list-projects&amp;uid=\d+<\/MakeURL>$/,
    )
    expect(await url('<arg><Invoice><id>1</id></Invoice></arg>')).toBe('<MakeURL status="902"/>')
    expect(await status(sandbox, '<MakeURL><page>x</page><app>zz</app></MakeURL>')).toBe('901')
  })

  test('Report is logged once for each mail', async () => {
    const sandbox = await open()
    const sheet = sandbox.openAir.put('Timesheet', {})
    const report = `<Report type="Timesheet"><Timesheet><id>${sheet}</id></Timesheet></Report>`
    expect(await statuses(sandbox, report + report + report.replace(sheet, '1'))).toEqual(['0', '0', '0', '601'])
    expect(sandbox.openAir.performed.filter(entry => entry.status === '0')).toHaveLength(2)
  })

  test('Version answers, CreateAccount is no longer offered', async () => {
    const sandbox = await open()
    expect(await statuses(sandbox, '<Version/><CreateAccount/>')).toEqual(['0', '0', '304'])
  })

  test('an Auth that is not first signs nobody in', async () => {
    const sandbox = await open()
    const reply = await post(sandbox, request(sandbox, `<Whoami/>${tokenLogin(sandbox)}`))
    expect(reply.text).toBe('<response><Whoami status="2"/><Auth status="2"/></response>')
  })

  test('put keeps a given id and what is nested, and hands out copies', async () => {
    const sandbox = await open()
    const flags = {
      Flag: [
        { name: 'a', setting: '1' },
        { name: 'b', setting: '0' },
      ],
    }
    expect(sandbox.openAir.put('Widget', { id: '77', flags })).toBe('77')
    expect(sandbox.openAir.records('Widget')).toMatchObject([{ id: '77', flags }])
    expect(await results(sandbox, '<Read type="Widget" method="all" limit="1" fields="flags"/>')).toBe(
      '<Read status="0"><Widget><flags><Flag><name>a</name><setting>1</setting></Flag><Flag><name>b</name><setting>0</setting></Flag></flags></Widget></Read>',
    )
  })
})
