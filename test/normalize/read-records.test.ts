import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Fault, readRecords, type StreamedReply } from '../../src/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const records = 'response/Read/Project'
const start = '<response><Auth status="0"/><Read status="0">'
const project = (id: number) => `<Project><id>${id}</id></Project>`

async function read(
  given: StreamedReply['body'] | readonly string[],
  options: Partial<Parameters<typeof readRecords>[1]> = {},
  status = 200,
) {
  const seen: string[] = []
  const faults: Fault[] = []
  const isText = Array.isArray(given) && given.every(piece => typeof piece === 'string')
  const body = isText ? given.map(bytes) : (given as StreamedReply['body'])
  const reading = readRecords({ status, headers: {}, body }, { records, ...options })
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done === true) return { seen, faults, reply: next.value }
    if (next.value.isOk()) seen.push(next.value.value.child('id')?.text ?? next.value.value.name)
    else faults.push(next.value.error)
  }
}

describe('readRecords', () => {
  test.each<[claim: string, body: StreamedReply['body']]>([
    ['a list of pieces', [bytes(start), bytes(project(1)), bytes(`${project(2)}</Read></response>`)]],
    [
      'pieces that end in a name',
      [bytes(`${start}<Proj`), bytes(`ect><id>1</id></Project>${project(2)}</Read></response>`)],
    ],
    ['a buffer', new TextEncoder().encode(`${start}${project(1)}${project(2)}</Read></response>`).buffer as never],
    ['bytes that are all there', bytes(`${start}${project(1)}${project(2)}</Read></response>`)],
    ['a stream', new Blob([start, project(1), project(2), '</Read></response>']).stream() as StreamedReply['body']],
  ])('reads %s', async (_claim, body) => {
    const { seen, faults, reply } = await read(body)
    expect([seen, faults]).toEqual([['1', '2'], []])
    expect(reply).toMatchObject({ kind: 'answer', dialect: 'openair-xml', outcomes: [{ operation: 'Read' }] })
  })

  test.each<[claim: string, body: readonly string[] | null, status: number, seen: string[], fault: object]>([
    ['cut off', [`${start}${project(1)}<Pro`], 200, ['1'], { kind: 'xml', problem: 'truncated' }],
    ['malformed', [`${start}${project(1)}<Project>&x;</Project>`], 200, ['1'], { kind: 'xml', problem: 'entity' }],
    ['empty', [], 200, [], { kind: 'http', body: 'empty' }],
    ['absent', null, 204, [], { kind: 'http', body: 'empty' }],
    ['a page', ['<html><body>Down</body></html>'], 503, [], { kind: 'http', body: 'html', category: 'unavailable' }],
    ['a refusal', ['<response><Auth status="401"/></response>'], 200, [], { kind: 'service', code: '401' }],
    [
      'a success under a status that rules it out',
      [`${start}${project(1)}</Read></response>`],
      502,
      [],
      { kind: 'http' },
    ],
    ['without its signal', [`<response><Read>${project(1)}</Read></response>`], 200, [], { kind: 'shape' }],
  ])('ends with the fault of a reply that is %s', async (_claim, body, status, seen, fault) => {
    const result = await read(body, {}, status)
    expect(result.seen).toEqual(seen)
    expect(result.faults).toMatchObject([fault])
  })

  test('ends with a fault where the body throws, which quotes nothing of it', async () => {
    async function* broken() {
      yield bytes(start + project(1))
      throw new Error('password=sesame-0pen')
    }
    const { seen, faults } = await read(broken())
    expect(seen).toEqual(['1'])
    expect(faults).toMatchObject([{ kind: 'network', phase: 'body', applied: 'maybe' }])
    expect(JSON.stringify(faults)).not.toContain('sesame')
  })

  test('masks credentials in the fault at the end', async () => {
    const { faults } = await read([`<response><Read status="602"><errors>sesame-0pen</errors></Read></response>`], {
      secrets: ['sesame-0pen'],
    })
    expect(faults).toMatchObject([{ message: '***' }])
  })

  test('holds no more than it may', async () => {
    const { seen, faults } = await read([start, project(1), `<Project>${'x'.repeat(5_000)}`, 'x'.repeat(5_000)], {
      maxBytes: 4_000,
    })
    expect(seen).toEqual(['1'])
    expect(faults).toMatchObject([{ kind: 'xml', problem: 'too-large' }])
  })

  test('knows what was asked', async () => {
    const command = { idempotency: 'read', objects: 0, output: true } as const
    const asked = { commands: ['Read', 'Time'].map(name => ({ name, ...command })) }
    const { seen, faults } = await read([`${start}${project(1)}</Read></response>`], { asked })
    expect(seen).toEqual(['1'])
    expect(faults).toMatchObject([{ kind: 'shape', problem: 'missing-outcome', operation: 'Time' }])
  })

  test('closes a body that nobody wants more of', async () => {
    let closed = false
    async function* endless() {
      try {
        for (;;) {
          yield bytes(start + project(1))
          await setTimeout(0)
        }
      } finally {
        closed = true
      }
    }
    for await (const record of readRecords({ status: 200, headers: {}, body: endless() }, { records })) {
      expect(record.isOk()).toBe(true)
      break
    }
    expect(closed).toBe(true)
  })

  test.each<[claim: string, body: unknown, options: object]>([
    ['a piece that is no bytes', [7], {}],
    ['text, which has no charset', `${start}${project(1)}</Read></response>`, {}],
    ['a piece of text', new Set([start]), {}],
    ['no body at all that could be read', { length: 3 }, {}],
    ['a path without a name', [bytes(start)], { records: 'a//b' }],
    ['a dialect that nobody has', [bytes(`${start}${project(1)}`), bytes('</Read></response>')], { dialect: 'nobody' }],
  ])('tells a program that it gave %s', async (_claim, body, options) => {
    await expect(read(body as never, options)).rejects.toThrow(TypeError)
  })

  const two = (status: string) => `${start}${project(1)}</Read><Read status="${status}">${project(2)}</Read></response>`

  test.each<[status: string, seen: string[], fault: object | undefined]>([
    ['0', ['1', '2'], undefined],
    ['821', ['1'], { kind: 'service', code: '821' }],
    ['', ['1'], { kind: 'shape', problem: 'missing-signal' }],
  ])('asks each list by itself: the second says %j', async (status, seen, fault) => {
    for (const size of [1, 7, 10_000]) {
      const text = bytes(two(status))
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.subarray(at * size, (at + 1) * size),
      )
      const result = await read(pieces)
      expect(result.seen).toEqual(seen)
      expect(result.faults).toMatchObject(fault === undefined ? [] : [fault])
    }
  })

  test('leaves a place in each list that gave records, so that none seems empty', async () => {
    const command = { name: 'Add', idempotency: 'once', objects: 1, output: true } as const
    const add = (id: number) => `<Add status="0">${project(id)}</Add>`
    const { seen, faults, reply } = await read([`<response><Auth status="0"/>${add(1)}${add(2)}</response>`], {
      records: 'response/Add/Project',
      asked: { commands: [command, command] },
    })
    expect([seen, faults]).toEqual([['1', '2'], []])
    expect(reply?.outcomes.every(({ result }) => result.isOk())).toBe(true)
  })

  test('takes the records of a hundred lists, and reads those behind that as a whole', async () => {
    const lists = Array.from({ length: 150 }, (_, at) => `<Read status="0">${project(at)}</Read>`).join('')
    const { seen, faults } = await read([`<response>${lists}</response>`])
    expect(seen).toEqual(Array.from({ length: 150 }, (_, at) => String(at)))
    expect(faults).toEqual([])
  })

  test('gives every record within its limit, however the reply is cut', async () => {
    const text = bytes(`${start}${`<Project>${'x'.repeat(2_600)}</Project>`.repeat(8)}</Read></response>`)
    for (let size = 50; size < 9_000; size = Math.ceil(size * 1.13)) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.subarray(at * size, (at + 1) * size),
      )
      const { seen, faults } = await read(pieces, { maxBytes: 4_000 })
      expect([size, seen.length, faults]).toEqual([size, 8, []])
    }
  })

  test.each([
    ['iso-8859-1', (text: string) => Buffer.from(text, 'latin1')],
    ['utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('reads deep records of a body in %s as deep as it may', async (encoding, encode) => {
    const deep = `<Project><id>é</id>${'<d>'.repeat(600)}${'</d>'.repeat(600)}</Project>`
    const body = encode(`<?xml version="1.0" encoding="${encoding}"?>${start}${deep}<Project/></Read></response>`)
    expect((await read(body, { maxDepth: 2_000 })).seen).toEqual(['é', 'Project'])
    expect((await read(body)).faults).toMatchObject([{ kind: 'xml', problem: 'too-deep' }])
  })

  test('never goes on in another encoding than it began in', async () => {
    const body = Buffer.concat([
      Buffer.from(`${start}${project(1)}`),
      Buffer.from('<Project>\xe9</Project></Read></response>', 'latin1'),
    ])
    const pieces = [body.subarray(0, 60), body.subarray(60, 90), body.subarray(90)]
    const { seen, faults } = await read(pieces)
    expect(seen).toEqual(['1'])
    expect(faults).toMatchObject([{ kind: 'xml', problem: 'encoding' }])
  })

  test('keeps the byte order mark for what remains', async () => {
    const text = `\ufeff<response><Read status="602"><errors>Café</errors></Read></response>`
    const headers = { 'content-type': 'text/xml; charset=iso-8859-1' }
    for await (const record of readRecords({ status: 200, headers, body: [bytes(text)] }, { records })) {
      expect(record._unsafeUnwrapErr().message).toBe('Café')
    }
  })
})
