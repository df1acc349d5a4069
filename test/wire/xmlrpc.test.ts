import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { methodCall, multicall, readMethodResponse, readMulticall } from '../../src/wire/xmlrpc.ts'
import { readXmlRpcFault } from '../../src/wire/xmlrpc-fault.ts'
import { dateTime, double, i8, int, type XmlRpcInput } from '../../src/wire/xmlrpc-input.ts'
import { readValue, type XmlRpcData } from '../../src/wire/xmlrpc-value.ts'
import { writeValue } from '../../src/wire/xmlrpc-write.ts'
import { parse } from '../../src/xml/parse.ts'
import { write } from '../../src/xml/write.ts'

function rootOf(xml: string, maxDepth?: number) {
  return parse(xml, maxDepth === undefined ? {} : { maxDepth })._unsafeUnwrap().root
}

function read(content: string) {
  return readValue(rootOf(`<value xmlns:ex="urn:x">${content}</value>`))
}

function written(input: XmlRpcInput): string {
  return write(writeValue(input)._unsafeUnwrap())._unsafeUnwrap()
}

describe('a value', () => {
  test.each<[string, string, XmlRpcData]>([
    ['without a type is a text', 'a &amp; b', 'a & b'],
    ['without anything is an empty text', '', ''],
    ['without a type keeps its white space', ' \n a ', ' \n a '],
    ['of type string keeps its white space', '<string> a </string>', ' a '],
    ['of type string may stand among white space', '\n <string>a</string>\n', 'a'],
    ['of type string may be empty', '<string/>', ''],
    ['of type i4', '<i4>-7</i4>', -7],
    ['of type int may have white space', '<int>\n 7 </int>', 7],
    ['of type int may have a plus and zeros', '<int>+007</int>', 7],
    ['of type int beyond 2^53 stays a text', '<int>9007199254740993</int>', '9007199254740993'],
    ['of type i1', '<ex:i1>5</ex:i1>', 5],
    ['of type i2', '<ex:i2>-300</ex:i2>', -300],
    ['of type i8 stays a text', '<i8>9223372036854775807</i8>', '9223372036854775807'],
    ['of a small i8 stays a text as well', '<ex:i8> 5 </ex:i8>', '5'],
    [
      'of type biginteger',
      '<ex:biginteger>123456789012345678901234567890</ex:biginteger>',
      '123456789012345678901234567890',
    ],
    ['of type bigdecimal', '<ex:bigdecimal>0.10000000000000000001</ex:bigdecimal>', '0.10000000000000000001'],
    ['of type boolean 1', '<boolean>1</boolean>', true],
    ['of type boolean 0', '<boolean>0</boolean>', false],
    ['of type boolean in words', '<boolean> True </boolean>', true],
    ['of type double', '<double>-12.50</double>', -12.5],
    ['of type double with an exponent', '<double>1.5E-3</double>', 0.0015],
    ['of type double without digits in front', '<double>.5</double>', 0.5],
    ['of type float', '<ex:float>2.5</ex:float>', 2.5],
    ['of type double that is none in Python', '<double>nan</double>', Number.NaN],
    ['of type double that has no end in Java', '<double>-Infinity</double>', Number.NEGATIVE_INFINITY],
    [
      'of type dateTime.iso8601 stays as sent',
      '<dateTime.iso8601> 20310228T07:05:09 </dateTime.iso8601>',
      '20310228T07:05:09',
    ],
    ['of type base64', '<base64>AAEC\n  /w==</base64>', new Uint8Array([0, 1, 2, 255])],
    ['of type nil', '<nil/>', null],
    ['of type nil in the namespace of Apache', '<ex:nil/>', null],
    ['of an empty struct', '<struct/>', {}],
    ['of an empty array', '<array><data/></array>', []],
    ['of an array without data', '<array><value>a</value></array>', ['a']],
    [
      'of an array of arrays',
      '<array><data><value><array><data><value><i4>1</i4></value></data></array></value><value/></data></array>',
      [[1], ''],
    ],
    ['of a dom', '<ex:dom><a><b>c</b></a></ex:dom>', { a: { b: 'c' } }],
  ])('%s', (_, content, expected) => {
    expect(read(content)._unsafeUnwrap()).toEqual(expected)
  })

  test('of a struct trims names, takes the last of two members, and any order of name and value', () => {
    const member = (name: string, value: string) => `<member><value>${value}</value><name>\n ${name} </name></member>`
    const struct = read(`<struct>${member('a', '1')}${member('b', '2')}${member('a', '3')}</struct>`)
    expect(struct._unsafeUnwrap()).toEqual({ a: '3', b: '2' })
  })

  test('of a struct holds names of prototypes as its own members', () => {
    const member = (name: string) => `<member><name>${name}</name><value>x</value></member>`
    const struct = read(`<struct>${['__proto__', 'constructor', 'toString'].map(member).join('')}</struct>`)
    const data = struct._unsafeUnwrap() as object
    expect(Object.entries(data)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'x'],
      ['toString', 'x'],
    ])
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  const list = (item: string) => `<array><data><value>fine</value><value>${item}</value></data></array>`
  test.each([
    ['an int of letters', '<int>seven</int>', 'The text of a value is no int'],
    ['an int with a point', '<i4>7.0</i4>', 'The text of a value is no i4'],
    ['an empty int', '<int/>', 'The text of a value is no int'],
    ['a double with a comma', '<double>1,5</double>', 'The text of a value is no double'],
    ['a boolean of 2', '<boolean>2</boolean>', 'The text of a value is no boolean'],
    ['base64 that is none', '<base64>a</base64>', 'The text of a value is no base64'],
    ['a type that nobody knows', '<uuid>7</uuid>', 'A value is of a type that nobody knows'],
    ['two types', '<int>1</int><int>2</int>', 'A value holds more than one element'],
  ])('that holds %s is refused with the path to it', (_, item, message) => {
    expect(read(list(item))._unsafeUnwrapErr()).toEqual({ path: [1], message })
    const deep = `<struct><member><name>rows</name><value>${list(item)}</value></member></struct>`
    expect(read(deep)._unsafeUnwrapErr().path).toEqual(['rows', 1])
  })

  test('without a value in a member is refused', () => {
    expect(read('<struct><member><name>a</name></member></struct>')._unsafeUnwrapErr()).toEqual({
      path: ['a'],
      message: 'A member has no value',
    })
  })
})

