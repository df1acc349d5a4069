import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Fault, readRecords, type StreamedReply } from '../../src/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const records = 'response/Read/Project'
const start = '<response><Auth status="0"/><Read status="0">'
const project = (id: number) => `<Project><id>${id}</id></Project>`

async function read(
  body: StreamedReply['body'],
  options: Partial<Parameters<typeof readRecords>[1]> = {},
  status = 200,
) {
  const seen: string[] = []
  const faults: Fault[] = []
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
    ['pieces of text', [`${start}<Proj`, `ect><id>1</id></Project>${project(2)}</Read></response>`]],
    ['bytes that are all there', bytes(`${start}${project(1)}${project(2)}</Read></response>`)],
    ['a stream', new Blob([start, project(1), project(2), '</Read></response>']).stream() as StreamedReply['body']],
  ])('reads %s', async (_claim, body) => {
    const { seen, faults, reply } = await read(body)
    expect([seen, faults]).toEqual([['1', '2'], []])
    expect(reply).toMatchObject({ kind: 'answer', dialect: 'openair-xml', outcomes: [{ operation: 'Read' }] })
  })

  test.each<[claim: string, body: StreamedReply['body'], status: number, seen: string[], fault: object]>([
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

  test('tells a mistake of the program', async () => {
    await expect(read([7] as never)).rejects.toThrow(new TypeError('body: a piece of it is neither text nor bytes'))
    await expect(read([], { records: 'a//b' })).rejects.toThrow(TypeError)
    await expect(read([], { dialect: 'nobody' })).rejects.toThrow(TypeError)
  })
})
