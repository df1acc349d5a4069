import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'
import { faultline, jsonLines } from './captured.ts'

let sandbox: Sandbox
let folder = ''
const at = (name: string) => join(folder, name)

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 1 })
  folder = mkdtempSync(join(tmpdir(), 'faultline-run-'))
})
afterEach(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

const env = () => {
  const { namespace, key, company, user, password } = sandbox.openAir.account
  return {
    OPENAIR_NAMESPACE: namespace,
    OPENAIR_KEY: key,
    OPENAIR_COMPANY: company,
    OPENAIR_USER: user,
    OPENAIR_PASSWORD: password,
  }
}

function job(more: object = {}): string {
  const usual = {
    api: 'openair-xml',
    url: sandbox.openAir.url,
    operation: 'add',
    target: 'Customer',
    fields: { name: 'Name', currency: { value: 'USD' } },
    rowId: 'Nr',
  }
  writeFileSync(at('job.json'), JSON.stringify({ ...usual, ...more }))
  return at('job.json')
}

function input(names: readonly string[]): string {
  writeFileSync(at('rows.csv'), `\uFEFFNr,Name\r\n${names.map((name, index) => `${index + 1},"${name}"\r\n`).join('')}`)
  return at('rows.csv')
}

const go = (...args: readonly string[]) =>
  faultline(['run', at('job.json'), '--input', at('rows.csv'), ...args], { env: env() })

const outcomes = (run: string, kind: 'success' | 'failure' | 'reconcile') =>
  jsonLines(readFileSync(at(`${run}.${kind}.ndjson`), 'utf8')) as Record<string, unknown>[]

const names = () => sandbox.openAir.records('Customer').map(({ name }) => String(name))

describe('run', () => {
  test('calls the service for each row, and each row stands in one file', async () => {
    job()
    input(['Lighthouse', '', 'Harbor, "inner"'.replaceAll('"', '""')])
    const before = names()
    const { code, stdout, stderr } = await go('--run', 'monday', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ run: 'monday', end: 'completed', successful: 2, unsuccessful: 1 })
    expect(stderr).toContain('run monday: 3 rows')
    expect(outcomes('monday', 'success')).toMatchObject([
      { index: 0, rowId: '1', row: { Nr: '1', Name: 'Lighthouse' }, value: { name: 'Lighthouse', currency: 'USD' } },
      { index: 2, rowId: '3', value: { name: 'Harbor, "inner"' } },
    ])
    expect(outcomes('monday', 'failure')).toMatchObject([{ index: 1, rowId: '2', fault: { category: 'validation' } }])
    expect(names().filter(name => !before.includes(name))).toEqual(['Lighthouse', 'Harbor, "inner"'])
  })

  test('puts several rows into one request where the job says so', async () => {
    job({ size: 100 })
    input(Array.from({ length: 250 }, (_, index) => `Customer ${index}`))
    const { code } = await go('--run', 'many')
    expect([code, outcomes('many', 'success').length, sandbox.calls.length]).toEqual([0, 250, 3])
  })

  test('ends where more rows fail than are accepted, and says how to go on', async () => {
    job({ errorAcceptanceNumber: 0 })
    input(['one', '', 'two'])
    const { code, stdout, stderr } = await go('--run', 'strict')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^not invoked +1$/m)
    expect(stderr).toContain('more failed than the job accepts\ngo on with --resume strict')
  })

  test('goes on after a technical end with the row that was not carried out', async () => {
    job({ retryNumber: 0 })
    input(['one', 'two', 'three'])
    sandbox.trouble.next({ kind: 'none' }, { kind: 'code', code: '414', at: 'auth' })
    expect((await go('--run', 'broken')).code).toBe(1)
    const { code, stdout } = await go('--resume', 'broken', '--json')
    expect([code, JSON.parse(stdout).end]).toEqual([0, 'completed'])
    const ends = (['success', 'failure', 'reconcile'] as const).flatMap(kind =>
      outcomes('broken', kind).map(({ index }) => index),
    )
    expect(ends.sort()).toEqual([0, 1, 2])
  })

  test.each<[string, object]>([
    ['api: ', { api: 'openair' }],
    ['url: ', { url: 'ftp://example.org' }],
    ['fields.name: ', { fields: { name: 5 } }],
    ['the job: Unrecognized key: "password"', { password: 'secret' }],
    ['has no column Town', { fields: { city: 'Town' } }],
    ['operation: OpenAir has add, modify and upsert', { operation: 'ad' }],
    ['lookup: is missing', { operation: 'upsert' }],
    ['stopWhen', { stopWhen: 'never' }],
  ])('refuses before the first call, exit 2: %s', async (words, more) => {
    job(more)
    input(['one'])
    const { code, stderr } = await go()
    expect([code, sandbox.calls.length]).toEqual([2, 0])
    expect(stderr).toContain(words)
  })

  test.each<[string, string, string]>([
    ['rows.csv', 'Nr,Name\n1\n', 'Invalid Record Length'],
    ['rows.ndjson', '{"Nr":"1","Name":"a"}\n[1]\n', 'line 2: is no JSON object'],
    ['rows.txt', '1', 'ends neither in .csv nor in .ndjson'],
    ['none.csv', '', 'no such file'],
  ])('refuses an input that cannot be read: %s', async (name, text, words) => {
    job()
    if (name !== 'none.csv') writeFileSync(at(name), text)
    const { code, stderr } = await faultline(['run', at('job.json'), '-i', at(name)], { env: env() })
    expect([code, sandbox.calls.length]).toEqual([2, 0])
    expect(stderr).toContain(words)
  })

  test('refuses to begin a run anew, to go on with none, and with another input', async () => {
    job()
    input(['one'])
    expect((await go('--run', 'twice')).code).toBe(0)
    expect((await go('--run', 'twice')).stderr).toContain('go on with --resume twice')
    expect((await go('--resume', 'never')).stderr).toContain('there is no journal')
    input(['one', 'two'])
    const { code, stderr } = await go('--resume', 'twice')
    expect([code, stderr.includes('the input has changed')]).toEqual([2, true])
  })

  test('names the variable that is missing, and shows no credential anywhere', async () => {
    job()
    input(['one', ''])
    const { OPENAIR_KEY: _, ...without } = env()
    const { stderr } = await faultline(['run', at('job.json'), '-i', at('rows.csv')], { env: without })
    expect(stderr).toContain('OPENAIR_KEY: is not set in the environment')
    sandbox.trouble.next({ kind: 'html' })
    const told = await go('--run', 'quiet', '--json')
    const files = ['quiet.journal', 'quiet.success.ndjson', 'quiet.failure.ndjson', 'quiet.reconcile.ndjson']
    const all = [told.stdout, told.stderr, ...files.map(name => readFileSync(at(name), 'utf8'))].join('\n')
    for (const secret of [env().OPENAIR_PASSWORD, env().OPENAIR_KEY]) expect(all).not.toContain(secret)
  })

  test('an interruption ends it in order', async () => {
    job()
    input(['one', 'two'])
    const interrupt = AbortSignal.abort()
    const { code, stderr } = await faultline(['run', at('job.json'), '-i', at('rows.csv'), '--run', 'stopped'], {
      env: env(),
      interruption: interrupt,
    })
    expect([code, stderr.includes('it was interrupted\ngo on with --resume stopped')]).toEqual([1, true])
    expect((await go('--resume', 'stopped')).code).toBe(0)
    expect(outcomes('stopped', 'success')).toHaveLength(2)
  })
})

