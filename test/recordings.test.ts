import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeReply } from '../src/cli/line.ts'
import type { Asked } from '../src/dialects/contract.ts'
import { normalize } from '../src/normalize/normalize.ts'

/** Recordings: a body, and beside it a JSON file that says how it was received and what faultline makes of it. */
interface Recording {
  readonly given: {
    readonly status: number
    readonly headers?: Record<string, string>
    readonly dialect?: string
    readonly asked?: Asked
  }
  readonly expected?: unknown
}

const folder = new URL('../fixtures/', import.meta.url).pathname
const bodies = new Set(['.xml', '.html', '.txt', '.bin'])
/** RECORD=1 writes what faultline says now. What is written wants to be reviewed by eye before it is committed. */
const recording = process.env.RECORD === '1'
if (recording && process.env.CI !== undefined) throw new Error('RECORD writes expectations; it is not for CI')

for (const dialect of readdirSync(folder)) {
  describe(`recordings of ${dialect}`, () => {
    const files = readdirSync(join(folder, dialect)).filter(file => bodies.has(extname(file)))
    test.each(files)('%s', file => {
      const path = join(folder, dialect, file)
      const described = path.slice(0, -extname(path).length).concat('.json')
      const { given, expected } = JSON.parse(readFileSync(described, 'utf8')) as Recording
      const { status, headers = {}, ...options } = given
      const result = normalize({ status, headers, body: readFileSync(path) }, { ...options, now: 0 })
      const actual = JSON.parse(JSON.stringify(describeReply(result)))
      if (recording) writeFileSync(described, `${JSON.stringify({ given, expected: actual }, null, 2)}\n`)
      else expect(actual).toEqual(expected)
    })

    test('has a body for every description', () => {
      const names = new Set(files.map(file => file.slice(0, -extname(file).length)))
      const described = readdirSync(join(folder, dialect)).filter(file => file.endsWith('.json'))
      expect(described.filter(file => !names.has(file.slice(0, -'.json'.length)))).toEqual([])
    })
  })
}
