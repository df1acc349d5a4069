import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/dialects/command.ts'
import * as account from '../../../src/dialects/openair/operations/account.ts'
import { approve } from '../../../src/dialects/openair/operations/approve.ts'
import * as change from '../../../src/dialects/openair/operations/change.ts'
import { read } from '../../../src/dialects/openair/operations/read.ts'
import { command } from '../../../src/dialects/operation.ts'
import { parse } from '../../../src/xml/parse.ts'
import { write } from '../../../src/xml/write.ts'

const text = (one: Command) => one.write().andThen(write)._unsafeUnwrap()
const issues = (one: Command) =>
  one
    .write()
    ._unsafeUnwrapErr()
    .map(({ path }) => path.join('.'))
const payload = (xml: string) => parse(xml)._unsafeUnwrap().root

const day = (name: string, year = 2025) =>
  `<${name}><Date><year>${year}</year><month>4</month><day>7</day></Date></${name}>`

describe('a command is written', () => {
  test.each<[string, Command, string]>([
    ['Read of all', command(read('Project'), {}), '<Read type="Project" method="all" limit="1000"/>'],
    [
      'Read by a field',
      command(read('Project'), { match: { customerid: 7719 }, limit: 50, offset: 0 }),
      '<Read type="Project" method="equal to" limit="0,50"><Project><customerid>7719</customerid></Project></Read>',
    ],
    [
      'Read of a user',
      command(read('Task'), { method: 'user', match: { id: 4 } }),
      '<Read type="Task" method="user" limit="1000"><User><id>4</id></User></Read>',
    ],
    [
      'Read of what an application has not had',
      command(read('Task'), { method: 'not exported', match: { application: 'ledger' } }),
      '<Read type="Task" method="not exported" limit="1000"><ImportExport><application>ledger</application></ImportExport></Read>',
    ],
    [
      'Read with filters, order and fields',
      command(read('Timesheet'), {
        filters: [
          { filter: 'newer-than', field: 'updated', date: '2025-04-07' },
          { filter: 'older-than', field: 'starts', date: '2026-04-07' },
        ],
        named: ['open-timesheets'],
        order: { field: 'id' },
        fields: ['id', 'starts'],
      }),
      '<Read type="Timesheet" method="all" limit="1000" filter="newer-than,older-than,open-timesheets" field="updated,starts" order="id,asc">' +
        `${day('x').slice(3, -4)}${day('x', 2026).slice(3, -4)}<_Return><id/><starts/></_Return></Read>`,
    ],
    [
      'Read by ids',
      command(read('Customer'), { ids: [1, '2'], idsOf: { user: [3] } }),
      '<Read type="Customer" method="all" limit="1000"><Filter type="customer"><id>1</id><id>2</id></Filter><Filter type="user"><id>3</id></Filter></Read>',
    ],
    [
      'Read with switches',
      command(read('Project'), { deleted: true, includeNondeleted: true, generic: false, clearFilterCache: true }),
      '<Read type="Project" method="all" limit="1000" deleted="1" include_nondeleted="1" clear_filter_cache="1"/>',
    ],
    [
      'Read of a custom field',
      command(read('Project'), { fields: ['region__c'] }),
      '<Read type="Project" method="all" limit="1000" enable_custom="1"><_Return><region__c/></_Return></Read>',
    ],
    [
      'Add',
      command(change.add('Customer'), { name: 'a' }),
      '<Add type="Customer"><Customer><name>a</name></Customer></Add>',
    ],
    [
      'Add with a custom field',
      command(change.add('Project'), { region__c: 'n' }),
      '<Add type="Project" enable_custom="1"><Project><region__c>n</region__c></Project></Add>',
    ],
    [
      'an upsert',
      command(change.upsert('Customer', 'externalid'), { externalid: 'H-88' }),
      '<Add type="Customer" lookup="externalid"><Customer><externalid>H-88</externalid></Customer></Add>',
    ],
    [
      'Modify',
      command(change.modify('Task'), { id: 3, date: '2025-04-07' }),
      `<Modify type="Task"><Task><id>3</id>${day('date')}</Task></Modify>`,
    ],
    [
      'ModifyOnCondition',
      command(change.modifyOnCondition('Task', '2025-04-07'), { id: 3, hours: 1.5 }),
      `<ModifyOnCondition type="Task" condition="if-not-updated"><Task><id>3</id><hours>1.5</hours></Task>${day('x').slice(3, -4)}</ModifyOnCondition>`,
    ],
    ['Delete', command(change.remove('Task'), { id: 3 }), '<Delete type="Task"><Task><id>3</id></Task></Delete>'],
    [
      'Report',
      command(change.report('Timesheet'), { id: '3' }),
      '<Report type="Timesheet"><Timesheet><id>3</id></Timesheet></Report>',
    ],
    [
      'Submit in spite of warnings',
      command(approve('Submit', 'Timesheet'), { id: 3, submitWarning: true, cc: 'a@example.org', notes: 'x' }),
      '<Submit type="Timesheet" submit_warning="1"><Timesheet><id>3</id></Timesheet><Approval><cc>a@example.org</cc><notes>x</notes></Approval></Submit>',
    ],
    [
      'Reject',
      command(approve('Reject', 'Timesheet'), { id: 3 }),
      '<Reject type="Timesheet"><Timesheet><id>3</id></Timesheet></Reject>',
    ],
    [
      'CreateUser',
      command(account.createUser, {
        company: { nickname: 'c' },
        user: { addr: { email: 'e@example.org' }, nickname: 'u' },
      }),
      '<CreateUser><Company><nickname>c</nickname></Company><User><addr><Address><email>e@example.org</email></Address></addr><nickname>u</nickname></User></CreateUser>',
    ],
    [
      'MakeURL',
      command(account.makeURL, {
        page: 'view-invoice',
        app: 'tb',
        uid: 5,
        arg: { type: 'Invoice', record: { id: 9 } },
      }),
      '<MakeURL><uid>5</uid><page>view-invoice</page><app>tb</app><arg><Invoice><id>9</id></Invoice></arg></MakeURL>',
    ],
    [
      'RemoteAuth',
      command(account.remoteAuth, { company: 'c', user: 'u', password: 'p' }),
      '<RemoteAuth><Login><company>c</company><user>u</user><password>p</password></Login></RemoteAuth>',
    ],
    ['Whoami', command(account.whoami, undefined), '<Whoami/>'],
    ['Time', command(account.time, undefined), '<Time/>'],
    ['Version', command(account.version, undefined), '<Version/>'],
    ['the rate limit', command(account.rateLimit, undefined), '<Read type="RateLimit" method="all" limit="1"/>'],
  ])('%s', (_, one, xml) => {
    expect(text(one)).toBe(xml)
  })
})

