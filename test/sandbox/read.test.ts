import { describe, expect, test } from 'vitest'
import { openAirCatalog } from '../../src/dialects/openair/catalog.ts'
import type { Sandbox } from '../../src/sandbox.ts'
import { open, passwordLogin, post, request, results, send, statuses, tokenLogin } from './exchange.ts'

const date = (year: number, month = 1, day = 1, rest = '') =>
  `<Date><year>${year}</year><month>${month}</month><day>${day}</day>${rest}</Date>`

const day = (year: number, month: number, dayOfMonth: number) => ({
  Date: { year: String(year), month: String(month), day: String(dayOfMonth) },
})

/** Three customers, four projects. */
async function harbor(): Promise<{ sandbox: Sandbox; customers: string[]; projects: string[] }> {
  const sandbox = await open()
  const { put, records } = sandbox.openAir
  const userid = String(records('User')[0]?.id)
  const customers = ['Pier', 'Dock', 'Quay'].map(name => put('Customer', { name, externalid: `X-${name}` }))
  const [pier = '', dock = ''] = customers
  const projects = [
    put('Project', { name: 'Crane', customerid: pier, rate: '9', start_date: day(2024, 5, 1), userid }),
    put('Project', { name: 'Rope', customerid: pier, rate: '10', start_date: day(2025, 2, 3), notes: '' }),
    put('Project', { name: 'Buoy', customerid: dock, rate: '100', region__c: 'north' }),
    put('Project', { name: 'Anchor', customerid: dock, rate: '20', start_date: day(2025, 6, 30) }),
  ]
  return { sandbox, customers, projects }
}

async function names(sandbox: Sandbox, read: string): Promise<string | undefined> {
  const text = await results(sandbox, read)
  const found = [...text.matchAll(/<name>(\w+)<\/name>/g)].map(match => match[1])
  return found.length > 0 ? found.join(' ') : text.match(/status="(\d+)"/)?.[1]
}

/** What the account takes and does nothing about: docs/sandbox.md says so too. */
const IGNORED = ['include_flags', 'exclude_flags', 'base_currency', 'generic', 'with_project_only']

