import { describe, expect, test } from 'vitest'
import { faultline } from './captured.ts'

const reply = (results: readonly string[]) => `<response><Auth status="0"/>${results.join('')}</response>`
const explain = async (body: string) => (await faultline(['explain', '-'], { stdin: body, columns: 80, env })).stdout
const env = { NO_COLOR: '1' }
const done = '<Add status="0"/>'
const closed = '<Modify status="821"/>'
const wrong = (words: string) => `<Add status="1106"><errors>${words}</errors></Add>`

/** 1,000 commands: every 40th is refused without words, another 25 with words of their own. */
const thousand = reply(
  Array.from({ length: 1000 }, (_, n) => (n % 40 === 19 ? closed : n % 40 === 39 ? wrong(`Row ${n} is odd`) : done)),
)

describe('a long batch', () => {
  test('of 1,000 commands with 50 failures is told on one screen', async () => {
    const rows = (await explain(thousand)).trimEnd().split('\n')
    expect(rows[0]).toBe('-: 50 of 1000 commands refused, 950 ok (openair-xml)')
    expect(rows.filter(row => /^ {2}\S/.test(row))).toEqual(['  Modify, 25 times: refused', '  Add, 25 times: refused'])
    expect(rows.length).toBeLessThan(40)
    expect(rows.filter(row => row.length > 80)).toEqual([])
  })

  test('names the places of failures that are alike, neighbors drawn together', async () => {
    const text = await explain(reply([closed, done, closed, closed, closed, done, closed]))
    expect(text).toContain(
      '  Modify, 5 times: refused\n    at        #0, #2-4, #6\n    category  business-rule (service)\n',
    )
    expect(text.match(/ code {6}821$/gm)).toHaveLength(1)
  })

  test('shows some of the words that differ, the most frequent first, and counts the others', async () => {
    const text = await explain(reply([...[1, 2, 3, 4, 5, 6].map(n => wrong(`odd ${n}`)), wrong('even'), wrong('even')]))
    const says = [...text.matchAll(/^ {4}says {6}(.*)$/gm)].map(match => match[1])
    expect(says).toEqual([
      '#6-7: even',
      '#0: odd 1',
      '#1: odd 2',
      '#2: odd 3',
      '#3: odd 4',
      'and 2 others, which --json shows',
    ])
  })

  test('says once what is common to all', async () => {
    const text = await explain(reply([wrong('even'), wrong('even'), done]))
    expect(text.match(/^ {4}says {6}even$/gm)).toHaveLength(1)
  })

  test('does not draw together what differs in operation, code or applied', async () => {
    const text = await explain(reply([closed, '<Add status="821"/>', wrong('even'), closed.replace('821', '862')]))
    expect(text.match(/^ {2}#\d \w+: refused$/gm)).toEqual([
      '  #0 Modify: refused',
      '  #1 Add: refused',
      '  #2 Add: refused',
      '  #3 Modify: refused',
    ])
  })

  test('behind a refused sign-in is told once for each operation', async () => {
    const results = Array.from({ length: 500 }, (_, n) => (n % 2 === 0 ? '<Add status="2"/>' : '<Read status="2"/>'))
    const text = await explain(`<response><Auth status="408"/>${results.join('')}</response>`)
    expect([...text.matchAll(/^ {2}also {6}(\w+ \(\d+ times\) 2 collateral):/gm)].map(match => match[1])).toEqual([
      'Add (250 times) 2 collateral',
      'Read (250 times) 2 collateral',
    ])
  })

  test('of a command that is alone says so without a count of one of one', async () => {
    expect(await explain(reply([closed]))).toMatch(/^-: refused, 1 command \(openair-xml\)\n {2}#0 Modify: refused\n/)
  })

  test('told in a reply under another status has failed, which is not refused', async () => {
    const { stdout } = await faultline(['explain', '--status', '503', '-'], { stdin: reply([done, closed]) })
    expect(stdout).toMatch(/^-: 2 of 2 commands failed \(openair-xml\)\n {2}#0 Add: not an answer of the API\n/)
  })
})

describe('nothing is told twice', () => {
  test.each<[sentence: string, args: readonly string[], stdin: string, once: RegExp]>([
    ['the status of a page', ['--status', '502'], '<html>oh</html>', /HTTP 502/g],
    ['that a body is empty', [], '', /empty body/g],
    ['where a document is cut off', [], '<response><Auth status="0"/><Add sta', /line 1, column \d+/g],
  ])('%s', async (_, args, stdin, once) => {
    const { stdout } = await faultline(['explain', ...args, '-'], { stdin })
    expect(stdout.match(once)).toHaveLength(1)
  })
})
