import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked, AskedCommand, Reading, ReadOutcome } from '../../../src/dialects/contract.ts'
import { readOpenAirXml } from '../../../src/dialects/openair/reader.ts'
import type { XmlElement } from '../../../src/xml/element.ts'
import { parse } from '../../../src/xml/parse.ts'

function tree(text: string): XmlElement {
  const parsed = parse(text)
  if (parsed.isErr()) throw new Error(`${parsed.error.message}: ${text}`)
  return parsed.value.root
}

function command(name: string, output = false): AskedCommand {
  return { name, idempotency: 'once', objects: 1, output }
}

function ask(...names: string[]): Asked {
  return { commands: names.map(name => command(name)) }
}

function read(text: string, asked?: Asked): Reading {
  return readOpenAirXml(tree(text), asked)
}

/** `done`, the codes of a refusal, or the problem of a misshapen element, one word per outcome. */
function words(reading: Reading): string {
  switch (reading.kind) {
    case 'outcomes':
      return reading.outcomes.map(outcome => word(outcome.result)).join(' ')
    case 'refused':
      return `refused ${reading.refusals.map(refusal => refusal.code).join('+')}`
    case 'misshapen':
      return `misshapen ${reading.shape.problem} ${reading.shape.path}`
    case 'acknowledged':
      return 'acknowledged'
  }
}

function word(result: ReadOutcome['result']): string {
  if (result.kind === 'done') return 'done'
  return result.kind === 'refused' ? result.refusals.map(refusal => refusal.code).join('+') : result.shape.problem
}

function outcomesOf(reading: Reading): readonly ReadOutcome[] {
  return reading.kind === 'outcomes' ? reading.outcomes : []
}

function warningsOf(reading: Reading): readonly string[] {
  return reading.kind === 'misshapen' ? [] : reading.warnings.map(warning => warning.message)
}

function refusalOf(reading: Reading, index = 0) {
  const result = outcomesOf(reading)[index]?.result
  return result?.kind === 'refused' ? result.refusals[0] : undefined
}