describe('Read', () => {
  test.each(IGNORED)('takes the switch %s and answers as without it', async name => {
    const { sandbox } = await harbor()
    const read = (attribute: string) => `<Read type="Project" method="all" limit="9"${attribute}/>`
    expect(await results(sandbox, read(` ${name}="1"`))).toBe(await results(sandbox, read('')))
  })

  test('the filter approved-revenue-recognition-transactions lets everything through', async () => {
    const { sandbox } = await harbor()
    const filter = 'filter="approved-revenue-recognition-transactions"'
    expect(await names(sandbox, `<Read type="Project" method="all" limit="9" ${filter}/>`)).toBe(
      'Crane Rope Buoy Anchor',
    )
  })

  test.each([
    ['all', 'method="all" limit="10"', '', 'Crane Rope Buoy Anchor'],
    ['a page', 'method="all" limit="1,2"', '', 'Rope Buoy'],
    ['a short last page', 'method="all" limit="3,2"', '', 'Anchor'],
    ['a page beyond the end', 'method="all" limit="4,2"', '', '601'],
    ['no limit', 'method="all"', '', '605'],
    ["a limit above the account's", 'method="all" limit="0,1001"', '', '605'],
    ['a limit of nothing', 'method="all" limit="0"', '', '605'],
    ['an unreadable limit', 'method="all" limit="ten"', '', '605'],
    ['no method', 'limit="10"', '', '603'],
    ['an unknown method', 'method="some" limit="10"', '', '603'],
    ['equal to', 'method="equal to" limit="10"', '<Project><name>Buoy</name></Project>', 'Buoy'],
    ['equal to two fields', 'method="equal to" limit="9"', '<Project><name>Buoy</name><rate>1</rate></Project>', '601'],
    [
      'equal to either object',
      'method="equal to" limit="9"',
      '<Project><name>Buoy</name></Project><Project><name>Rope</name></Project>',
      'Rope Buoy',
    ],
    [
      'equal to, the element in another case',
      'method="equal to" limit="9"',
      '<PROJECT><name>Buoy</name></PROJECT>',
      'Buoy',
    ],
    ['equal to with a foreign object', 'method="equal to" limit="9"', '<Task><name>Buoy</name></Task>', '603'],
    [
      'equal to a nested date',
      'method="equal to" limit="9"',
      `<Project><start_date>${date(2025, 2, 3)}</start_date></Project>`,
      'Rope',
    ],
    [
      'an empty element, which is no condition',
      'method="equal to" limit="9"',
      '<Project><start_date/><rate>9</rate></Project>',
      'Crane',
    ],
    [
      'an empty element with empty_is_nil',
      'method="equal to" empty_is_nil="1" limit="9"',
      '<Project><start_date/></Project>',
      'Buoy',
    ],
    ['not equal to', 'method="not equal to" limit="10"', '<Project><name>Buoy</name></Project>', 'Crane Rope Anchor'],
    ['custom equal to', 'method="custom equal to" limit="10"', '<Project><region>north</region></Project>', 'Buoy'],
    ['an unknown field to compare', 'method="equal to" limit="10"', '<Project><nme>x</nme></Project>', '602'],
    [
      'a custom field without enable_custom',
      'method="equal to" limit="10"',
      '<Project><region__c>north</region__c></Project>',
      '602',
    ],
    [
      'a custom field with enable_custom',
      'method="equal to" enable_custom="1" limit="10"',
      '<Project><region__c>north</region__c></Project>',
      'Buoy',
    ],
    ['the own records of who signed in', 'method="user" limit="10"', '', 'Crane'],
    ['the records of a stranger', 'method="user" limit="10"', '<User><id>1</id></User>', '601'],
    ['an unknown field to send', 'method="all" limit="10" fields="name,nme"', '', '602'],
    ['an unknown field in _Return', 'method="all" limit="10"', '<_Return><nme/></_Return>', '602'],
    ['ascending numbers', 'method="all" limit="10" order="rate,asc"', '', 'Crane Rope Anchor Buoy'],
    [
      'descending dates, unset ones last',
      'method="all" limit="4" order="start_date,desc"',
      '',
      'Anchor Rope Crane Buoy',
    ],
    ['descending text', 'method="all" limit="2" order="name,desc"', '', 'Rope Crane'],
    ['an order by an unknown field', 'method="all" limit="2" order="nme,desc"', '', '602'],
    ['an order in no direction', 'method="all" limit="2" order="name,up"', '', '2001'],
    ['newer than', 'method="all" limit="9" filter="newer-than" field="start_date"', date(2025), 'Rope Anchor'],
    ['older than', 'method="all" limit="9" filter="older-than" field="start_date"', date(2025), 'Crane'],
    [
      'between',
      'method="all" limit="9" filter="newer-than,older-than" field="start_date,start_date"',
      date(2025) + date(2025, 6),
      'Rope',
    ],
    ['newer than without a field, by last change', 'method="all" limit="9" filter="newer-than"', date(2999), '601'],
    [
      'a date too few',
      'method="all" limit="9" filter="newer-than,older-than" field="start_date,start_date"',
      date(2025),
      '871',
    ],
    [
      'a date too many',
      'method="all" limit="9" filter="newer-than" field="start_date"',
      date(2025) + date(2026),
      '871',
    ],
    [
      'a field too few',
      'method="all" limit="9" filter="newer-than,older-than" field="start_date"',
      date(2025) + date(2026),
      '871',
    ],
    ['a filter by an unknown field', 'method="all" limit="9" filter="newer-than" field="nme"', date(2025), '602'],
    ['an unknown filter', 'method="all" limit="9" filter="constructor"', '', '2001'],
    [
      'two filters of which one has a name',
      'method="all" limit="9" filter="not-exported,newer-than" field="start_date"',
      date(2025),
      'Rope Anchor',
    ],
  ])('%s', async (_what, attributes, inside, expected) => {
    const { sandbox } = await harbor()
    expect(await names(sandbox, `<Read type="Project" ${attributes}>${inside}</Read>`)).toBe(expected)
  })

  test.each(['project', 'Projecttasks', 'Projects', '', '__proto__', 'constructor'])(
    'there is no type "%s": 603',
    async type => {
      const sandbox = await open()
      expect(await statuses(sandbox, `<Read type="${type}" method="all" limit="1"/>`)).toEqual(['0', '603'])
    },
  )

  test('sends back what was stored, nested parts among it, and dates that were never set with empty parts', async () => {
    const sandbox = await open()
    sandbox.openAir.put('Contact', {
      name: 'Ann & <Bo>',
      addr: { Address: { city: 'Bergen', email: 'ann@example.org' } },
      created: day(2025, 1, 2),
      updated: day(2025, 1, 3),
    })
    const text = await results(sandbox, '<Read type="Contact" method="all" limit="1"/>')
    expect(text).toContain('<name>Ann &amp; &lt;Bo&gt;</name>')
    expect(text).toContain('<addr><Address><city>Bergen</city><email>ann@example.org</email></Address></addr>')
    expect(text).toContain('<updated><Date><year>2025</year><month>1</month><day>3</day></Date></updated>')
    sandbox.openAir.put('Timesheet', { name: 'w' })
    expect(await results(sandbox, '<Read type="Timesheet" method="all" limit="1"/>')).toContain(
      '<starts><Date><year/><month/><day/><hour/><minute/><second/><timezone/></Date></starts>',
    )
  })

  test.each([
    ['fields', 'fields="rate,name,notes"', ''],
    ['_Return', '', '<_Return><rate/><name/><notes/></_Return>'],
  ])('%s names the fields to send, absent ones empty', async (_how, attribute, child) => {
    const { sandbox } = await harbor()
    const text = await results(sandbox, `<Read type="Project" method="all" limit="1" ${attribute}>${child}</Read>`)
    expect(text).toBe('<Read status="0"><Project><rate>9</rate><name>Crane</name><notes/></Project></Read>')
  })

  test('custom fields come only with enable_custom', async () => {
    const { sandbox } = await harbor()
    const read = (attribute: string) =>
      results(
        sandbox,
        `<Read type="Project" method="equal to" limit="1" ${attribute}><Project><name>Buoy</name></Project></Read>`,
      )
    expect(await read('')).not.toContain('region__c')
    expect(await read('enable_custom="1"')).toContain('<region__c>north</region__c>')
  })

  test('an id list narrows by reference or by the record itself', async () => {
    const { sandbox, customers, projects } = await harbor()
    const read = (type: string, ids: readonly (string | undefined)[]) =>
      names(
        sandbox,
        `<Read type="Project" method="all" limit="9"><Filter type="${type}">${ids.map(id => `<id>${id}</id>`).join('')}</Filter></Read>`,
      )
    expect(await read('customer', [customers[1], customers[2]])).toBe('Buoy Anchor')
    expect(await read('project', [projects[0], projects[3]])).toBe('Crane Anchor')
  })

  test('project reads what belongs to a project', async () => {
    const { sandbox, projects } = await harbor()
    sandbox.openAir.put('Projecttask', { name: 'Paint', projectid: projects[1] ?? '' })
    sandbox.openAir.put('Projecttask', { name: 'Weld', projectid: projects[2] ?? '' })
    const read = `<Read type="Projecttask" method="project" limit="9"><Project><id>${projects[2]}</id></Project></Read>`
    expect(await names(sandbox, read)).toBe('Weld')
  })

  test('not exported leaves out what an ImportExport marks, for that application', async () => {
    const { sandbox, projects } = await harbor()
    const mark = `<Add type="ImportExport"><ImportExport><id>${projects[0]}</id><type>Project</type><application>books</application><exported>${date(2025)}</exported></ImportExport></Add>`
    expect(await statuses(sandbox, mark + mark)).toEqual(['0', '0', '0'])
    const read = (inside: string) =>
      names(sandbox, `<Read type="Project" method="not exported" limit="9">${inside}</Read>`)
    expect(await read('')).toBe('Rope Buoy Anchor')
    expect(await read('<ImportExport><application>books</application></ImportExport>')).toBe('Rope Buoy Anchor')
    expect(await read('<ImportExport><application>other</application></ImportExport>')).toBe('Crane Rope Buoy Anchor')
    expect(sandbox.openAir.records('ImportExport')).toHaveLength(1)
  })

  test('deleted shows the deleted alone, include_nondeleted all', async () => {
    const { sandbox, projects } = await harbor()
    await send(sandbox, `<Delete type="Project"><Project><id>${projects[1]}</id></Project></Delete>`)
    const read = (attributes: string) => names(sandbox, `<Read type="Project" method="all" limit="9" ${attributes}/>`)
    expect(await read('')).toBe('Crane Buoy Anchor')
    expect(await read('deleted="1"')).toBe('Rope')
    expect(await read('deleted="1" include_nondeleted="1"')).toBe('Crane Rope Buoy Anchor')
  })

  test('open-timesheets holds for sheets and their entries', async () => {
    const sandbox = await open()
    const sheet = sandbox.openAir.put('Timesheet', { name: 'One' })
    const closed = sandbox.openAir.put('Timesheet', { name: 'Two', status: 'A' })
    sandbox.openAir.put('Task', { timesheetid: sheet, hours: '1' })
    sandbox.openAir.put('Task', { timesheetid: closed, hours: '2' })
    expect(await names(sandbox, '<Read type="Timesheet" method="all" limit="9" filter="approved-timesheets"/>')).toBe(
      'Two',
    )
    const tasks = await results(
      sandbox,
      '<Read type="Task" method="all" limit="9" filter="open-timesheets" fields="hours"/>',
    )
    expect(tasks).toBe('<Read status="0"><Task><hours>1</hours></Task></Read>')
  })

  test('nothing found is 601 or an empty success, as set', async () => {
    const sandbox = await open()
    const read = '<Read type="Project" method="all" limit="9"/>'
    const before = await results(sandbox, read)
    sandbox.openAir.answerNothingFound('empty')
    expect([before, await results(sandbox, read)]).toEqual(['<Read status="601"/>', '<Read status="0"/>'])
  })

  test('with a filter cache a token misses what came after it, until the cache is cleared', async () => {
    const sandbox = await open({ filterCache: true })
    sandbox.openAir.put('Project', { name: 'Late' })
    const read = (attributes = '') => `<Read type="Project" method="all" limit="9" ${attributes}/>`
    const byPassword = await post(sandbox, request(sandbox, passwordLogin(sandbox) + read()))
    expect(byPassword.text).toContain('Late')
    expect(await statuses(sandbox, read())).toEqual(['0', '601'])
    const fresh = await post(sandbox, request(sandbox, tokenLogin(sandbox, sandbox.openAir.issueToken()) + read()))
    expect(fresh.text).toContain('Late')
    expect(await names(sandbox, read('clear_filter_cache="1"'))).toBe('Late')
    expect(await names(sandbox, read())).toBe('Late')
  })
})

