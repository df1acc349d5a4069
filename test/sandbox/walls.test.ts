import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SRC = resolve(import.meta.dirname, '../../src')
const files = readdirSync(join(SRC, 'sandbox'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => join(SRC, 'sandbox', name))

const MAY_IMPORT = /^(sandbox|core|xml|wire)\/|^dialects\/(contract|[a-z-]+\/catalog)\.ts$/

test('the sandbox knows the wire by itself: it imports no reader, writer or client', () => {
  const foreign = files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g)]
      .map(match => relative(SRC, resolve(file, '..', match[1] ?? '')).replaceAll('\\', '/'))
      .filter(target => !MAY_IMPORT.test(target))
      .map(target => `${relative(SRC, file)} imports ${target}`),
  )
  expect(files.length).toBeGreaterThan(30)
  expect(foreign).toEqual([])
})
