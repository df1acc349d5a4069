import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { jsonLines } from './captured.ts'
import { type Bed, makeBed } from './run-bed.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let bed: Bed

beforeEach(async () => {
  bed = await makeBed()
})
afterEach(() => bed.close())

const csvOf = (count: number) =>
  `Name,Town\n${Array.from({ length: count }, (_, place) => `${nameOf(place)},"Oslo, N"\n`).join('')}`
const nameOf = (place: number) => `row ${String(place).padStart(3, '0')}`
const names = (count: number) => Array.from({ length: count }, (_, place) => nameOf(place))

describe('run', () => {
  test.each([
    ['one a request', {}],
    ['several a request', { size: 4, concurrency: 2 }],
  ])('adds a record for each row, %s', async (_, how) => {
    const input = await bed.write('rows.csv', `\uFEFF${csvOf(10)}`)
    const { code, stdout, stderr } = await bed.run([await bed.job(how), '--input', input, '--run', 'r', '--json'])
    expect({ code, customers: bed.customers() }).toEqual({ code: 0, customers: names(10) })
    expect(stderr).toMatch(/^run r: .*r\.journal\n10 of 10, 0 failed, 0 to reconcile, /)
    expect(jsonLines(stdout)).toMatchObject([{ run: 'r', end: 'completed', successful: 10, notInvoked: 0 }])
    const written = await bed.outcomes('success')
    expect(written.map(({ $index }) => $index).sort()).toEqual(names(10).map((_, place) => place))
    expect(written).toContainEqual(
      expect.objectContaining({
        Name: 'row 003',
        Town: 'Oslo, N',
        $value: expect.objectContaining({ id: expect.any(String) }),
      }),
    )
    expect(await bed.outcomes('failure')).toEqual([])
  })

  test('what the service refuses goes to the failure file with its fault, and can be fed again', async () => {
    const input = await bed.write('rows.ndjson', '{"Name":"row 000"}\n\n{"Town":"Bergen"}\n{"Name":"row 002"}')
    const job = await bed.job()
    const { code, stdout } = await bed.run([job, '--input', input, '--run', 'r'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^run r is completed\n {2}2 successful .*\n {2}1 failed .*\n {2}0 to reconcile .*\n {2}0 not/,
    )
    const [line, ...others] = await bed.outcomes('failure')
    expect(others).toEqual([])
    expect(line).toMatchObject({ Town: 'Bergen', $index: 1, $fault: { applied: 'no' } })
    const failed = await readFile(join(bed.folder, 'r.failure.ndjson'), 'utf8')
    const again = await bed.write('again.ndjson', failed.replace('"Town"', '"Name":"row 001","Town"'))
    await bed.run([job, '--input', again, '--run', 'again'])
    expect(bed.customers()).toEqual(names(3))
    const [fed] = jsonLines(await readFile(join(bed.folder, 'again.success.ndjson'), 'utf8'))
    expect(fed).not.toHaveProperty('$fault')
  })

  test('folders that are not there yet are made', async () => {
    const input = await bed.write('rows.csv', csvOf(1))
    const out = join(bed.folder, 'new', 'newer')
    expect((await bed.run([await bed.job(), '--input', input, '--run', 'r', '--out', out])).code).toBe(0)
    expect(jsonLines(await readFile(join(out, 'r.success.ndjson'), 'utf8'))).toHaveLength(1)
  })

  test('more failures than are accepted end it with 1, and the rest is counted', async () => {
    const input = await bed.write('rows.csv', `Name\n${'""\n'.repeat(5)}`)
    const job = await bed.job({ errorAcceptanceNumber: 1 })
    const { code, stdout } = await bed.run([job, '--input', input, '--run', 'r', '--json'])
    expect(code).toBe(1)
    expect(jsonLines(stdout)).toMatchObject([{ end: 'too-many-errors', unsuccessful: 2, notInvoked: 3 }])
  })

  test('a service that cannot be called ends it, and it goes on once it can', async () => {
    const input = await bed.write('rows.csv', csvOf(4))
    const argv = [await bed.job(), '--input', input]
    bed.sandbox.openAir.lockUser()
    const { code, stdout } = await bed.run([...argv, '--run', 'r'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^run r ended: a call could not be made: .*go on with --resume r\n$/s)
    bed.sandbox.openAir.unlockUser()
    expect((await bed.run([...argv, '--resume', 'r'])).code).toBe(0)
    expect(bed.customers()).toEqual(names(4))
    expect((await bed.outcomes('success')).map(({ $index }) => $index)).toEqual([0, 1, 2, 3])
    expect(await bed.outcomes('failure')).toEqual([])
  })

  test('an addition whose answer is lost is to be reconciled, and never made again', async () => {
    const input = await bed.write('rows.csv', csvOf(3))
    const argv = [await bed.job(), '--input', input]
    bed.sandbox.trouble.next({ kind: 'reset', when: 'after' })
    await bed.run([...argv, '--run', 'r'])
    await bed.run([...argv, '--resume', 'r'])
    expect(bed.customers()).toEqual(names(3))
    expect(await bed.outcomes('reconcile')).toMatchObject([{ Name: 'row 000', $fault: { applied: 'maybe' } }])
    expect((await bed.outcomes('success')).map(({ $index }) => $index)).toEqual([1, 2])
  })

  test('rows of one repetition key are one call, and each has its line', async () => {
    const input = await bed.write('rows.csv', 'Name,Line\nrow 000,a\nrow 000,b\nrow 001,c\n')
    const job = await bed.job({ repetitionKey: 'Name' })
    const { stdout } = await bed.run([job, '--input', input, '--run', 'r', '--json'])
    expect(jsonLines(stdout)).toMatchObject([{ successful: 2, notInvoked: 0 }])
    expect(bed.customers()).toEqual(names(2))
    expect((await bed.outcomes('success')).map(({ Line, $index }) => `${Line}${$index}`)).toEqual(['a0', 'b0', 'c1'])
  })

  test('a field that is called like part of a sign-in may be the same for every row', async () => {
    const input = await bed.write('rows.csv', csvOf(1))
    const job = await bed.job({ fields: { name: 'Name', company: { constant: 'Harbor' } } })
    expect((await bed.run([job, '--input', input, '--run', 'r'])).code).toBe(0)
  })

  test('an interruption ends it in order', async () => {
    const input = await bed.write('rows.csv', csvOf(3))
    const argv = [await bed.job(), '--input', input, '--run', 'r', '--json']
    const { code, stdout } = await bed.run(argv, { interruption: AbortSignal.abort() })
    expect(code).toBe(1)
    expect(jsonLines(stdout)).toMatchObject([{ end: 'cancelled', successful: 0, notInvoked: 3 }])
  })
})

describe('a run that is resumed', () => {
  test('refuses an input that has changed, a run that is not there, and to begin one twice', async () => {
    const input = await bed.write('rows.csv', csvOf(2))
    const argv = [await bed.job(), '--input', input]
    const refused = async (...more: string[]) => {
      const { code, stderr } = await bed.run([...argv, ...more])
      return `${code} ${stderr.split('\n')[0]}`
    }
    expect(await refused('--resume', 'r')).toMatch(/^2 error: there is no run r: /)
    await bed.run([...argv, '--run', 'r'])
    expect(await refused('--run', 'r')).toBe('2 error: the run r exists already: --resume r goes on with it')
    expect(await refused('--run', 'r', '--resume', 'r')).toMatch(/^2 error: --run begins a run /)
    expect(await refused('--run', '../r')).toMatch(/^2 error: the name of a run is /)
    await appendFile(input, 'row 002,x\n')
    expect(await refused('--resume', 'r')).toMatch(/^2 error: .*another input, or the input has changed/)
    expect(bed.customers()).toEqual(names(2))
  })

  test('drops from the outcomes what its journal does not know, and a line that was cut off', async () => {
    const input = await bed.write('rows.csv', csvOf(2))
    const argv = [await bed.job(), '--input', input]
    await bed.run([...argv, '--run', 'r'])
    await appendFile(join(bed.folder, 'r.failure.ndjson'), '{"Name":"row 002","$index":2,"$fault":{}}\n{"Name":"ro')
    expect((await bed.run([...argv, '--resume', 'r'])).code).toBe(0)
    expect(await bed.outcomes('failure')).toEqual([])
    expect((await bed.outcomes('success')).map(({ $index }) => $index)).toEqual([0, 1])
  })

  test('after kill -9 has every row in one file, once, and does none twice', { timeout: 60_000 }, async () => {
    const count = 60
    const input = await bed.write('rows.csv', csvOf(count))
    const job = await bed.job({ concurrency: 4 })
    const main = await compiled()
    let resumes = 0
    for (const kills of [7, 23, 41]) {
      const child = start(main, [job, '--input', input, resumes === 0 ? '--run' : '--resume', 'r'])
      const ended = once(child, 'exit')
      await until(() => bed.customers().length >= kills || child.exitCode !== null)
      child.kill('SIGKILL')
      const [exitCode] = await ended
      expect(exitCode).toBe(null)
      resumes += 1
    }
    const { code } = await bed.run([job, '--input', input, '--resume', 'r'])
    expect(code).toBe(0)
    const success = (await bed.outcomes('success')).map(({ Name }) => Name)
    const reconcile = (await bed.outcomes('reconcile')).map(({ Name }) => Name)
    expect([...success, ...reconcile].sort()).toEqual(names(count))
    expect(await bed.outcomes('failure')).toEqual([])
    const held = bed.customers()
    expect(new Set(held).size).toBe(held.length)
    expect(held).toEqual(expect.arrayContaining(success))
    expect(reconcile.length).toBeLessThanOrEqual(3 * 4)
    expect(reconcile.length).toBeLessThan(success.length)
  })
})

describe('what cannot be begun exits 2, says why, and calls nothing', () => {
  test.each([
    ['no JSON', 'not json', /job\.json: is not a JSON object$/],
    ['no object', '[]', /job\.json: is not a JSON object$/],
  ])('a job that is %s', async (_, text, problem) => {
    const job = await bed.write('job.json', text)
    expect(await problemOf(job)).toMatch(problem)
  })

  test.each([
    [
      { api: 'sap' },
      '`api` is no API that a job can call: openair-xml, openair-soap, intacct, keap, soap, xmlrpc, http',
    ],
    [{ url: undefined }, '`url` is missing'],
    [
      { url: 'http://me:hunter2@localhost/' },
      '`url` is not an http address without user, password, query and fragment',
    ],
    [{ operation: 'read' }, '`operation` is none of add, modify, upsert, delete'],
    [{ type: 'no type' }, '`type` is not the name of a record type'],
    [
      { fields: { name: { constant: null } } },
      '`fields.name.constant` is neither a text, a number, true or false, nor a list of them',
    ],
    [{ fields: { name: 'Nam' } }, 'has no column "Nam", which the job\'s `fields.name` names'],
    [{ rowId: 'Id' }, 'row 1 has nothing in its column "Id", which is the job\'s `rowId`'],
    [{ operation: 'upsert' }, '`lookup` is missing: an upsert finds its record by it'],
    [{ operation: 'upsert', lookup: 'externalid' }, '`fields.externalid` is missing'],
    [{ operation: 'modify' }, '`fields.id` is missing: a modify finds its record by it'],
    [{ operation: 'delete', fields: { id: 'Name', name: 'Name' } }, '`fields.name` has no use'],
    [{ concurency: 3 }, '`concurency` is no option'],
    [{ rateLimit: { calls: 1, windowMs: 0 } }, '`rateLimit.windowMs` is not a positive number'],
    [{ concurrency: 0 }, '`concurrency` is not a whole number from 1 on'],
    [{ size: 1_001 }, '`size` is more than the 1,000 rows that a request takes'],
    [{ retryDelayMs: 5 }, '`retryDelayMs` needs retryNumber'],
    [{ errorAcceptanceNumber: 0, stopWhen: 'reached' }, '`errorAcceptanceNumber` 0 is reached before'],
    [{ password: 'hunter2' }, '`password` looks like a credential'],
    [{ auth: { accessToken: 'hunter2' } }, '`auth.accessToken` looks like a credential'],
    [{ fields: { password: { constant: 'hunter2' } } }, '`fields.password` looks like a credential'],
  ])('a job with %j', async (changes, problem) => {
    const said = await problemOf(await bed.job(changes))
    expect(said).toContain(problem)
    expect(said).not.toContain('hunter2')
  })

  test.each([
    ['rows.csv', 'Name,Town\na,b\nc\n', 'line 3: has not as many columns as the header'],
    ['rows.csv', 'Name,Town\na,b\n"c,d\n', 'a quote is never closed'],
    ['rows.csv', 'Name,Town\na,b\nc"d,e\n', 'line 3: there is a quote inside a value that is not quoted'],
    ['rows.csv', 'Name,Town\na,b\n"c"d,e\n', 'line 3: there is text behind a closing quote'],
    ['rows.csv', 'Name,Name\n', 'two columns are named "Name"'],
    ['rows.csv', '', 'has no header'],
    ['rows.csv', Uint8Array.of(78, 97, 109, 101, 10, 255), 'is not UTF-8'],
    ['rows.ndjson', '{"Name":"a"}\n["b"]\n', 'line 2: is not a JSON object'],
    ['rows.jsonl', '{"Name":"a"}\n\n{"Name', 'line 3: is not a JSON object'],
    ['rows.xlsx', '', 'is neither .csv, nor .ndjson, nor .jsonl'],
  ])('rows in %s of %j', async (name, content, problem) => {
    const path = join(bed.folder, name)
    await writeFile(path, content)
    expect(await problemOf(await bed.job(), path)).toContain(problem)
  })

  test.skipIf(!existsSync('/proc/self'))('a folder that cannot be made: it was tried for ever', async () => {
    const input = await bed.write('rows.csv', csvOf(1))
    const { code, stderr } = await bed.run([await bed.job(), '--input', input, '--out', '/proc/nope/deeper'])
    expect([code, bed.sandbox.calls.length]).toEqual([2, 0])
    expect(stderr).toMatch(/^error: .*\/proc\/nope.*ENOENT/)
  })

  test('an environment without credentials', async () => {
    const input = await bed.write('rows.csv', csvOf(1))
    const { code, stderr } = await bed.run([await bed.job(), '--input', input], { env: { OPENAIR_KEY: 'k' } })
    expect(code).toBe(2)
    expect(stderr).toContain('OPENAIR_NAMESPACE, OPENAIR_COMPANY, OPENAIR_USER, OPENAIR_PASSWORD, (or OPENAIR_ACCESS')
  })

  async function problemOf(job: string, input?: string): Promise<string> {
    const rows = input ?? (await bed.write('rows.csv', csvOf(1)))
    const { code, stdout, stderr } = await bed.run([job, '--input', rows, '--run', 'r'])
    expect({ code, stdout, calls: bed.sandbox.calls.length }).toEqual({ code: 2, stdout: '', calls: 0 })
    return stderr.split('\n')[0] ?? ''
  }
})

test('no credential is in anything that a run prints or writes', async () => {
  const input = await bed.write('rows.csv', csvOf(3))
  const canaries = { OPENAIR_KEY: 'canary-key-81', OPENAIR_PASSWORD: 'canary-password-82' }
  const { stdout, stderr } = await bed.run([await bed.job(), '--input', input, '--run', 'r', '--json'], {
    env: { ...bed.env, ...canaries },
  })
  const files = ['journal', 'success.ndjson', 'failure.ndjson', 'reconcile.ndjson']
  const written = await Promise.all(files.map(name => readFile(join(bed.folder, `r.${name}`), 'utf8')))
  expect(written[2]).toContain('$fault')
  expect([stdout, stderr, ...written].join('\n')).not.toMatch(/canary/)
})

/** The command line as a process of its own runs it: built into a package beside this one, so that it finds what it imports. */
async function compiled(): Promise<string> {
  const folder = join(root, '.cache', 'cli-process')
  const built = join(folder, 'dist')
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const flags = ['-p', join(root, 'tsconfig.build.json'), '--declaration', 'false', '--outDir', built]
  await promisify(execFile)(process.execPath, [tsc, ...flags])
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'))
  return join(built, 'cli', 'main.js')
}

function start(main: string, argv: readonly string[]) {
  return spawn(process.execPath, [main, 'run', ...argv], { env: { ...process.env, ...bed.env }, stdio: 'ignore' })
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setImmediate(resolve))
}