describe('readOpenAirXml', () => {
  test.each([
    ['0 is a success', '<Add status="0"/>', 'done'],
    ['blanks around 0 change nothing', '<Add status=" 0 "/>', 'done'],
    ['any other number is a refusal', '<Add status="821"/>', '821'],
    ['a code is trimmed and stays a string', '<Add status=" 0605 "/>', '0605'],
    ['00 is not 0', '<Add status="00"/>', '00'],
    ['0.0 is not 0', '<Add status="0.0"/>', '0.0'],
    ['a friendly word is not 0', '<Add status="success"/>', 'success'],
    ['a missing status is not a success', '<Add/>', 'missing-signal'],
    ['an empty status is not a success', '<Add status=""/>', 'missing-signal'],
    ['a status of another case is no status', '<Add Status="0"/>', 'missing-signal'],
    ['601 on Read is an empty list', '<Read status="601"/>', 'done'],
    ['601 on Delete is a refusal', '<Delete status="601"/>', '601'],
    ['601 on read in another case is a refusal', '<read status="601"/>', '601'],
    ['1200 is a refusal', '<ModifyOnCondition status="1200"/>', '1200'],
    ['each result stands alone', '<Add status="1"/><Add status="0"/><Read status="602"/>', '1 done 602'],
    ['a sign-in has no outcome', '<Auth status="0"/><Time status="0"/>', 'done'],
    ['a sign-in alone leaves no outcome', '<Auth status="0"/>', ''],
    [
      'a second sign-in that is refused refuses what was not done',
      '<Auth status="0"/><Add status="0"/><Add status="9"/><Auth status="401"/>',
      'done 401+9 401+401',
    ],
  ])('%s', (_, inner, expected) => {
    expect(words(read(`<response>${inner}</response>`))).toBe(expected)
  })

  test.each([
    ['an unparsable request is refused', '<response status="1">stray bracket</response>', 'refused 1'],
    ['any other code on the root refuses too', '<response status=" 12 "/>', 'refused 12'],
    ['0 on the root is ignored above results', '<response status="0"><Add status="0"/></response>', 'done'],
    ['an empty response says nothing', '<response/>', 'misshapen missing-signal response'],
    ['0 on an empty response says nothing', '<response status="0"/>', 'misshapen missing-signal response'],
    ['another root is another API', '<reply status="0"/>', 'misshapen unrecognized reply'],
    ['a sign-in without status', '<response><Auth/></response>', 'misshapen missing-signal response/Auth'],
    [
      'a sign-in without status before a success',
      '<response><Auth status=""/><Add status="0"/></response>',
      'misshapen missing-signal response/Auth',
    ],
    ['a refused sign-in alone', '<response><Auth status="556"/></response>', 'refused 556'],
    [
      'a refused sign-in first, then its victims',
      '<response><Auth status="401"/><Read status="601"/><Add/><Add status="2"/></response>',
      'refused 401+601+2',
    ],
    [
      'a refused root goes before a refused sign-in',
      '<response status="1"><Auth status="2"/><Add status="2"/></response>',
      'refused 1+2+2',
    ],
    [
      'a success behind a refused sign-in stays',
      '<response><Auth status="401"/><Time status="0"/><Add status="2"/><Read status="601"/><Add/></response>',
      'done 401+2 401+601 401',
    ],
    [
      'a success under a refused root stays',
      '<response status="9"><Add status="0"/><Add status="8"/></response>',
      'done 9+8',
    ],
  ])('%s', (_, text, expected) => {
    expect(words(read(text))).toBe(expected)
  })

  test('marks what follows a refused sign-in as its victim', () => {
    const reading = read('<response><Auth status="401">no</Auth><Add/><Read status="2"/></response>')
    expect(reading).toEqual({
      kind: 'refused',
      refusals: [
        { signal: 'status-attribute', level: 'authentication', code: '401', texts: ['no'] },
        {
          signal: 'status-attribute',
          level: 'command',
          code: '2',
          texts: [],
          operation: 'Read',
          index: 1,
          evidence: { victim: true },
        },
      ],
      warnings: [],
    })
  })

  test('mentions the refused sign-in where every command was done without it', () => {
    const reading = read('<response><Auth status="401"/><Time status="0"/></response>', ask('Time'))
    expect(words(reading)).toBe('done')
    expect(reading).toMatchObject({ warnings: [{ level: 'authentication', code: '401' }] })
  })

  test('gives the words of an unparsable request trimmed', () => {
    expect(read('<response status="1">\n open quote, line 4 \n</response>')).toEqual({
      kind: 'refused',
      refusals: [{ signal: 'status-attribute', level: 'control', code: '1', texts: ['open quote, line 4'] }],
      warnings: [],
    })
  })
})