describe('a program that is killed', () => {
  const root = resolve(import.meta.dirname, '../..')
  const built = mkdtempSync(join(tmpdir(), 'faultline-cli-'))

  beforeAll(async () => {
    symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'))
    writeFileSync(join(built, 'package.json'), readFileSync(join(root, 'package.json')))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const args = [
      tsc,
      '-p',
      join(root, 'tsconfig.build.json'),
      '--outDir',
      join(built, 'dist'),
      '--declaration',
      'false',
    ]
    await promisify(execFile)(process.execPath, args)
  }, 60_000)
  afterAll(() => rmSync(built, { recursive: true }))

  test('goes on where it was: each row ends once, and none is done twice', async () => {
    job({ concurrency: 4 })
    const rows = Array.from({ length: 120 }, (_, index) => `Customer ${index}`)
    input(rows)
    const args = [join(built, 'dist/cli/main.js'), 'run', at('job.json'), '--input', at('rows.csv')]
    for (const [kill, resume] of [
      [25, ['--run', 'killed']],
      [70, ['--resume', 'killed']],
    ] as const) {
      const child = spawn(process.execPath, [...args, ...resume], {
        env: { ...process.env, ...env() },
        stdio: 'ignore',
      })
      const ended = once(child, 'exit')
      while (sandbox.calls.length < kill && child.exitCode === null) await new Promise(done => setImmediate(done))
      child.kill('SIGKILL')
      await ended
      expect(existsSync(at('killed.journal'))).toBe(true)
    }
    const { code } = await go('--resume', 'killed')
    expect(code).toBe(0)
    const done = outcomes('killed', 'success').map(({ index }) => Number(index))
    const unsure = outcomes('killed', 'reconcile').map(({ index }) => Number(index))
    expect([...done, ...unsure].sort((one, other) => one - other)).toEqual(rows.map((_, index) => index))
    expect(unsure.length).toBeLessThanOrEqual(8)
    for (const [index, name] of rows.entries()) {
      const found = names().filter(one => one === name).length
      if (done.includes(index)) expect(found).toBe(1)
      else expect(found).toBeLessThanOrEqual(1)
    }
  }, 60_000)
})
