import { describe, expect, test } from 'vitest'
import { toData } from '../../src/xml/data.ts'
import type { XmlElement } from '../../src/xml/element.ts'
import { parse } from '../../src/xml/parse.ts'
import { sniff } from '../../src/xml/sniff.ts'
import { shapes } from './hostile-shapes.ts'

function outcome(text: string): string {
  const result = parse(text)
  return result.isOk() ? 'ok' : result.error.problem
}

describe('a hostile document', () => {
  // At this size work that grows with the square takes minutes, and the runner gives up after seconds.
  test.each(shapes)('of 100,000 %s is answered with %s', (_shape, expected, make) => {
    expect(outcome(make(100_000))).toBe(expected)
  })

  test('of any depth can be read and copied when the caller allows it', () => {
    const depth = 100_000
    const { root } = parse('<a>'.repeat(depth) + '</a>'.repeat(depth), { maxDepth: depth })._unsafeUnwrap()
    let levels = 1
    for (let element = root.child('a'); element !== undefined; element = element.child('a')) levels++
    expect(levels).toBe(depth)
    expect(toData(root, { maxNodes: 10 }).name).toBe('a')
  })

  test.each(shapes.filter(([shape]) => /attributes of|declarations|prefixes/.test(shape)))(
    'of 100,000 %s tells all of its namespaces',
    (_shape, _outcome, make) => {
      const open: XmlElement[] = [parse(make(100_000))._unsafeUnwrap().root]
      let named = 0
      for (let element = open.pop(); element !== undefined; element = open.pop()) {
        if (element.namespace !== undefined) named++
        for (const { namespace } of element.attributes) if (namespace !== undefined) named++
        for (const child of element.children) open.push(child)
      }
      expect(named).toBeLessThanOrEqual(200_000)
    },
  )

  test.each([
    ['comments', '<!-- c -->'],
    ['comments without end', '<!-- '],
    ['instructions', '<?p?>'],
    ['document types', '<!DOCTYPE a>'],
    ['white space', ' \n'],
    ['brackets', '['],
    ['braces', '{ '],
  ])('of a million %s is sniffed', (_shape, piece) => {
    expect(['xml', 'json', 'empty', 'text']).toContain(sniff(piece.repeat(1_000_000)))
  })
})