describe('the words of a refusal', () => {
  test.each([
    ['stand in errors', '<Add status="1106"><errors> no berth </errors></Add>', ['no berth']],
    ['may be absent', '<Add status="1106"/>', []],
    ['may be blank', '<Add status="1106"> <errors> </errors> </Add>', []],
    [
      'stand in the command itself',
      '<Add status="8">half done<errors>and why</errors></Add>',
      ['half done', 'and why'],
    ],
    ['stand in the record', '<Submit status="1002"><Timesheet><errors>a</errors></Timesheet></Submit>', ['a']],
    [
      'stand in several records',
      '<Submit status="1002"><Timesheet><errors>a</errors></Timesheet><Envelope><errors>b</errors></Envelope></Submit>',
      ['a', 'b'],
    ],
    [
      'end with the log',
      '<Submit status="1002"><Timesheet><log>l</log><errors>a</errors></Timesheet></Submit>',
      ['a', 'l'],
    ],
    [
      'stand in children, each a text of its own',
      '<Add status="9"><errors>two<error><field>x</field><text>bad</text></error><error>y</error></errors></Add>',
      ['two', 'x', 'bad', 'y'],
    ],
    ['repeat where errors repeats', '<Add status="9"><errors>a</errors><errors>b</errors></Add>', ['a', 'b']],
    ['are not those of an Error record', '<Read status="9"><Error><text>other</text></Error></Read>', []],
    ['are not those of deeper fields', '<Add status="9"><Task><notes><errors>x</errors></notes></Task></Add>', []],
    ['may be CDATA', '<Add status="9"><errors><![CDATA[a < b]]></errors></Add>', ['a < b']],
  ])('%s', (_, inner, texts) => {
    expect(refusalOf(read(`<response>${inner}</response>`))?.texts).toEqual(texts)
  })

  test('carry warnings as evidence', () => {
    const reading = read(
      '<response><Submit status="1003"><Envelope><warnings><w>a</w><w>b</w></warnings></Envelope></Submit></response>',
    )
    expect(refusalOf(reading)).toEqual({
      signal: 'status-attribute',
      level: 'command',
      code: '1003',
      texts: [],
      operation: 'Submit',
      index: 0,
      evidence: {
        warnings: [
          { message: 'a', level: 'command', index: 0 },
          { message: 'b', level: 'command', index: 0 },
        ],
      },
    })
  })

  test.each([
    ['Submit', '<Submit status="0"><Slip><warnings>w</warnings><log>l</log></Slip></Submit>', ['w']],
    ['errors beside nothing found', '<Read status="601"><errors>none</errors></Read>', ['none']],
    ['a field of a record that was read', '<Read status="0"><Slip><warnings>w</warnings></Slip></Read>', []],
    ['the text of a URL', '<MakeURL status="0">https://pier.example/</MakeURL>', []],
  ])('of a success are warnings: %s', (_, inner, expected) => {
    const reading = read(`<response>${inner}</response>`)
    expect(words(reading)).toBe('done')
    expect(warningsOf(reading)).toEqual(expected)
  })
})

describe('errors win over a status of 0', () => {
  test.each([
    ['in the command', '<Add status="0"><errors>no berth</errors><Task><id>7</id></Task></Add>', ['no berth']],
    ['in the second of two', '<Add status="0"><errors/><errors>no berth</errors></Add>', ['no berth']],
    [
      'in the record of a Submit',
      '<Submit status="0"><Slip><errors>a</errors><log>l</log></Slip></Submit>',
      ['a', 'l'],
    ],
    ['beside records', '<Read status="0"><errors>cut off</errors><Slip><id>1</id></Slip></Read>', ['cut off']],
    ['in place of records', '<Read status="0"><errors>no limit</errors></Read>', ['no limit']],
  ])('%s', (_, inner, texts) => {
    const [outcome] = outcomesOf(read(`<response>${inner}</response>`))
    expect(outcome?.result).toMatchObject({ kind: 'refused', refusals: [{ signal: 'errors-element', texts }] })
    expect(outcome?.result).not.toHaveProperty('refusals.0.code')
  })

  test('but not where they are empty, or a field of a record that was read', () => {
    const inner =
      '<Add status="0"><errors> </errors></Add><Read status="0"><Slip><errors>a field</errors></Slip></Read>'
    expect(outcomesOf(read(`<response>${inner}</response>`)).map(({ result }) => result.kind)).toEqual(['done', 'done'])
  })
})