describe('an input is refused', () => {
  test.each<[string, Command, readonly string[]]>([
    ['a limit above 1,000', command(read('Project'), { limit: 1001 }), ['limit']],
    ['a limit of 0', command(read('Project'), { limit: 0 }), ['limit']],
    ['an offset below 0', command(read('Project'), { offset: -1 }), ['offset']],
    ['an unknown method', command(read('Project'), { method: 'like' }), ['method']],
    ['a method that compares with nothing', command(read('Project'), { method: 'equal to' }), ['match']],
    ['all with something to compare', command(read('Project'), { method: 'all', match: {} }), ['match']],
    ['a date in the comparison', command(read('Project'), { match: { start_date: 'soon' } }), ['match.start_date']],
    [
      'a date in a filter',
      command(read('Project'), { filters: [{ filter: 'newer-than', field: 'updated', date: '2025-02-30' }] }),
      ['filters.0.date'],
    ],
    ['a field that is no name', command(read('Project'), { fields: ['id,name'] }), ['fields.0']],
    ['a type that is no name', command(read('a b'), {}), ['type']],
    ['a type that is no name in Add', command(change.add('<x>'), { name: 'a' }), ['type']],
    ['a change without an id', command(change.modify('Project'), { name: 'a' }), ['id']],
    ['a deletion with an empty id', command(change.remove('Project'), { id: ' ' }), ['id']],
    ['an upsert without its field', command(change.upsert('Project', 'externalid'), { name: 'a' }), ['externalid']],
    ['an upsert by nothing', command(change.upsert('Project', undefined), { name: 'a' }), ['lookup']],
    ['a condition that is no date', command(change.modifyOnCondition('Task', 'now'), { id: 1 }), ['ifNotUpdatedSince']],
    ['a page without an app', command(account.makeURL, { page: 'dashboard' }), ['app']],
    ['half of the credentials', command(account.remoteAuth, { company: 'c', user: 'u' }), ['']],
    ['a user with a nested name', command(account.createUser, { company: {}, user: { name: {} } }), ['user.name']],
  ])('%s', (_, one, paths) => {
    expect(issues(one)).toEqual(paths)
  })

  test('an option that does not exist', () => {
    const [issue] = command(read('Project'), { limt: 5 }).write()._unsafeUnwrapErr()
    expect(issue?.message).toContain('limt')
  })
})

