import { describe, expect, test } from 'vitest'
import { openAirSoapDialect as dialect } from '../../../src/dialects/openair/soap-dialect.ts'
import { normalizer } from '../../../src/normalize/normalizer.ts'

const normalize = normalizer([dialect])

function outcomeOf(operation: string, content: string) {
  const namespaces =
    'xmlns:p="http://namespaces.soaplite.com/perl" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" ${namespaces}><s:Body><o:${operation}Response xmlns:o="https://www.openair.com/OAirService">${content}</o:${operation}Response></s:Body></s:Envelope>`
  const asked = { commands: [{ name: operation, idempotency: 'read' as const, objects: 1, output: true }] }
  const reply = normalize({ status: 200, headers: {}, body }, { dialect, asked })
  const result = reply._unsafeUnwrap().outcomes[0]?.result
  return result?.match(
    () => 'done',
    fault =>
      fault.kind === 'service'
        ? `refused ${fault.code ?? ''}`
        : `${fault.kind} ${'problem' in fault ? fault.problem : ''}`,
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
    ['version', '<versionReturn><number>2.1</number></versionReturn>', 'done'],
    ['version', '<versionReturn>2.1</versionReturn>', 'done'],
    ['logout', `<status>${REFUSED}</status>`, 'refused 401'],
    ['logout', REFUSED, 'refused 401'],
    ['logout', '<status>1</status>', 'done'],
    ['logout', '', 'done'],
    ['servertime', '<servertimeReturn>Internal failure</servertimeReturn>', 'shape missing-signal'],
    ['servertime', '<servertimeReturn><year/></servertimeReturn>', 'shape missing-signal'],
    ['servertime', '<servertimeReturn>2026-11-26 08:00:00</servertimeReturn>', 'done'],
    ['servertime', '<servertimeReturn><year>2026</year><month>11</month><day>26</day></servertimeReturn>', 'done'],
    ['createUser', '<createUserReturn><status>A</status><errors xsi:nil="true"/><id>7</id></createUserReturn>', 'done'],
    ['createUser', '<UpdateResult><status>A</status><errors xsi:nil="true"/><id>7</id></UpdateResult>', 'done'],
  ])('%s answered by %s is %s', (operation, content, expected) => {
    expect(outcomeOf(operation, content)).toBe(expected)
  })

  test.each([
    ['errors that stand elsewhere', 'delete', '<Array><item><errors href="#gone"/><status>D</status></item></Array>'],
    ['an error that stands elsewhere', 'delete', '<Array><item><errors><item href="#gone"/></errors></item></Array>'],
    [
      'a record that stands elsewhere',
      'read',
      '<Array><item><errors xsi:nil="1"/><objects><item href="#gone"/></objects></item></Array>',
    ],
    [
      'records that stand elsewhere',
      'read',
      '<Array><item><errors xsi:nil="1"/><objects href="#gone"/></item></Array>',
    ],
    ['a result that stands elsewhere', 'add', '<Array><item href="#gone"/></Array>'],
  ])('%s prove nothing', (_, operation, content) => {
    expect(outcomeOf(operation, content)).toBe('shape unexpected-element')
  })
})
