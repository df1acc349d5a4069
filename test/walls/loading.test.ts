import { describe, expect, test } from 'vitest'
import { type Import, importsOf } from './imports.ts'

/** Everything that importing a source file loads at once: static imports, followed, types left out. */
function loads(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const queue = [entry]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const one of importsOf(file).filter(isLoaded)) {
      if (one.local) queue.push(one.to)
      else packages.add(one.to)
    }
  }
  return { files, packages }
}

const isLoaded = (one: Import) => !one.typeOnly && !one.dynamic

describe('what an entry loads', () => {
  test('faultline loads neverthrow and nothing else', () => {
    expect([...loads('index.ts').packages]).toEqual(['neverthrow'])
  })

  test('faultline loads neither the sandbox, nor a client, nor a schema', () => {
    const heavy = [...loads('index.ts').files].filter(file =>
      /^(sandbox|client|schema|cli)\/|\/(operations|records)(\.ts|\/)/.test(file),
    )
    expect(heavy).toEqual([])
  })

  test('faultline/schema loads zod and no dialect', () => {
    const { files, packages } = loads('schema.ts')
    expect([...packages].sort()).toEqual(['neverthrow', 'zod'])
    expect([...files].filter(file => file.startsWith('dialects/'))).toEqual([])
  })

  test.each([
    ['openair', 'openair'],
    ['openair-soap', 'openair'],
    ['intacct', 'intacct'],
  ])('%s loads no other dialect, no sandbox, and undici only when called', (entry, dialect) => {
    const { files, packages } = loads(`${entry}.ts`)
    expect([...packages].sort()).toEqual(['fast-xml-parser', 'neverthrow', 'zod'])
    const others = new RegExp(`^dialects/(?!${dialect}/|[\\w-]+\\.ts$)|registry|^sandbox/`)
    expect([...files].filter(file => others.test(file))).toEqual([])
  })

  test.each(['xmlrpc', 'keap'])(
    'faultline/%s loads no other dialect, no sandbox, and undici only when called',
    name => {
      const { files, packages } = loads(`${name}.ts`)
      expect([...packages].sort()).toEqual(['fast-xml-parser', 'neverthrow', 'zod'])
      const others = new RegExp(`^dialects/(?!${name}/|[\\w-]+\\.ts$)|registry|^sandbox/`)
      expect([...files].filter(file => others.test(file))).toEqual([])
    },
  )

  test('faultline/soap loads no API, no zod, and node-soap only at the first call', () => {
    const { files, packages } = loads('soap.ts')
    expect([...packages].sort()).toEqual(['neverthrow'])
    expect([...files].filter(file => /^dialects\/(?!soap\/|[\w-]+\.ts$)|registry|^sandbox\//.test(file))).toEqual([])
  })

  test.each([
    ['http', 'http'],
    ['privo', 'privo'],
  ])('faultline/%s loads no other dialect, no zod, and undici only when called', (entry, dialect) => {
    const { files, packages } = loads(`${entry}.ts`)
    expect([...packages].filter(one => one !== 'neverthrow' && !one.startsWith('node:'))).toEqual([])
    const others = new RegExp(`^dialects/(?!${dialect}/|[\\w-]+\\.ts$)|registry|^sandbox/`)
    expect([...files].filter(file => others.test(file))).toEqual([])
  })

  test('faultline/bullmq loads neither BullMQ, nor zod, nor any API', () => {
    const { files, packages } = loads('bullmq.ts')
    expect([...packages]).toEqual(['neverthrow'])
    expect([...files].filter(file => !/^(core|retry|batch|queues)\/|^bullmq\.ts$/.test(file))).toEqual([])
  })

  test('faultline/sandbox loads no client', () => {
    expect([...loads('sandbox.ts').files].filter(file => /^(client|normalize)\//.test(file))).toEqual([])
  })
})