describe('a result is read', () => {
  const added = command(change.add('Project'), { name: 'a' })
  const modified = command(change.modify('Project'), { id: 4 })
  const submitted = command(approve('Submit', 'Timesheet'), { id: 4 })

  test.each<[string, Command, string, unknown]>([
    [
      'records side by side',
      command(read('Project'), {}),
      '<Read><Project><id>1</id></Project><Project><id>2</id></Project></Read>',
      [{ id: '1' }, { id: '2' }],
    ],
    ['no records', command(read('Project'), {}), '<Read status="601"/>', []],
    ['the record added', added, '<Add><Project><id>7</id><name>a</name></Project></Add>', { id: '7', name: 'a' }],
    ['a change that answers nothing', modified, '<Modify status="0"/>', { id: '4' }],
    [
      'a change that answers the record',
      modified,
      '<Modify><Project><id>4</id><name>b</name></Project></Modify>',
      { id: '4', name: 'b' },
    ],
    ['a deletion', command(change.remove('Project'), { id: 4 }), '<Delete/>', { id: '4' }],
    [
      'a submission',
      submitted,
      '<Submit><Timesheet><id>4</id><log>done</log><warnings><w>late</w><w>short</w></warnings></Timesheet></Submit>',
      { id: '4', log: 'done', warnings: 'late\nshort' },
    ],
    ['a submission that answers nothing', submitted, '<Submit/>', { id: '4' }],
    ['who is signed in', command(account.whoami, undefined), '<Whoami><User><id>5</id></User></Whoami>', { id: '5' }],
    [
      'the time',
      command(account.time, undefined),
      '<Time><Date><year>2025</year><month>4</month><day>7</day><hour>9</hour><minute>0</minute><second>1</second><timezone>-0500</timezone></Date></Time>',
      { date: '2025-04-07 09:00:01', timezone: '-0500' },
    ],
    [
      'the version by fields',
      command(account.version, undefined),
      '<Version><number>1.0</number></Version>',
      { number: '1.0' },
    ],
    ['the version by text', command(account.version, undefined), '<Version> 1.0 </Version>', { text: '1.0' }],
    [
      'an address of a page',
      command(account.makeURL, { page: 'dashboard', app: 'pm' }),
      '<MakeURL> https://pier.example/x?a=1&amp;b=2\n</MakeURL>',
      'https://pier.example/x?a=1&b=2',
    ],
    [
      'the rate limit',
      command(account.rateLimit, undefined),
      '<Read><RateLimit><remain_24h_error>99</remain_24h_error></RateLimit></Read>',
      { remain24h: 99, raw: { remain_24h_error: '99' } },
    ],
  ])('%s', (_, one, xml, output) => {
    expect(one.read(payload(xml))._unsafeUnwrap()).toEqual(output)
  })

  test.each<[string, Command, string, string]>([
    ['an addition without a record', added, '<Add/>', ''],
    ['an addition without an id', added, '<Add><Project><name>a</name></Project></Add>', 'id'],
    [
      'a text that is nested',
      command(read('Project'), {}),
      '<Read><Project><name><x>1</x></name></Project></Read>',
      '0.name',
    ],
    ['a time without a date', command(account.time, undefined), '<Time>now</Time>', 'date'],
    [
      'a rate limit that is no number',
      command(account.rateLimit, undefined),
      '<Read><RateLimit><remain_24h_error>many</remain_24h_error></RateLimit></Read>',
      'remain24h',
    ],
    ['nobody signed in', command(account.whoami, undefined), '<Whoami/>', ''],
  ])('as unreadable: %s', (_, one, xml, path) => {
    const unreadable = one.read(payload(xml))._unsafeUnwrapErr()
    expect(unreadable.issues.map(issue => issue.path.join('.'))).toContain(path)
  })
})

describe('an operation knows how safe it is to repeat', () => {
  test.each<[Command, string, number]>([
    [command(read('Project'), {}), 'read', 0],
    [command(change.add('Project'), {}), 'once', 1],
    [command(change.upsert('Project', 'externalid'), { externalid: '1' }), 'repeatable', 1],
    [command(change.modify('Project'), { id: 1 }), 'repeatable', 1],
    [command(change.modifyOnCondition('Project', '2025-01-01'), { id: 1 }), 'repeatable', 1],
    [command(change.remove('Project'), { id: 1 }), 'repeatable', 1],
    [command(change.report('Project'), { id: 1 }), 'once', 1],
    [command(approve('Approve', 'Timesheet'), { id: 1 }), 'once', 1],
    [command(account.createUser, { company: {}, user: {} }), 'once', 2],
    [command(account.makeURL, { page: 'p', app: 'a' }), 'read', 0],
    [command(account.remoteAuth, { accessToken: 't' }), 'read', 0],
    [command(account.whoami, undefined), 'read', 0],
  ])('%o: %s with %i objects', ({ asked }, idempotency, objects) => {
    expect(asked).toMatchObject({ idempotency, objects })
  })

  test('and what a refusal means once it may have been done', () => {
    const { done } = command(change.remove('Project'), { id: 4 })
    expect(done?.codes).toEqual(['601'])
    expect(done?.output()).toEqual({ id: '4', replayed: true })
    expect(command(change.add('Project'), {})).not.toHaveProperty('done')
  })
})
