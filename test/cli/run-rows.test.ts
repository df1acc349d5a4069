import { execFile } from 'node:child_process'
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openInput } from '../../src/cli/job/input.ts'
import { progressTo } from '../../src/cli/job/progress.ts'
import { readObject } from '../../src/cli/job/read-object.ts'
import type { Output } from '../../src/cli/terminal.ts'
import { type Bed, makeBed } from './run-bed.ts'

let bed: Bed

beforeEach(async () => {
  bed = await makeBed()
})
afterEach(() => bed.close())

describe('a value reaches the service as it stands in the file', () => {
  test.each([
    ['a header that ends in CRLF, and rows that end in LF', 'Name\r\nrow 0\nrow 1\nrow 2\r\n'],
    ['a header that ends in LF, and rows that end in CRLF', 'Name\nrow 0\r\nrow 1\r\nrow 2\r\n'],
    ['lines that end in CR', 'Name\rrow 0\rrow 1\rrow 2\r'],
    ['empty lines and no last line end', '\r\nName\n\nrow 0\r\rrow 1\n\r\nrow 2'],
  ])('%s', async (_, text) => {
    const input = await bed.write('rows.csv', text)
    expect((await bed.run([await bed.job(), '--input', input, '--run', 'r'])).code).toBe(0)
    expect(bed.customers()).toEqual(['row 0', 'row 1', 'row 2'])
  })

  test('a line end inside quotes belongs to the value', async () => {
    const input = await bed.write('rows.csv', 'Name,Town\r\nrow 0,"a\r\nb\nc\rd"\r\n')
    await bed.run([await bed.job(), '--input', input, '--run', 'r'])
    expect(await bed.outcomes('success')).toMatchObject([{ Town: 'a\r\nb\nc\rd' }])
  })

  test.each([
    ['a number that is a long code', '{"Name":"a"}\n{"Name":12345678901234567890}', 'line 2: has a number with more'],
    ['a number with more digits than are kept', '{"Name":0.1234567890123456789}', 'line 1: has a number with more'],
    ['a number beyond all numbers', '{"Name":1e400}', 'line 1: has a number with more'],
    ['a number that is not quite nothing', '{"Name":[1e-400]}', 'line 1: has a number with more'],
    ['two members of one name', '{"Name":"a","Name":"b"}', 'line 1: has two members of one name'],
    [
      'two members of one name, one of them spelled otherwise',
      '{"b":{"a":1,"\\u0061":2}}',
      'has two members of one name',
    ],
    [
      'more levels than can be written again',
      `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      'is nested more than',
    ],
  ])('or it is refused: %s', async (_, text, problem) => {
    const input = await bed.write('rows.ndjson', text)
    const { code, stderr } = await bed.run([await bed.job(), '--input', input, '--run', 'r'])
    expect({ code, calls: bed.sandbox.calls.length }).toEqual({ code: 2, calls: 0 })
    expect(stderr).toContain(problem)
  })

  test.each([
    '{"a":1.50e3,"b":-0.0,"c":1E+2,"d":5e-324}',
    '{"a":"1e400 : \\" {{ \\\\","b:":["]"]}',
    '{"__proto__":{"a":1}}',
  ])('and is not refused where nothing is lost: %s', text => {
    expect(JSON.stringify(readObject(text)._unsafeUnwrap())).toBe(JSON.stringify(JSON.parse(text)))
  })

  test('no row that this program writes is refused by it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false })), row => {
        expect(JSON.stringify(readObject(JSON.stringify(row))._unsafeUnwrap())).toBe(JSON.stringify(row))
      }),
    )
  })
})

test.each([
  ['in its first line', [0xff], 1],
  ['in its second', [0x61, 10, 0xc3, 10], 2],
  ['at its end', [0x61, 10, 10, 0xe2, 0x82], 3],
  ['where one piece ends and the next begins', [...Array(65_533).fill(10), 0xe2, 0x82, 0xac, 0xe2, 0x82, 10], 65_534],
  ['behind a character of two pieces', [...Array(65_535).fill(10), 0xc3, 0xa9, 10, 0xff], 65_537],
])('a file that is not UTF-8 %s is refused with the line', async (_, bytes, line) => {
  const path = join(bed.folder, 'rows.csv')
  await writeFile(path, Uint8Array.from(bytes))
  const { stderr } = await bed.run([await bed.job(), '--input', path, '--run', 'r'])
  expect(stderr).toContain(`rows.csv: line ${line}: is not UTF-8`)
})

test('a queue between programs is refused as input, where the run once waited for it without end', async () => {
  const path = join(bed.folder, 'rows.csv')
  await promisify(execFile)('mkfifo', [path])
  const { code, stderr } = await bed.run([await bed.job(), '--input', path, '--run', 'r'])
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('rows.csv: is no file') })
})

describe('an input that is changed while the run is under way', () => {
  const many = `Name\n${'row 0\n'.repeat(20_000)}`

  test('gives no row that was not checked', async () => {
    const path = await bed.write('rows.csv', many)
    const input = (await openInput(path))._unsafeUnwrap()
    const rows = input.rows()
    await rows.next()
    await appendFile(path, 'row 1\n')
    const rest = async () => {
      for await (const { Name } of rows) expect(Name).toBe('row 0')
    }
    await expect(rest()).rejects.toThrow('the input was changed meanwhile')
    await input.close()
  })

  test('stays what it was where another file is moved to its place', async () => {
    const path = await bed.write('rows.csv', many)
    const input = (await openInput(path))._unsafeUnwrap()
    await rename(await bed.write('others.csv', 'Name\nrow 1\n'), path)
    let count = 0
    for await (const { Name } of input.rows()) {
      expect(Name).toBe('row 0')
      count += 1
    }
    await input.close()
    expect(count).toBe(20_000)
    expect(await readFile(path, 'utf8')).toContain('row 1')
  })
})

test('what a path says to the terminal is shown and not done', async () => {
  const input = await bed.write('rows.csv', 'Name\nrow 0\n')
  const out = join(bed.folder, 'a\x1b[2J\u009b31m')
  const argv = [await bed.job(), '--input', input, '--out', out, '--run']
  const plain = await bed.run([...argv, 'r'])
  const json = await bed.run([...argv, 's', '--json'])
  expect([plain.code, json.code]).toEqual([0, 0])
  for (const { stdout, stderr } of [plain, json])
    for (const sign of ['\x1b', '\u009b']) expect(stdout + stderr).not.toContain(sign)
})

test('the bar keeps to one line of a narrow terminal', async () => {
  let written = ''
  const stderr: Output = {
    isTTY: true,
    columns: 40,
    write: async text => {
      written += text
    },
  }
  const statistics = { successful: 1, unsuccessful: 0, toReconcile: 0, ratePerSecond: 5, remainingMs: 9_000 }
  await progressTo({ stderr }, 2).onProgress(statistics)
  expect(written).toBe('\r\x1b[K[##########..........] 1 of 2, 0 failed')
})
