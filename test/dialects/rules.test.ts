import { describe, expect, test } from 'vitest'
import type { Asked, Reading } from '../../src/dialects/contract.ts'
import type { Flag, Rule } from '../../src/dialects/rule.ts'
import { rulesReader } from '../../src/dialects/rules.ts'
import { parse } from '../../src/xml/parse.ts'

function read(xml: string, rules: readonly Rule[], flag?: Flag, asked?: Asked): Reading {
  return rulesReader(rules, flag)(parse(xml)._unsafeUnwrap().root, asked)
}

/** The verdict in one line: what was done, what was refused with which code, what is misshapen. */
function brief(reading: Reading): string {
  switch (reading.kind) {
    case 'refused':
      return `refused ${reading.refusals.map(one => one.code ?? '-').join(' ')}`
    case 'outcomes':
      return reading.outcomes
        .map(({ result }) => (result.kind === 'refused' ? `no:${result.refusals[0]?.code ?? '-'}` : result.kind))
        .join(' ')
    case 'misshapen':
      return `${reading.shape.problem} at ${reading.shape.path}`
    case 'acknowledged':
      return 'acknowledged'
  }
}

const status: Rule = { ok: { at: '@status', values: ['0', '00'] }, code: ['@status'], message: ['error', '.'] }

describe('a rule with `ok`', () => {
  test.each([
    ['a listed value', '<r status="00"/>', 'done'],
    ['a listed value with blanks around', '<r status=" 0 "/>', 'done'],
    ['another value', '<r status="000"/>', 'refused 000'],
    ['no value', '<r/>', 'missing-signal at r/@status'],
    ['an empty value', '<r status=""/>', 'missing-signal at r/@status'],
    ['the word null', '<r status="null"/>', 'missing-signal at r/@status'],
  ])('reads %s', (_, xml, expected) => {
    expect(brief(read(xml, [status]))).toBe(expected)
  })

  test.each([
    ['49', 'done'],
    ['-1', 'refused -1'],
    ['50', 'refused 50'],
    ['007', 'done'],
    ['7.5', 'done'],
    ['1e1', 'refused 1e1'],
    ['0x1', 'refused 0x1'],
    ['9'.repeat(400), `refused ${'9'.repeat(400)}`],
  ])('compares %s with a range and never makes it a number', (value, expected) => {
    const rule: Rule = { ok: { at: 'c', range: [0, 49] }, code: ['c'] }
    expect(brief(read(`<r><c>${value}</c></r>`, [rule]))).toBe(expected)
  })

  test.each([
    ['OK: 1234', 'done'],
    ['REJECT: 15', 'refused 15'],
  ])('matches %s', (value, expected) => {
    const split = { of: 'message', matches: /^REJECT:\s*(?<code>\d+)/ } as const
    expect(brief(read(`<r>${value}</r>`, [{ ok: { at: '.', matches: /^OK\b/ }, message: ['.'], split }]))).toBe(
      expected,
    )
  })

  test('wants every value to mean success', () => {
    const rule: Rule = { ok: { at: 'part/@s', values: ['ok'] }, code: ['part[@s!=ok]/@s'] }
    expect(brief(read('<r><part s="ok"/><part s="ok"/></r>', [rule]))).toBe('done')
    expect(brief(read('<r><part s="ok"/><part s="late"/></r>', [rule]))).toBe('refused late')
  })

  test.each([
    ['pass', 'done'],
    ['fail', 'refused -'],
  ] as const)('takes a missing value for `%s` where it says so', (absent, expected) => {
    expect(brief(read('<r/>', [{ ok: { at: '@s', values: ['0'], absent } }]))).toBe(expected)
  })
})

describe('a rule without `ok`', () => {
  const errors: Rule = { each: 'errors/error', code: ['@no'], message: ['.'], field: ['@on'] }

  test('refuses with every node that it finds', () => {
    expect(read('<r><errors><error no="1" on="a">x</error><error no="2">y</error></errors></r>', [errors])).toEqual({
      kind: 'refused',
      warnings: [],
      refusals: [
        { signal: 'error-element', level: 'response', code: '1', texts: ['x'], field: 'a' },
        { signal: 'error-element', level: 'response', code: '2', texts: ['y'] },
      ],
    })
  })

  test('proves nothing where it finds none, unless it says so', () => {
    expect(brief(read('<r/>', [errors]))).toBe('missing-signal at r')
    expect(brief(read('<r/>', [{ ...errors, absent: 'pass' }]))).toBe('done')
  })
})

