import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultline, jsonLines } from './captured.ts'

const definition = {
  name: 'ferry',
  roots: ['Crossing'],
  rules: [{ ok: { at: '@state', values: ['sailed'] }, code: ['@no'], message: ['Reason'] }],
  codes: { F7: { category: 'unavailable' } },
  families: [{ matches: { pattern: '^F', flags: 'i' }, title: 'Ferries' }],
}

let folder: string
const path = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-dialect-'))
  await writeFile(path('ferry.json'), JSON.stringify(definition))
  await writeFile(path('wrong.json'), JSON.stringify({ ...definition, rules: [{ ok: { at: 7 } }] }))
  await writeFile(path('broken.json'), '{"name":')
  await writeFile(path('reply.xml'), '<Crossing state="held" no="F7"><Reason>storm</Reason></Crossing>')
  await writeFile(path('list.ndjson'), JSON.stringify({ file: path('reply.xml'), dialect: path('ferry.json') }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe("a user's own dialect on the command line", () => {
  test('explains a reply', async () => {
    const run = await faultline(['explain', '--json', '--dialect', path('ferry.json'), path('reply.xml')])
    expect(run.code).toBe(1)
    expect(jsonLines(run.stdout)).toMatchObject([{ dialect: 'ferry', fault: { code: 'F7', category: 'unavailable' } }])
  })

  test('may be named by a line of a list', async () => {
    const run = await faultline(['explain', '--json', '--from', path('list.ndjson')])
    expect(jsonLines(run.stdout)).toMatchObject([{ dialect: 'ferry', fault: { code: 'F7' } }])
  })

  test('has its codes listed', async () => {
    const run = await faultline(['codes', path('ferry.json'), 'F7'])
    expect(run).toMatchObject({ code: 0 })
    expect(run.stdout).toContain('unavailable')
  })

  test.each([
    ['wrong.json', /rules/],
    ['broken.json', /is not JSON/],
    ['missing.json', /no such file/],
  ])('in %s is a usage error that says what is wrong', async (file, words) => {
    const run = await faultline(['explain', '--dialect', path(file), path('reply.xml')])
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(words)
  })
})