describe('nesting', () => {
  const nested = (levels: number) =>
    `${'<value><array><data>'.repeat(levels - 1)}<value>x</value>${'</data></array></value>'.repeat(levels - 1)}`

  test('of 150 levels is read', () => {
    expect(readValue(rootOf(nested(150))).isOk()).toBe(true)
  })

  test.each([151, 10_000])('of %i levels is refused, not followed', levels => {
    const { message, path } = readValue(rootOf(nested(levels), 40_000))._unsafeUnwrapErr()
    expect(message).toBe('Values are nested more than 150 levels deep')
    expect(path).toHaveLength(150)
  })

  test('without end is refused where it is written', () => {
    const endless: Record<string, XmlRpcInput> = {}
    endless.again = [endless, endless]
    expect(writeValue(endless)._unsafeUnwrapErr().message).toBe('The value holds itself')
  })

  test('of one object in more than a million places is refused', () => {
    let many: XmlRpcInput = 'x'
    for (let level = 0; level < 40; level++) many = [many, many]
    expect(writeValue(many)._unsafeUnwrapErr().message).toBe('There are more than 1000000 values')
  })
})

describe('a value to be sent', () => {
  test.each<[string, XmlRpcInput, string]>([
    ['text', 'a<b', '<string>a&lt;b</string>'],
    ['empty text', '', '<string/>'],
    ['whole number', 7, '<int>7</int>'],
    ['whole number that is said to be a double', double(7), '<double>7</double>'],
    ['number with a fraction', -0.5, '<double>-0.5</double>'],
    ['large number, without an exponent', double(1.5e21), '<double>1500000000000000000000</double>'],
    ['small number, without an exponent', -1.5e-7, '<double>-0.00000015</double>'],
    ['negative zero', -0, '<double>-0</double>'],
    ['int in words', int('42'), '<int>42</int>'],
    ['bigint', 2n ** 63n - 1n, '<i8>9223372036854775807</i8>'],
    ['number that is said to be an i8', i8(5), '<i8>5</i8>'],
    ['truth', true, '<boolean>1</boolean>'],
    ['nothing', null, '<nil/>'],
    ['bytes', new Uint8Array([0, 255]), '<base64>AP8=</base64>'],
    ['point in time', dateTime('20240229T23:59:59'), '<dateTime.iso8601>20240229T23:59:59</dateTime.iso8601>'],
    ['list', [1, 'a'], '<array><data><value><int>1</int></value><value><string>a</string></value></data></array>'],
    [
      'struct, without members that are undefined',
      { a: 1, b: undefined },
      '<struct><member><name>a</name><value><int>1</int></value></member></struct>',
    ],
  ])('%s', (_, input, expected) => {
    expect(written(input)).toBe(`<value>${expected}</value>`)
  })

  test.each<[string, unknown, RegExp]>([
    ['a whole number of more than 32 bits', 2 ** 31, /say i8 or double/],
    ['a whole number beyond all bounds', 1e21, /say i8 or double/],
    ['no number', Number.NaN, /no number that can be sent/],
    ['no end', double(Number.POSITIVE_INFINITY), /no number that can be sent/],
    ['an int of 33 bits', int(2 ** 31), /32 bits/],
    ['an int of letters', int('seven'), /32 bits/],
    ['a bigint of 65 bits', 2n ** 63n, /64 bits/],
    ['a day that does not exist', dateTime('20230229T00:00:00'), /20240229T07:05:09/],
    ['a time zone', dateTime('20240229T07:05:09Z'), /20240229T07:05:09/],
    ['a Date of no known time zone', new Date(0), /timeZone of the service/],
    ['a Map', new Map(), /no plain object/],
    ['undefined', undefined, /no type that can be sent/],
    ['a function', () => 1, /no type that can be sent/],
    ['white space around a name', { ' a': 1 }, /does not arrive/],
    ['a character that XML forbids', { a: 'a\u0000' }, /XML forbids/],
    ['half a character', '\ud800', /XML forbids/],
    ['a character that XML forbids in a name', { 'a\u0001': 1 }, /XML forbids/],
  ])('is refused where it is %s, with the path to it and without its value', (_, input, message) => {
    const problem = writeValue({ rows: ['fine', input as XmlRpcInput] })._unsafeUnwrapErr()
    expect(problem.message).toMatch(message)
    expect(problem.path.slice(0, 2)).toEqual(['rows', 1])
  })

  test('with holes in a list is refused', () => {
    // biome-ignore lint/suspicious/noSparseArray: what programs without types may hand over
    expect(writeValue([1, , 2] as XmlRpcInput[])._unsafeUnwrapErr().path).toEqual([1])
  })
})

