import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AskedCommand, Reading } from '../../src/dialects/contract.ts'
import type { Flag, Rule } from '../../src/dialects/rule.ts'
import { rulesReader } from '../../src/dialects/rules.ts'
import { parse } from '../../src/xml/parse.ts'

const byMark: Rule = {
  each: 'I',
  item: { key: '@id' },
  ok: { at: '@s', values: ['ok'] },
  code: ['@no'],
  message: ['.'],
  operation: '@op',
}
const byPosition: Rule = { ...byMark, item: 'position' }

/** `Add#a` is an Add that was sent with the mark `a`. */
function commandsOf(written: string): AskedCommand[] {
  return written.split(' ').map(one => {
    const [name = '', id] = one.split('#')
    return { name, ...(id === undefined ? {} : { id }), idempotency: 'once', objects: 1, output: false }
  })
}

function read(items: string, asked: string, rules: readonly Rule[] = [byMark], flag?: Flag): Reading {
  const { root } = parse(`<r yes="y">${items}</r>`)._unsafeUnwrap()
  return rulesReader(rules, flag)(root, { commands: commandsOf(asked) })
}

const SHORT: Readonly<Record<string, string>> = {
  'missing-signal': 'silent',
  'missing-outcome': 'missing',
  'mismatched-outcome': 'unclear',
}

/** Each outcome in a word, in order, each at its own index. */
function brief(reading: Reading): string {
  if (reading.kind !== 'outcomes') return reading.kind
  expect(reading.outcomes.map(({ index }) => index)).toEqual(reading.outcomes.map((_, at) => at))
  return reading.outcomes
    .map(({ result }) => {
      if (result.kind === 'refused') return `no:${result.refusals.map(({ code }) => code ?? '-').join('+')}`
      return result.kind === 'done' ? 'done' : SHORT[result.shape.problem]
    })
    .join(' ')
}

const warningsOf = (reading: Reading) => ('warnings' in reading ? reading.warnings : [])

type Case = [what: string, items: string, asked: string, outcomes: string, warnings: number]

describe('an item with a mark', () => {
  test.each<Case>([
    [
      'is the outcome of its command, wherever it stands',
      '<I id="b" s="ok"/><I id="a" s="no" no="7"/>',
      'A#a B#b',
      'no:7 done',
      0,
    ],
    ['is no outcome where nobody sent the mark', '<I id="zzz" s="ok"/>', 'A#a B#b', 'missing missing', 1],
    [
      'takes nobody the place where nobody sent the mark',
      '<I id="zzz" s="ok"/><I id="a" s="ok"/>',
      'A#a B#b',
      'done missing',
      1,
    ],
    ['is missed where it stands without it', '<I s="ok"/><I id="b" s="ok"/>', 'A#a B#b', 'missing done', 1],
    [
      'is doubted where another succeeds under it too',
      '<I id="a" s="ok"/><I id="a" s="ok"/>',
      'A#a B#b',
      'unclear missing',
      2,
    ],
    [
      'is doubted where another is refused under it',
      '<I id="a" s="ok"/><I id="a" s="no"/>',
      'A#a B#b',
      'unclear missing',
      2,
    ],
    ['is doubted where another says nothing under it', '<I id="a" s="no"/><I id="a"/>', 'A#a', 'unclear', 2],
    [
      'adds its refusal to another under the same mark',
      '<I id="a" s="n" no="1"/><I id="a" s="n" no="2"/>',
      'A#a B#b',
      'no:1+2 missing',
      0,
    ],
    [
      'is no outcome where two commands share it',
      '<I id="a" s="ok"/><I id="b" s="ok"/>',
      'A#a A#a B#b',
      'unclear unclear done',
      1,
    ],
    [
      'is doubted where it names another command that was asked',
      '<I id="a" s="ok" op="B"/>',
      'A#a B#b',
      'unclear missing',
      1,
    ],
    ['may name its command in words of its own', '<I id="a" s="ok" op="AResult"/>', 'A#a B#b', 'done missing', 0],
    [
      'may be called like a member of every object',
      '<I id="__proto__" s="ok"/>',
      'A#toString B#__proto__',
      'missing done',
      0,
    ],
    ['says nothing without a value to test', '<I id="a"/>', 'A#a B#b', 'silent missing', 0],
    [
      'stands in its position where no marks were sent',
      '<I id="9001" s="ok"/><I id="9002" s="ok"/>',
      'A B',
      'done done',
      0,
    ],
  ])('%s', (_, items, asked, outcomes, warnings) => {
    const reading = read(items, asked)
    expect(brief(reading)).toBe(outcomes)
    expect(warningsOf(reading)).toHaveLength(warnings)
  })

  test('tells in its warning what nobody takes over', () => {
    const reading = read('<I id="zzz" s="no" no="7">too late</I><I id="a" s="ok"/><I id="a" s="ok"/>', 'A#a B#b')
    expect(warningsOf(reading)).toEqual([
      { message: 'It is uncertain what <I> with the mark "zzz" answers: too late', code: '7', level: 'command' },
      { message: 'It is uncertain what <I> with the mark "a" answers', level: 'command', index: 0 },
      { message: 'It is uncertain what <I> with the mark "a" answers', level: 'command', index: 0 },
    ])
  })
})