describe('against what was asked', () => {
  test.each([
    ['pairs by order', ['Add', 'Read'], '<Add status="0"/><Read status="602"/>', 'done 602'],
    ['pairs the nth of a name', ['Add', 'Add'], '<Add status="0"/><Add status="8"/>', 'done 8'],
    ['finds the end missing', ['Add', 'Read'], '<Add status="0"/>', 'done missing-outcome'],
    [
      'took the first of two answers for the first of three commands, though any may be missing',
      ['Add', 'Add', 'Add'],
      '<Add status="0"/><Add status="9"/>',
      'mismatched-outcome mismatched-outcome mismatched-outcome',
    ],
    [
      'finds the middle missing',
      ['Add', 'Read', 'Delete'],
      '<Add status="0"/><Delete status="0"/>',
      'done missing-outcome done',
    ],
    ['finds all missing', ['Add', 'Read'], '<Auth status="0"/>', 'missing-outcome missing-outcome'],
    ['finds all missing in an empty reply', ['Add'], '', 'missing-outcome'],
    [
      'does not guess which of a name is missing',
      ['Add', 'Add', 'Read'],
      '<Add status="0"/><Read status="0"/>',
      'mismatched-outcome mismatched-outcome done',
    ],
    [
      'does not guess which of a name is extra',
      ['Add', 'Read'],
      '<Add status="0"/><Add status="0"/><Read status="0"/>',
      'mismatched-outcome done',
    ],
    ['sets a foreign extra aside', ['Add'], '<Report status="0"/><Add status="0"/>', 'done'],
    ['takes single names in any order', ['Delete', 'Read'], '<Read status="0"/><Delete status="703"/>', '703 done'],
    ['matches names exactly', ['Add'], '<add status="0"/>', 'missing-outcome'],
    ['gives nothing where nothing was asked', [], '<Add status="0"/>', ''],
    [
      'leaves a success behind a refused sign-in uncertain where it may belong to another',
      ['Time', 'Time', 'Add'],
      '<Auth status="2"/><Time status="0"/><Add status="2"/>',
      'mismatched-outcome mismatched-outcome 2+2',
    ],
  ])('%s', (_, names, inner, expected) => {
    expect(words(read(`<response>${inner}</response>`, ask(...names)))).toBe(expected)
  })

  test('warns of each element that answers nothing asked, with its code', () => {
    const reading = read('<response><Add status="0"/><Add status="809"/><Foo/></response>', ask('Add'))
    expect(reading).toMatchObject({ warnings: [{ code: '809' }, {}] })
    expect(warningsOf(reading)).toHaveLength(2)
  })

  test.each([
    ['a success without content where content is due', '<CreateUser status="0"/>', 'CreateUser', 'unreadable-output'],
    ['white space is no content', '<Whoami status="0"> </Whoami>', 'Whoami', 'unreadable-output'],
    ['a text is content', '<MakeURL status="0">https://pier.example/</MakeURL>', 'MakeURL', 'done'],
    ['an empty list is a result of Read', '<Read status="0"/>', 'Read', 'done'],
    ['a refusal needs no content', '<CreateUser status="202"/>', 'CreateUser', '202'],
  ])('%s', (_, inner, name, expected) => {
    expect(words(read(`<response>${inner}</response>`, { commands: [command(name, true)] }))).toBe(expected)
  })

  test('gives the caller its own mark back', () => {
    const [outcome] = outcomesOf(
      read('<response><Add status="0"/></response>', { commands: [{ ...command('Add'), id: 'row-7' }] }),
    )
    expect(outcome).toMatchObject({ index: 0, operation: 'Add', id: 'row-7' })
  })
})

const names = fc.constantFrom('Add', 'Read', 'Delete', 'Submit', 'Auth', 'Time', 'errors', 'Frobnicate')
const status = fc.option(fc.constantFrom('0', ' 0 ', '00', '601', '2', '556', '1200', '', 'ok', '-1', '1e0'))
const result = fc
  .tuple(
    names,
    status,
    fc.constantFrom('', 'text', '<errors>e</errors>', '<Task><id>1</id><warnings>w</warnings></Task>'),
  )
  .map(([name, code, inner]) => `<${name}${code === null ? '' : ` status="${code}"`}>${inner}</${name}>`)
const reply = fc
  .tuple(status, fc.array(result, { maxLength: 12 }))
  .map(([code, results]) => `<response${code === null ? '' : ` status="${code}"`}>${results.join('')}</response>`)
const asked = fc
  .array(fc.constantFrom('Add', 'Read', 'Delete', 'Submit', 'Time'), { minLength: 1, maxLength: 12 })
  .map(asked => ask(...asked))

