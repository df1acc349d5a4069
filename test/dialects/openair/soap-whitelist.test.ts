import { describe, expect, test } from 'vitest'
import { openAirSoapDialect as dialect } from '../../../src/dialects/openair/soap-dialect.ts'
import { normalizer } from '../../../src/normalize/normalizer.ts'

const normalize = normalizer([dialect])

function outcomesOf(operation: string, content: string, count = 1) {
  const namespaces =
    'xmlns:p="http://namespaces.soaplite.com/perl" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" ${namespaces}><s:Body><o:${operation}Response xmlns:o="https://www.openair.com/OAirService">${content}</o:${operation}Response></s:Body></s:Envelope>`
  const command = { name: operation, idempotency: 'read' as const, objects: 1, output: true }
  const asked = { commands: Array.from({ length: count }, () => command) }
  const reply = normalize({ status: 200, headers: {}, body }, { dialect, asked })
  return reply._unsafeUnwrap().outcomes.map(({ result }) =>
    result.match(
      () => 'done',
      fault =>
        fault.kind === 'service'
          ? `refused ${fault.code ?? ''}`
          : `${fault.kind} ${'problem' in fault ? fault.problem : ''}`,
    ),
  )
}

const REFUSED = '<errors><item xsi:type="p:oaError"><code>401</code></item></errors><status>-1</status>'

describe('a success over SOAP is a whitelist', () => {
  test.each([
    ['whoami', `<whoamiReturn>${REFUSED}</whoamiReturn>`, 'refused 401'],
    ['whoami', '<whoamiReturn><status>-1</status></whoamiReturn>', 'refused '],
    ['whoami', '<whoamiReturn><note>hello</note></whoamiReturn>', 'shape missing-signal'],
    ['whoami', '<whoamiReturn><id>7</id></whoamiReturn>', 'done'],
    ['whoami', '<whoamiReturn xsi:type="p:oaUser"><note>hello</note></whoamiReturn>', 'done'],
    ['version', `<versionReturn>${REFUSED}</versionReturn>`, 'refused 401'],
    ['version', '<versionReturn>Internal failure</versionReturn>', 'shape missing-signal'],
    ['version', '<versionReturn>500 Internal failure</versionReturn>', 'shape missing-signal'],
    ['version', '<versionReturn xsi:nil="true"/>', 'shape missing-signal'],
    ['version', '<versionReturn xsi:type="p:VersionResult"><number xsi:nil="true"/></versionReturn>', 'done'],
    ['version', '<versionReturn><number>2.1</number></versionReturn>', 'done'],
    ['version', '<versionReturn>2.1</versionReturn>', 'done'],
    ['logout', `<status>${REFUSED}</status>`, 'refused 401'],
    ['logout', REFUSED, 'refused 401'],
    ['logout', `<logoutReturn>${REFUSED}</logoutReturn>`, 'refused 401'],
    ['logout', '<status>-1</status>', 'refused '],
    ['logout', '<logoutReturn>-1</logoutReturn>', 'shape missing-signal'],
    ['logout', '<status>Internal failure</status>', 'shape missing-signal'],
    ['logout', '<status>401</status>', 'shape missing-signal'],
    ['logout', '<status>1</status>', 'done'],
    ['logout', '<logoutReturn>Logged out</logoutReturn>', 'done'],
    ['logout', '<status xsi:nil="true"/>', 'done'],
    ['logout', '', 'done'],
    ['login', `<loginReturn><sessionId>s-1</sessionId>${REFUSED}</loginReturn>`, 'refused 401'],
    ['getCrystalInfo', '<getCrystalInfoReturn>Internal failure</getCrystalInfoReturn>', 'shape missing-signal'],
    ['getCrystalInfo', '<getCrystalInfoReturn><db_id>3</db_id></getCrystalInfoReturn>', 'done'],
    ['servertime', '<servertimeReturn>Internal failure</servertimeReturn>', 'shape missing-signal'],
    ['servertime', '<servertimeReturn><year/></servertimeReturn>', 'shape missing-signal'],
    [
      'servertime',
      '<servertimeReturn><year>2026</year><month>13</month><day>1</day></servertimeReturn>',
      'shape missing-signal',
    ],
    ['servertime', '<servertimeReturn>2026-11-26T08:00:00</servertimeReturn>', 'done'],
    ['servertime', '<servertimeReturn>2026-11-26 08:00:00</servertimeReturn>', 'done'],
    ['servertime', '<servertimeReturn><year>2026</year><month>11</month><day>26</day></servertimeReturn>', 'done'],
    ['createUser', '<createUserReturn><status>A</status><errors xsi:nil="true"/><id>7</id></createUserReturn>', 'done'],
    ['createUser', '<createUserReturn><id>7</id></createUserReturn>', 'done'],
    ['createUser', '<return><status>A</status><errors xsi:nil="true"/><id>7</id></return>', 'done'],
    ['createUser', `<createUserReturn>${REFUSED}<id xsi:nil="true"/></createUserReturn>`, 'refused 401'],
    ['createUser', '<UpdateResult><status>A</status><errors xsi:nil="true"/><id>7</id></UpdateResult>', 'done'],
  ])('%s answered by %s is %s', (operation, content, expected) => {
    expect(outcomesOf(operation, content)).toEqual([expected])
  })
})

