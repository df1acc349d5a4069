import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/xml/parse.ts'
import { open, post, request, results, send, tokenLogin } from './exchange.ts'

const START = Date.UTC(2025, 0, 1)

describe('a body that is no request', () => {
  test.each([
    ['', /^no element found at line 1, column \d+$/],
    ['<request', /^unclosed token at line 1, column \d+$/],
    ['<request>\n<Whoami></request>', /^mismatched tag at line 2, column \d+$/],
    ['<request a="1" a="2"/>', /^duplicate attribute at line 1, column \d+$/],
    ['<request>&nope;</request>', /^undefined entity at line 1, column \d+$/],
    ['{"request":1}', /at line 1, column \d+$/],
    ['<response/>', /at line 1, column 1$/],
  ])('%j is answered under HTTP 200 by one status and a place', async (body, message) => {
    const sandbox = await open()
    const reply = await post(sandbox, body)
    const text = reply.text.match(/^<response status="1">(.*)<\/response>$/)?.[1]
    expect(reply.status).toBe(200)
    expect(text).toMatch(message)
    expect(sandbox.openAir.performed).toEqual([])
  })

  test('bytes that are not UTF-8 are not well-formed', async () => {
    const sandbox = await open()
    const { text } = await post(sandbox, new Uint8Array([0x3c, 0x61, 0xff, 0x2f, 0x3e]))
    expect(text).toBe('<response status="1">not well-formed (invalid token) at line 1, column 1</response>')
  })
})

describe('laws', () => {
  test('any bytes get one well-formed answer', async () => {
    const sandbox = await open({ habits: true })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
        const reply = await post(sandbox, bytes)
        expect(reply.status).toBe(200)
        expect(parse(reply.text).map(document => document.root.localName)).toMatchObject({ value: 'response' })
      }),
      { numRuns: 150 },
    )
  })

  const name = fc.constantFrom(
    'Read',
    'Add',
    'Modify',
    'Delete',
    'Submit',
    'MakeURL',
    'CreateUser',
    'Report',
    'Auth',
    'Foo',
    '__proto__',
    'ModifyOnCondition',
  )
  const word = fc.constantFrom(
    'Project',
    'User',
    'Error',
    'RateLimit',
    'ImportExport',
    'Company',
    '__proto__',
    'constructor',
    'all',
    'equal to',
    'user',
    '1',
    '0,5',
    'name',
    'id',
    'newer-than',
    '',
  )
  const attributes = fc.dictionary(
    fc.constantFrom(
      'type',
      'method',
      'limit',
      'lookup',
      'filter',
      'field',
      'fields',
      'order',
      'condition',
      'deleted',
      'enable_custom',
    ),
    word,
    { noNullPrototype: true },
  )
  const leaf = fc.tuple(
    fc.constantFrom('id', 'name', 'externalid', '__proto__', 'x__c', 'Date', 'year', 'Filter', '_Return', 'addr'),
    fc.string({ maxLength: 5 }),
  )
  const command = fc.record({ name, attributes, object: fc.option(word), leaves: fc.array(leaf, { maxLength: 4 }) })

  function written(parts: {
    name: string
    attributes: Record<string, string>
    object: string | null
    leaves: [string, string][]
  }): string {
    const escaped = (text: string) =>
      text
        .replace(/[^ -~]/g, '?')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('"', '&quot;')
    const inside = parts.leaves.map(([field, text]) => `<${field}>${escaped(text)}</${field}>`).join('')
    const object = /^[A-Za-z_]+$/.test(parts.object ?? '') ? `<${parts.object}>${inside}</${parts.object}>` : inside
    const list = Object.entries(parts.attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
    return `<${parts.name}${list.join('')}>${object}</${parts.name}>`
  }

  test('as many results as commands, by name and in order, each with a status', async () => {
    const sandbox = await open({ habits: true })
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 6 }), async commands => {
        const text = await send(sandbox, commands.map(written).join(''))
        const root = parse(text)._unsafeUnwrap().root
        expect(root.children.map(child => child.localName)).toEqual(['Auth', ...commands.map(one => one.name)])
        expect(root.children.every(child => /^\d+$/.test(child.attribute('status') ?? ''))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('what was added is read back the same', async () => {
    const sandbox = await open({ habits: true })
    const legal = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map(text => text.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''))
    await fc.assert(
      fc.asyncProperty(
        legal.filter(text => text.trim() !== ''),
        async value => {
          const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
          const added = parse(
            await send(sandbox, `<Add type="Vendor"><Vendor><notes>${escaped}</notes></Vendor></Add>`),
          )
          const id = added._unsafeUnwrap().root.child('Add')?.child('Vendor')?.child('id')?.text
          const read = `<Read type="Vendor" method="equal to" limit="1"><Vendor><id>${id}</id></Vendor></Read>`
          const back = parse(await send(sandbox, read))
            ._unsafeUnwrap()
            .root.child('Read')
            ?.child('Vendor')
          expect(back?.child('notes')?.text).toBe(value)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('the habits of the server', () => {
  const COMMANDS =
    '<Add type="Customer"><Customer><name>a</name><notes/><code>c</code></Customer></Add>' +
    '<Read type="Customer" method="all" limit="1"/><Read type="Task" method="all" limit="1"/>'

  async function answers(seed: number): Promise<readonly string[]> {
    const sandbox = await open({ habits: true, seed, speed: 0, startsAt: START })
    const texts: string[] = []
    for (let call = 0; call < 30; call += 1) texts.push(await send(sandbox, COMMANDS))
    return texts
  }

  test('the same seed gives the same replies to the byte, another seed others', async () => {
    const [first, again, other] = await Promise.all([answers(7), answers(7), answers(8)])
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  test.each([
    ['no declaration', /^<response/],
    ['a declaration without encoding', /^<\?xml version="1\.0"\?>/],
    ['a declaration with encoding', /^<\?xml version="1\.0" encoding="UTF-8"\?>/],
    ['blanks around the equals sign', /status = "0"/],
    ['a self-closed empty element', /<notes\/>/],
    ['a long empty element', /<notes><\/notes>/],
    ['fields in another order', /<code>c<\/code>.*<name>a<\/name>/],
    ['fields in the order sent', /<name>a<\/name>.*<code>c<\/code>/],
  ])('among them %s', async (_what, pattern) => {
    expect((await answers(7)).some(text => pattern.test(text))).toBe(true)
  })

  test('all of them say the same to another parser', async () => {
    const parser = new XMLParser({ ignoreAttributes: false })
    const shapes = (await answers(7)).map(text => {
      const { response } = parser.parse(text)
      return [
        response.Auth['@_status'],
        response.Add['@_status'],
        response.Add.Customer.name,
        response.Read.map((read: Record<string, string>) => read['@_status']),
      ]
    })
    for (const shape of shapes) expect(shape).toEqual(['0', '0', 'a', ['0', '601']])
  })

  test('a stored record is never touched by the order it is shown in', async () => {
    const sandbox = await open({ habits: true })
    await results(sandbox, COMMANDS)
    expect(Object.keys(sandbox.openAir.records('Customer')[0] ?? {}).slice(-3)).toEqual(['name', 'notes', 'code'])
  })

  test('credentials of two seeds differ', async () => {
    const [one, two] = [await open({ seed: 1 }), await open({ seed: 2 })]
    expect(one.openAir.account.accessToken).not.toBe(two.openAir.account.accessToken)
    const stranger = await post(two, request(two, tokenLogin(one)))
    expect(stranger.text).toContain('<Auth status="9">')
  })
})
