import { describe, expect, test } from 'vitest'
import { openAirXmlDialect } from '../../src/dialects/openair/dialect.ts'
import { faultline, jsonLines } from './captured.ts'

describe('codes', () => {
  test('without a code all of them are listed, one row each', async () => {
    const { code, stdout, stderr } = await faultline(['codes', 'openair-xml'])
    const rows = stdout.trimEnd().split('\n')
    expect(rows.map(row => row.split(' ')[0])).toEqual(Object.keys(openAirXmlDialect.catalog.codes))
    expect(rows.find(row => row.startsWith('401 '))).toMatch(/^401 +authentication +\S/)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('with --json each is a line with the meaning in full', async () => {
    const { stdout } = await faultline(['codes', 'openair-xml', '--json'])
    const lines = jsonLines(stdout)
    expect(lines).toHaveLength(Object.keys(openAirXmlDialect.catalog.codes).length)
    for (const line of lines) {
      expect(line).toMatchObject({
        code: expect.stringMatching(/^\d+$/),
        category: expect.any(String),
        remedy: expect.any(String),
        applied: expect.stringMatching(/^(no|maybe|partly|yes)$/),
        title: expect.stringMatching(/\S/),
        source: expect.stringMatching(/\S/),
        known: true,
      })
    }
  })

  test('a code is looked up', async () => {
    const { code, stdout } = await faultline(['codes', 'openair-xml', '556', '--json'])
    expect(jsonLines(stdout)).toMatchObject([{ code: '556', category: 'rate-limit', remedy: 'wait', known: true }])
    expect(code).toBe(0)
  })

  test('a code is shown with what to do', async () => {
    const { code, stdout } = await faultline(['codes', 'openair-xml', '556'])
    expect(stdout).toMatch(/^556\n {2}category {2}rate-limit\n {2}means {5}\S/)
    expect(stdout).toMatch(/^ {2}remedy {4}Wait, then send the same again\.$/m)
    expect(stdout).toMatch(/^ {2}source {4}\S/m)
    expect(code).toBe(0)
  })

  test.each([['978'], ['0401'], ['__proto__'], ['']])(
    'the unknown code "%s" exits 1 with what there is to say',
    async code => {
      const asJson = await faultline(['codes', 'openair-xml', code, '--json'])
      expect(jsonLines(asJson.stdout)).toMatchObject([{ code, category: 'unknown', known: false }])
      const asText = await faultline(['codes', 'openair-xml', code])
      expect(asText.stdout).toMatch(/\(not in the catalog\)\n {2}category {2}unknown\n {2}means {5}Unknown code/)
      expect([asJson.code, asText.code]).toEqual([1, 1])
    },
  )

  test('an unknown code comes with the range it lies in', async () => {
    const { stdout } = await faultline(['codes', 'openair-xml', '978'])
    expect(stdout).toMatch(/range is about/)
  })

  test('a search finds every word, in any case', async () => {
    const { code, stdout } = await faultline(['codes', 'openair-xml', '--search', 'RATE-limit', '--json'])
    const lines = jsonLines(stdout)
    expect(lines).toContainEqual(expect.objectContaining({ code: '556' }))
    expect(lines).not.toContainEqual(expect.objectContaining({ code: '401' }))
    expect(code).toBe(0)
  })

  test('a search that finds nothing exits 1 and says so', async () => {
    const { code, stdout, stderr } = await faultline(['codes', 'openair-xml', '--search', 'submarine\x1b[2J'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe('openair-xml has no code that tells of "submarine\\x1b[2J"\n')
  })

  test('long codes leave the title a row of its own', async () => {
    const narrow = await faultline(['codes', 'soap'], { columns: 80, env: { NO_COLOR: '1' } })
    expect(narrow.stdout).toMatch(/^Client +validation\n {4}The service finds the request wrong or incomplete\nSender /)
    expect(narrow.stdout.split('\n').filter(row => row.length > 80)).toEqual([])
    const wide = await faultline(['codes', 'soap'], { columns: 160, env: { NO_COLOR: '1' } })
    expect(wide.stdout).toMatch(/^Client +validation +The service finds the request wrong or incomplete\nSender /)
  })

  test('rows fit the terminal', async () => {
    const { stdout } = await faultline(['codes', 'openair-xml'], { columns: 70, env: { NO_COLOR: '1' } })
    expect(Math.max(...stdout.split('\n').map(row => row.length))).toBeLessThanOrEqual(70)
  })
})