describe('laws of the reader', () => {
  test('there are as many outcomes as commands, in their order', () => {
    fc.assert(
      fc.property(reply, asked, (text, asked) => {
        const reading = read(text, asked)
        if (reading.kind !== 'outcomes') return
        expect(reading.outcomes.map(outcome => outcome.operation)).toEqual(asked.commands.map(({ name }) => name))
        expect(reading.outcomes.map(outcome => outcome.index)).toEqual(asked.commands.map((_, index) => index))
      }),
    )
  })

  test('an outcome is done only under 0, or under 601 on Read', () => {
    fc.assert(
      fc.property(reply, fc.option(asked), (text, asked) => {
        for (const { operation, result } of outcomesOf(read(text, asked ?? undefined))) {
          if (result.kind !== 'done') continue
          const { localName } = result.payload
          const code = result.payload.attribute('status')?.trim()
          expect(localName).toBe(operation)
          expect(localName === 'Read' ? ['0', '601'] : ['0']).toContain(code)
        }
      }),
    )
  })

  test('no refusal of the root or the sign-in is lost, and none is empty', () => {
    fc.assert(
      fc.property(reply, asked, (text, asked) => {
        const root = tree(text)
        const codes = [root, root.child('Auth')].map(element => element?.attribute('status')?.trim() ?? '')
        const refused = codes.filter(code => code !== '' && code !== '0')
        const reading = readOpenAirXml(root, asked)
        if (reading.kind === 'refused') {
          expect(reading.refusals.slice(0, refused.length).map(refusal => refusal.code)).toEqual(refused)
        } else if (reading.kind === 'outcomes') {
          const told = reading.warnings.map(warning => warning.code)
          expect(refused.filter(code => !told.includes(code))).toEqual([])
          for (const { result } of reading.outcomes) {
            if (result.kind === 'refused') expect(result.refusals).not.toEqual([])
          }
        } else {
          expect(refused).toEqual([])
        }
      }),
    )
  })

  test('any tree at all is read without a throw', () => {
    const element = fc.letrec<{ node: string }>(tie => ({
      node: fc
        .tuple(
          fc.constantFrom('response', 'Auth', 'Add', 'errors', 'warnings', 'log', '__proto__', 'constructor', 'x:Read'),
          fc.constantFrom('', ' status="0"', ' status="7"', ' x:status="0"', ' xmlns="urn:x"'),
          fc.oneof({ maxDepth: 4 }, fc.constantFrom('', 't', ' '), fc.array(tie('node'), { maxLength: 4 })),
        )
        .map(([name, attribute, inner]) => {
          const body = Array.isArray(inner) ? inner.join('') : inner
          return `<${name}${attribute}>${body}</${name}>`
        }),
    })).node
    fc.assert(
      fc.property(element, fc.option(asked), (inner, asked) => {
        const root = tree(`<response xmlns:x="urn:x">${inner}</response>`)
        expect(['outcomes', 'refused', 'misshapen']).toContain(readOpenAirXml(root, asked ?? undefined).kind)
      }),
    )
  })

  test('a reply of 100,000 commands is paired, whether every name fits or none does', () => {
    const commands = 100_000
    const alternating = Array.from({ length: commands }, (_, index) => (index % 2 === 0 ? 'Add' : 'Read'))
    const whole = tree(`<response>${alternating.map(name => `<${name} status="0"/>`).join('')}</response>`)
    const reversed = tree(`<response>${alternating.map(name => `<${name}x status="0"/>`).join('')}</response>`)
    expect(outcomesOf(readOpenAirXml(whole, ask(...alternating)))).toHaveLength(commands)
    expect(outcomesOf(readOpenAirXml(reversed, ask(...alternating)))).toHaveLength(commands)
  })

  test('deep and wide words are collected without recursion', () => {
    const wide = '<e>x</e>'.repeat(200_000)
    const deep = `${'<e>'.repeat(400)}x${'</e>'.repeat(400)}`
    const reading = read(`<response><Add status="9"><errors>${wide}${deep}</errors></Add></response>`)
    expect(refusalOf(reading)?.texts).toHaveLength(200_001)
  })
})