describe('severity', () => {
  const rule: Rule = {
    each: 'm',
    code: ['@no'],
    message: ['.'],
    severity: { at: '@s', map: { E: 'error', W: 'warning', I: 'info' } },
  }
  const flag: Flag = { at: '@ok', values: ['yes'], message: ['@why'] }

  test('keeps warnings as warnings, drops information, and takes the unlisted for errors', () => {
    const reading = read('<r ok="yes"><m s="W" no="1">w</m><m s="I">i</m></r>', [rule], flag)
    expect(brief(reading)).toBe('done')
    expect(reading).toMatchObject({ warnings: [{ message: 'w', code: '1' }] })
    expect(brief(read('<r ok="yes"><m s="?" no="2"/></r>', [rule], flag))).toBe('refused 2')
    expect(brief(read('<r ok="yes"><m s="toString" no="3"/></r>', [rule], flag))).toBe('refused 3')
  })

  test('does not take a warning for a yes', () => {
    expect(brief(read('<r><m s="W"/></r>', [rule]))).toBe('missing-signal at r')
  })

  test('can be the same for all nodes', () => {
    expect(read('<r ok="yes"><m/></r>', [{ each: 'm', severity: 'warning' }], flag)).toMatchObject({
      kind: 'outcomes',
      warnings: [{ message: 'The service gave a warning without words' }],
    })
  })
})

describe('the flag', () => {
  const rule: Rule = { each: 'e', code: ['@no'] }
  const flag: Flag = { at: '@ok', values: ['yes'], code: ['@ok'], message: ['@why'] }
  test.each([
    ['says yes', '<r ok="yes"/>', 'done'],
    ['says no and no error is listed', '<r ok="no" why="because"/>', 'refused no'],
    ['says no and an error is listed', '<r ok="no"><e no="7"/></r>', 'refused 7'],
    ['says yes over a listed error', '<r ok="yes"><e no="7"/></r>', 'refused 7'],
    ['is missing', '<r/>', 'missing-signal at r/@ok'],
    ['is missing beside a listed error', '<r><e no="7"/></r>', 'refused 7'],
  ])('%s', (_, xml, expected) => {
    expect(brief(read(xml, [rule], flag))).toBe(expected)
  })

  test('counts only for the roots it is for', () => {
    const rules: Rule[] = [{ when: ['s'], ok: { at: '.', values: ['fine'] } }]
    expect(brief(read('<s>fine</s>', rules, { ...flag, when: ['r'] }))).toBe('done')
  })
})

describe('items', () => {
  const rule: Rule = {
    each: 'item',
    item: { key: '@id' },
    ok: { at: '@s', values: ['0'] },
    code: ['@s'],
    operation: '@op',
  }
  const command = (name: string, id?: string) => ({
    name,
    ...(id === undefined ? {} : { id }),
    idempotency: 'once' as const,
    objects: 1,
    output: true,
  })

  test('become an outcome each, with its own verdict', () => {
    const reading = read('<r><item id="x" s="0" op="add"/><item s="601"/><item id="z"/></r>', [rule])
    expect(brief(reading)).toBe('done no:601 misshapen')
    expect(reading).toMatchObject({
      outcomes: [
        { index: 0, operation: 'add', id: 'x' },
        { index: 1, operation: 'item' },
        { index: 2, operation: 'item', id: 'z' },
      ],
    })
  })

  test('are found by the mark that was sent, and come in the order of the request', () => {
    const asked = { commands: [command('A', 'x'), command('B', 'y'), command('C', 'z')] }
    const reading = read('<r><item id="z" s="0"/><item id="x" s="9"/></r>', [rule], undefined, asked)
    expect(reading).toMatchObject({
      outcomes: [
        { index: 0, operation: 'A', id: 'x', result: { kind: 'refused' } },
        { index: 1, operation: 'B', id: 'y', result: { kind: 'misshapen', shape: { problem: 'missing-outcome' } } },
        { index: 2, operation: 'C', id: 'z', result: { kind: 'done' } },
      ],
      warnings: [],
    })
  })

  test('that are done beside a refusal of the whole make it a refusal in part', () => {
    const rules: Rule[] = [rule, { each: 'fatal', code: ['@no'] }]
    expect(read('<r><item s="0"/><fatal no="1"/></r>', rules)).toMatchObject({
      kind: 'refused',
      refusals: [{ code: '1', evidence: { partly: true } }],
    })
  })

  test('cannot hide a flag that says no', () => {
    expect(brief(read('<r ok="no"><item s="0"/></r>', [rule], { at: '@ok', values: ['yes'] }))).toBe('refused -')
    expect(brief(read('<r ok="no"><item s="1"/></r>', [rule], { at: '@ok', values: ['yes'] }))).toBe('no:1')
  })

  test('warn where their severity says so', () => {
    const warned: Rule = { ...rule, message: ['.'], severity: { at: '@v', map: { W: 'warning' } } }
    const reading = read('<r><item s="0"/><item s="510" v="W">late</item></r>', [warned])
    expect(brief(reading)).toBe('done done')
    expect(reading).toMatchObject({ warnings: [{ message: 'late', code: '510', index: 1 }] })
  })
})

