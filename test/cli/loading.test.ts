import { describe, expect, test } from 'vitest'
import { type Import, importsOf } from '../walls/imports.ts'

/** What a command loads: from the file that starts it, and from the one that it loads when it is called. */
function loads(...entries: readonly string[]): { readonly files: readonly string[]; readonly packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const queue = [...entries]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const one of importsOf(file).filter(isLoaded)) {
      if (one.local) queue.push(one.to)
      else packages.add(one.to)
    }
  }
  return { files: [...files], packages }
}

const isLoaded = (one: Import) => !one.typeOnly && !one.dynamic
const outside = (packages: Set<string>) => [...packages].filter(name => !name.startsWith('node:')).sort()

describe('a command starts fast', () => {
  test.each(['explain', 'codes', 'sandbox', 'job/run-job'])('%s loads when it is called', command => {
    expect(loads('cli/main.ts').files).not.toContain(`cli/${command}.ts`)
    expect(importsOf('cli/run.ts')).toContainEqual(
      expect.objectContaining({ to: `cli/${command}.ts`, dynamic: true, typeOnly: false }),
    )
  })

  test.each(['explain', 'codes'])('%s loads neither schema, nor client, nor sandbox, nor their packages', command => {
    const { files, packages } = loads('cli/main.ts', `cli/${command}.ts`)
    expect(files.filter(file => /^(client|sandbox|schema)\/|(schema|define)\.ts$/.test(file))).toEqual([])
    expect(outside(packages)).toEqual(['commander', 'neverthrow'])
  })

  test('codes does not load what reads replies', () => {
    const { files } = loads('cli/main.ts', 'cli/codes.ts')
    expect(files.filter(file => /^normalize\/|^xml\/(reader|parse)\.ts$/.test(file))).toEqual([])
  })
})
