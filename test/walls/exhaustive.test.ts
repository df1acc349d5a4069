import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const broken = readdirSync(resolve(import.meta.dirname, 'broken')).map(file => `test/walls/broken/${file}`)

/** Compiles the files as the project compiles its own and returns what the compiler says. */
function compile(files: readonly string[]): string {
  const flags = '--noEmit --strict --noImplicitReturns --exactOptionalPropertyTypes --skipLibCheck --ignoreConfig'
  const modules = '--module nodenext --target es2023 --lib es2023,dom --allowImportingTsExtensions'
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
  const args = [compiler, ...flags.split(' '), ...modules.split(' '), ...files]
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? '' : stdout
}

test('a switch or match that covers every case compiles', () => {
  expect(compile(['test/walls/exhaustive.ts'])).toBe('')
})

test('a switch or match that lacks a case does not compile', () => {
  const said = compile(broken)
  const refused = broken.filter(file => said.includes(`${file}(`) || said.includes(`${file}:`))
  expect(refused).toEqual(broken)
  expect(said).toMatch(/switch-without-a-kind.*(TS2366|TS7030)/)
  expect(said).toMatch(/switch-without-a-category.*(TS2366|TS7030)/)
  expect(said).toMatch(/match-without-a-handler.*(TS2345|TS2741|TS2769)/)
})