describe('what only refers to something that the reply does not have', () => {
  const result = (content: string) => `<Array><item>${content}</item></Array>`
  const read = (record: string) => result(`<errors xsi:nil="1"/><objects>${record}</objects>`)

  test.each([
    ['errors', 'delete', result('<errors href="#gone"/><status>D</status>')],
    ['an error', 'delete', result('<errors><item href="#gone"/></errors><status>D</status>')],
    ['a status', 'submit', result('<errors xsi:nil="true"/><status href="#gone"/>')],
    ['an error beside 601', 'read', result('<errors><item><code>601</code></item><item href="#gone"/></errors>')],
    ['a record', 'read', read('<item href="#gone"/>')],
    ['one of several records', 'read', read('<item><id>1</id></item><item href="#gone"/>')],
    ['a field', 'read', read('<item><id>1</id><name href="#gone"/></item>')],
    ['a part of a date', 'read', read('<item><date><year>2026</year><hour href="#gone"/></date></item>')],
    ['a list in a record', 'read', read('<item><flags href="#gone"/></item>')],
    ['a name in such a list', 'read', read('<item><flags><item><name href="#gone"/></item></flags></item>')],
    ['the records', 'read', result('<errors xsi:nil="1"/><objects href="#gone"/>')],
    ['a result', 'add', '<Array><item href="#gone"/></Array>'],
    ['all results', 'add', '<Array href="#gone"/>'],
    ['a user', 'whoami', '<whoamiReturn><id>7</id><nickname href="#gone"/></whoamiReturn>'],
    [
      'an hour',
      'servertime',
      '<servertimeReturn><year>2026</year><month>1</month><day>2</day><hour href="#gone"/></servertimeReturn>',
    ],
    ['an end of a session', 'logout', '<status href="#gone"/>'],
  ])('is no success: %s', (_, operation, content) => {
    expect(outcomesOf(operation, content)).toEqual(['shape unexpected-element'])
  })

  test.each([
    ['a status of -1', 'delete', result('<errors href="#gone"/><status>-1</status>'), 'refused '],
    [
      'another error',
      'delete',
      result('<errors><item href="#gone"/><item><code>853</code></item></errors>'),
      'refused 853',
    ],
    ['errors of whoami', 'whoami', `<whoamiReturn>${REFUSED}<id href="#gone"/></whoamiReturn>`, 'refused 401'],
  ])('does not hide what says no: %s', (_, operation, content, expected) => {
    expect(outcomesOf(operation, content)).toEqual([expected])
  })

  test('is told from what stands in another result, which is followed', () => {
    const own = '<errors id="e"><item><code id="c">853</code></item></errors>'
    const content = `<Array><item>${own}</item><item><errors href="#e"/></item><item><errors><item><code href="#c"/></item></errors></item></Array>`
    expect(outcomesOf('delete', content, 3)).toEqual(['refused 853', 'refused 853', 'refused 853'])
  })
})