describe('rules in order', () => {
  const first: Rule = { ok: { at: 'a', values: ['0'] }, code: ['a'] }
  const second: Rule = { ok: { at: 'b', values: ['0'] }, code: ['b'] }

  test('stop at the first refusal, or go on where told', () => {
    expect(brief(read('<r><a>1</a><b>2</b></r>', [first, second]))).toBe('refused 1')
    expect(brief(read('<r><a>1</a><b>2</b></r>', [{ ...first, next: 'go-on' }, second]))).toBe('refused 1 2')
    expect(brief(read('<r><a>0</a><b>2</b></r>', [first, second]))).toBe('refused 2')
  })

  test('make no success while one of them found no signal', () => {
    expect(brief(read('<r><a>0</a></r>', [first, second]))).toBe('missing-signal at r/b')
  })

  test('count only for the roots they name', () => {
    const rules: Rule[] = [
      { when: ['Refusal'], code: ['@no'] },
      { when: ['*Reply', '{urn:x}Done'], ok: { at: '@s', values: ['0'] } },
    ]
    expect(brief(read('<Refusal no="1"/>', rules))).toBe('refused 1')
    expect(brief(read('<AddReply s="0"/>', rules))).toBe('done')
    expect(brief(read('<Done s="0" xmlns="urn:x"/>', rules))).toBe('done')
    expect(brief(read('<Done s="0"/>', rules))).toBe('missing-signal at Done')
  })
})

describe('pairs', () => {
  const rule: Rule = {
    pairs: { each: 'member', key: 'name', value: 'value' },
    ok: { at: 'code', range: [0, 1999] },
    code: ['code'],
    message: ['reason', 'msg'],
    retryAfter: { at: 'wait', unit: 's' },
  }
  const struct = (members: Record<string, string>) =>
    `<r>${Object.entries(members)
      .map(([name, value]) => `<member><name>${name}</name><value>${value}</value></member>`)
      .join('')}</r>`

  test('are read by the names of their members', () => {
    expect(brief(read(struct({ code: '1000' }), [rule]))).toBe('done')
    expect(read(struct({ msg: 'no', code: '2302', wait: '1.5' }), [rule])).toMatchObject({
      refusals: [{ code: '2302', texts: ['no'], retryAfterMs: 1500, signal: 'status-element' }],
    })
    const hostile = '<r><member><name>__proto__</name><value>x</value></member></r>'
    expect(brief(read(hostile, [rule]))).toBe('missing-signal at r/code')
    expect(brief(read(hostile, [{ ...rule, ok: { at: 'toString', values: [], absent: 'fail' } }]))).toBe('refused -')
  })
})

describe('retryAfter', () => {
  test.each([
    ['30', 's', 30_000],
    ['250', 'ms', 250],
    ['soon', 's', undefined],
    ['-5', 's', undefined],
    ['9'.repeat(15), 's', Number.MAX_SAFE_INTEGER],
  ] as const)('reads %s in %s', (text, unit, expected) => {
    const reading = read(`<r><w>${text}</w></r>`, [{ retryAfter: { at: 'w', unit } }])
    expect(reading).toMatchObject({ kind: 'refused' })
    expect(reading.kind === 'refused' ? reading.refusals[0]?.retryAfterMs : null).toBe(expected)
  })
})

describe('in a SOAP message', () => {
  const envelope = (body: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`
  const fault = (detail: string) =>
    envelope(`<s:Fault><faultcode>s:Server</faultcode><faultstring>No</faultstring>${detail}</s:Fault>`)
  const rules: Rule[] = [
    { when: ['Fault'], each: 'detail/Errors/Error', code: ['Code'], message: ['Text'] },
    { when: ['*Response'], ok: { at: 'Status', values: ['1'] }, code: ['Status'] },
  ]

  test('rules look at the element in the Body', () => {
    expect(brief(read(envelope('<AddResponse><Status>1</Status></AddResponse>'), rules))).toBe('done')
    expect(brief(read(envelope('<AddResponse><Status>2</Status></AddResponse>'), rules))).toBe('refused 2')
  })

  test('rules find code and words in the detail of a Fault', () => {
    const detail =
      '<detail><Errors><Error><Code>E1</Code><Text>x</Text></Error><Error><Code>E2</Code></Error></Errors></detail>'
    expect(read(fault(detail), rules)).toMatchObject({
      kind: 'refused',
      refusals: [
        { signal: 'soap-fault', code: 'E1', texts: ['x'], soap: { code: { localName: 'Server' } } },
        { signal: 'soap-fault', code: 'E2', texts: ['No'] },
      ],
    })
  })

  test('a Fault that no rule explains is read by the standard, and never passes', () => {
    expect(brief(read(fault(''), rules))).toBe('refused Server')
    expect(brief(read(fault(''), [{ each: 'x', absent: 'pass' }], { at: '@x', values: ['1'], absent: 'pass' }))).toBe(
      'refused Server',
    )
  })

  test('an empty or missing Body is misshapen', () => {
    expect(brief(read(envelope(''), rules))).toBe('empty-body at Envelope/Body')
    expect(brief(read('<Envelope/>', rules))).toBe('missing-signal at Envelope')
  })
})

test.each<[string, Rule]>([
  ['each', { each: 'a[' }],
  ['ok', { ok: { at: 's:a', values: [] } }],
  ['code', { code: ['a//b'] }],
  ['two searches to the ground inside each other', { each: '**/a', code: ['**/b'] }],
])('a wrong path in %s is told at construction', (_, rule) => {
  expect(() => rulesReader([rule])).toThrow(TypeError)
})