describe('an item by position', () => {
  test.each<Case>([
    ['is the outcome of the command in its place', '<I s="ok"/><I s="no" no="7"/>', 'A B', 'done no:7', 0],
    ['is missed at the end of an answer that stops early', '<I s="ok"/>', 'A B', 'done missing', 0],
    [
      'is doubted where there are more than were asked',
      '<I s="ok"/><I s="no"/><I s="ok"/>',
      'A B',
      'unclear unclear',
      3,
    ],
    ['needs no mark where the rule reads none', '<I s="ok"/><I s="ok"/>', 'A#a B#b', 'done done', 0],
    [
      'is doubted where it names another command that was asked',
      '<I op="B" s="ok"/><I op="B" s="ok"/>',
      'A B',
      'unclear done',
      1,
    ],
  ])('%s', (_, items, asked, outcomes, warnings) => {
    const reading = read(items, asked, [byPosition])
    expect(brief(reading)).toBe(outcomes)
    expect(warningsOf(reading)).toHaveLength(warnings)
  })
})

describe('an item without a test', () => {
  const mentions: Rule = {
    each: 'M',
    item: { key: '@id' },
    message: ['.'],
    code: ['@no'],
    severity: { at: '@t', map: { w: 'warning', i: 'info' } },
  }
  const flag: Flag = { at: '@yes', values: ['y'] }

  test.each([
    ['a bare warning', '<M t="w">careful</M>'],
    ['a bare information', '<M t="i">hello</M>'],
  ])('became a success for %s, which proves nothing', (_, items) => {
    expect(brief(read(items, 'A', [mentions]))).toBe('misshapen')
    expect(brief(read(items, 'A#a B#b', [mentions]))).toBe('misshapen')
  })

  test('warns about its command and refuses by errors alone', () => {
    const items = '<M t="w" id="b" no="W1">careful</M><M t="i" id="a"/><M id="a" no="1"/><M id="a" no="2"/>'
    const reading = read(items, 'A#a B#b', [mentions])
    expect(brief(reading)).toBe('no:1+2 missing')
    expect(warningsOf(reading)).toEqual([{ message: 'careful', code: 'W1', level: 'command', index: 1 }])
  })

  test('takes no position by warning', () => {
    const rule: Rule = { ...mentions, item: 'position' }
    const reading = read('<M t="w">careful</M><M no="1"/>', 'A B', [rule])
    expect(brief(reading)).toBe('no:1 missing')
    expect(warningsOf(reading)).toEqual([{ message: 'careful', level: 'command' }])
  })

  test('warns beside an overall yes, which is one to every command', () => {
    const reading = read('<M t="w" id="b">careful</M>', 'A#a B#b', [mentions], flag)
    expect(brief(reading)).toBe('done done')
    expect(warningsOf(reading)).toEqual([{ message: 'careful', level: 'command', index: 1 }])
  })

  test('warns about the item of the same mark in a recording', () => {
    const { root } = parse('<r><M t="w" id="b">careful</M><I id="a" s="ok"/><I id="b" s="ok"/></r>')._unsafeUnwrap()
    const reading = rulesReader([mentions, byMark])(root)
    expect(brief(reading)).toBe('done done')
    expect(warningsOf(reading)).toEqual([{ message: 'careful', level: 'command', index: 1 }])
  })
})

test('an overall yes is none to commands that were each to be answered and were not', () => {
  const flag: Flag = { at: '@yes', values: ['y'] }
  expect(brief(read('', 'A#a B#b', [byMark], flag))).toBe('missing missing')
  expect(brief(read('', 'A#a', [byMark], flag))).toBe('done')
})

test.each([
  ['a yes and a no', '<I s="ok" t="no" no="2"/>', 'no:2'],
  ['a no and a no', '<I s="no" t="no" no="2"/>', 'no:2+2'],
  ['a yes and silence', '<I s="ok"/>', 'silent'],
  ['a yes and a yes', '<I s="ok" t="ok"/>', 'done'],
])('two rules that find %s at the same node make one outcome of it', (_, item, expected) => {
  const first: Rule = { ...byPosition, next: 'go-on' }
  const second: Rule = { ...byPosition, ok: { at: '@t', values: ['ok'] } }
  const { root } = parse(`<r>${item}</r>`)._unsafeUnwrap()
  expect(brief(rulesReader([first, second])(root))).toBe(expected)
})

test('whatever comes back, each command has its outcome and a success is its own', () => {
  const mark = fc.constantFrom('a', 'b', 'c', 'd')
  const item = fc.record({ id: fc.option(mark), s: fc.constantFrom('ok', 'no', '') })
  fc.assert(
    fc.property(fc.uniqueArray(mark, { minLength: 1 }), fc.array(item, { maxLength: 8 }), (marks, items) => {
      const xml = items.map(({ id, s }) => `<I ${id === null ? '' : `id="${id}"`} s="${s}"/>`).join('')
      const reading = read(xml, marks.map(id => `Add#${id}`).join(' '))
      if (reading.kind !== 'outcomes') return
      expect(reading.outcomes.map(({ id, index }) => [id, index])).toEqual(marks.map((id, index) => [id, index]))
      for (const { id, result } of reading.outcomes) {
        if (result.kind === 'done') expect(items.filter(one => one.id === id)).toEqual([{ id, s: 'ok' }])
      }
    }),
  )
})