describe('Read of Error', () => {
  const lookup = (code: string, method = 'equal to', attributes = '') =>
    `<Read type="Error" method="${method}" ${attributes}><Error><code>${code}</code></Error></Read>`

  test('explains a code without a sign-in', async () => {
    const sandbox = await open()
    const { text } = await post(sandbox, request(sandbox, lookup('701')))
    expect(text).toContain('<Read status="0"><Error><code>701</code><text>')
    expect(text).toContain('</text><comment>')
  })

  test('lists the whole catalog', async () => {
    const sandbox = await open()
    const text = await results(sandbox, '<Read type="Error" method="all" limit="1000"/>')
    const codes = [...text.matchAll(/<code>(\d+)<\/code>/g)].map(match => match[1])
    expect(codes).toEqual(Object.keys(openAirCatalog.codes))
  })

  test.each([
    ['601', lookup('7777')],
    ['601', lookup('__proto__')],
    ['603', lookup('701', 'user')],
    ['605', '<Read type="Error" method="all"/>'],
  ])('%s for %s', async (code, read) => {
    const sandbox = await open()
    expect(await statuses(sandbox, read)).toEqual(['0', code])
  })

  test('a code may have no words, or words of its own', async () => {
    const sandbox = await open()
    sandbox.openAir.describe('807', {})
    sandbox.openAir.describe('9001', { text: 'New rule' })
    expect(await results(sandbox, lookup('807'))).toBe('<Read status="0"><Error><code>807</code></Error></Read>')
    expect(await results(sandbox, lookup('9001'))).toContain('<code>9001</code><text>New rule</text>')
  })
})