/** Texts that a document can hold. */
const texts = fc.string({ unit: 'binary' }).filter(text => write({ name: 'a', children: [text] }).isOk())
const names = texts.filter(text => text === text.trim())
const pairs = fc.letrec<{ pair: [XmlRpcInput, XmlRpcData]; scalar: [XmlRpcInput, XmlRpcData] }>(tie => ({
  pair: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    tie('scalar'),
    fc.array(tie('pair'), { maxLength: 5 }).map(list => [list.map(one => one[0]), list.map(one => one[1])] as const),
    fc
      .array(fc.tuple(fc.oneof(names, fc.constantFrom('__proto__', 'constructor')), tie('pair')), { maxLength: 5 })
      .map(list => [
        Object.fromEntries(list.map(([name, one]) => [name, one[0]])),
        Object.fromEntries(list.map(([name, one]) => [name, one[1]])),
      ]),
  ) as fc.Arbitrary<[XmlRpcInput, XmlRpcData]>,
  scalar: fc.oneof(
    fc.oneof(texts, fc.boolean(), fc.constant(null), fc.integer()).map(one => [one, one]),
    fc.uint8Array().map(one => [one, one]),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(one => [double(one), one]),
    fc.integer().map(one => [int(one), one]),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(one => [one, String(one)]),
  ) as fc.Arbitrary<[XmlRpcInput, XmlRpcData]>,
}))

