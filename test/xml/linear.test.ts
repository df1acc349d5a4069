import { describe, expect, test } from 'vitest'
import { Grammar } from '../../src/xml/grammar.ts'
import { scan } from '../../src/xml/scan.ts'
import { Source } from '../../src/xml/source.ts'
import { shapes } from './hostile-shapes.ts'

const limits = { maxDepth: 512, maxNodes: 5_000_000, strict: false }

/** How many bytes the scanner looks at. */
function scannerSteps(text: string): number {
  let steps = 0
  const source = Source.ofText(text)
  const bytes = new Proxy(source.bytes, {
    get(bytes, key) {
      steps++
      const value = Reflect.get(bytes, key, bytes)
      return typeof value === 'function' ? value.bind(bytes) : value
    },
  })
  const counted = Object.create(source, { bytes: { value: bytes }, ...ownMembers(source) })
  const start = new Grammar(text, limits).prolog()
  if (start === undefined) return 0
  const at = new TextEncoder().encode(text.slice(0, start.at)).length
  scan(counted, { at, surplus: at - start.at }, limits)
  return steps
}

/** Methods with private fields want the object that has them. */
function ownMembers(source: Source): PropertyDescriptorMap {
  return {
    mark: { value: (byte: number, unit: number) => source.mark(byte, unit) },
    cut: { value: (start: number, end: number) => source.cut(start, end) },
  }
}

/** How many characters the grammar looks at; a search counts for the distance that it covers. */
function grammarSteps(text: string): number {
  let steps = 0
  const distance = (found: number, from: number) => (found === -1 ? text.length : found) - from
  const counted = {
    length: text.length,
    charCodeAt: (at: number) => {
      steps++
      return text.charCodeAt(at)
    },
    startsWith: (literal: string, at = 0) => {
      steps += literal.length
      return text.startsWith(literal, at)
    },
    indexOf: (literal: string, from = 0) => {
      const found = text.indexOf(literal, from)
      steps += Math.max(1, distance(found, from))
      return found
    },
    slice: (from: number, end?: number) => {
      const cut = text.slice(from, end)
      steps += Math.max(1, cut.length)
      return cut
    },
    trim: () => {
      steps += text.length
      return text.trim()
    },
  }
  new Grammar(counted as unknown as string, limits).document()
  return steps
}

// Twice the size takes at most 2.5 times the steps: linear work takes 2, quadratic work 4. Counted, not timed.
const sizes = [2_000, 4_000] as const

describe.each([
  ['the scanner', scannerSteps],
  ['the grammar', grammarSteps],
])('%s takes steps in proportion to the size of', (_, stepsFor) => {
  test.each(shapes)('%s', (_shape, _outcome, make) => {
    const [small, large] = sizes.map(size => stepsFor(make(size)))
    expect(large).toBeLessThanOrEqual(2.5 * (small ?? 0) + 1_000)
  })
})