test('what is written and parsed is read as the value that it was', () => {
  fc.assert(
    fc.property(pairs.pair, ([input, expected]) => {
      expect(readValue(rootOf(written(input)))._unsafeUnwrap()).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('reading never throws, whatever stands in a value', () => {
  const tags = ['value', 'array', 'data', 'struct', 'member', 'name', 'int', 'double', 'base64', 'nil', 'boolean', 'x']
  const trees = fc.letrec<{ node: string }>(tie => ({
    node: fc.oneof(
      { maxDepth: 8 },
      fc.constantFrom('', '7', ' ', 'a'),
      fc
        .tuple(fc.constantFrom(...tags), fc.array(tie('node'), { maxLength: 4 }))
        .map(([tag, inner]) => `<${tag}>${inner.join('')}</${tag}>`),
    ),
  }))
  fc.assert(
    fc.property(trees.node, inner => {
      const root = rootOf(`<value>${inner}</value>`)
      readValue(root)
      readXmlRpcFault(root)
      readMulticall(root)
      readMethodResponse(root)
    }),
    { numRuns: 1_000 },
  )
})

describe('a call', () => {
  test('names the method and carries its parameters in order', () => {
    const node = methodCall({ method: 'ledger.add', params: ['key', 7] })._unsafeUnwrap()
    expect(write(node)._unsafeUnwrap()).toBe(
      '<methodCall><methodName>ledger.add</methodName><params>' +
        '<param><value><string>key</string></value></param><param><value><int>7</int></value></param>' +
        '</params></methodCall>',
    )
  })

  test('without parameters says so', () => {
    const node = methodCall({ method: 'system.listMethods', params: [] })._unsafeUnwrap()
    expect(write(node)._unsafeUnwrap()).toContain('<params/>')
  })

  test.each(['', 'a b', 'a<b', 'é', 'a'.repeat(256)])('of a method that cannot be is refused: "%s"', method => {
    expect(methodCall({ method, params: [] })._unsafeUnwrapErr().path).toEqual(['method'])
  })

  test('with a parameter that cannot be sent says which', () => {
    const wrong = { method: 'ledger.add', params: ['key', { rows: [Number.NaN] }] }
    expect(methodCall(wrong)._unsafeUnwrapErr().path).toEqual([1, 'rows', 0])
  })

  test('of several is one call with a list of structs', () => {
    const node = methodCall({ method: 'ledger.add', params: [7] })._unsafeUnwrap()
    const root = rootOf(write(multicall([node]))._unsafeUnwrap())
    const value = root.child('params')?.child('param')?.child('value')
    expect(root.child('methodName')?.text).toBe('system.multicall')
    expect(value && readValue(value)._unsafeUnwrap()).toEqual([{ methodName: 'ledger.add', params: [7] }])
  })
})

const SIZE = 100_000
const many = (one: string) => one.repeat(SIZE)
const inFault = (members: string) => `<fault><value><struct>${members}</struct></value></fault>`

describe('an answer made to keep its reader busy', () => {
  // At this size work that grows with the square takes minutes, and the runner gives up after seconds.
  test.each([
    ['members', inFault(many('<member><name>faultCode</name><value>1</value></member>'))],
    ['names in a member', inFault(`<member>${many('<name>faultCode</name>')}</member>`)],
    ['digits of an int', `<params><param><value><int>${many('9')}x</int></value></param></params>`],
    ['digits of a double', `<params><param><value><double>${many('9')}x</double></value></param></params>`],
    [
      'items',
      `<params><param><value><array><data>${many('<value><int>1</int></value>')}</data></array></value></param></params>`,
    ],
    [
      'lists in a list',
      `<params><param><value><array>${many('<data><value/></data>')}</array></value></param></params>`,
    ],
    ['results', `<params>${many('<param><value/></param>')}</params>`],
    ['faults', many('<fault/>')],
  ])('with 100,000 %s is read in one go', (_, content) => {
    const response = readMethodResponse(rootOf(`<methodResponse>${content}</methodResponse>`))
    if (response.kind === 'fault') readXmlRpcFault(response.fault)
    if (response.kind === 'result') for (const value of response.values.slice(0, 3)) readValue(value)
    expect(response.kind).toBe(content.startsWith('<fault') ? 'fault' : 'result')
  })
})
