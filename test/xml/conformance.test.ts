import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { type Decoded, decode } from '../../src/xml/decode.ts'
import { parse } from '../../src/xml/parse.ts'
import { hasSubset, skips } from './conformance-skips.ts'
import { type SuiteTest, suiteTests } from './conformance-suite.ts'
import { type Said, saidByElement } from './documents.ts'

/** Accepted by the strict reader, in bytes that are valid in their encoding: it is tolerant otherwise. */
function accepts(decoded: Decoded): boolean {
  return !decoded.replaced && parse(decoded.source, { strict: true }).isOk()
}

interface Run {
  readonly test: SuiteTest
  readonly text: string
  readonly agrees: boolean
  readonly skip: number
}

const runs: readonly Run[] = suiteTests().map(one => {
  const decoded = decode(readFileSync(one.file))._unsafeUnwrap()
  const { text } = decoded.verified().source
  return {
    test: one,
    text,
    agrees: accepts(decoded) === (one.type !== 'not-wf'),
    skip: skips.findIndex(({ fits }) => fits(one, text)),
  }
})

const ids = (list: readonly Run[]) => list.map(({ test }) => test.id)

/** The result of the suite in numbers, the reasons of what was skipped among them. */
afterAll(() => {
  const run = runs.filter(({ skip }) => skip === -1)
  const accepted = run.filter(({ test, agrees }) => agrees && test.type !== 'not-wf').length
  const counts = skips.map(({ reason }, index) => `  ${runs.filter(({ skip }) => skip === index).length} ${reason}`)
  console.info(
    [
      `W3C suite: ${runs.length} documents, ${run.length} run: ${accepted} accepted and ${run.length - accepted} rejected, as they should be;`,
      `${runs.length - run.length} skipped:`,
      ...counts,
    ].join('\n'),
  )
})

describe('the W3C conformance suite, read strictly', () => {
  test('is there in full', () => {
    expect(runs).toHaveLength(2585)
  })

  test.each(['not-wf', 'valid', 'invalid'] as const)('agrees on every %s document that is not skipped', type => {
    const run = runs.filter(({ test, skip }) => skip === -1 && test.type === type)
    expect(run.length).toBe({ 'not-wf': 249, valid: 61, invalid: 105 }[type])
    expect(ids(run.filter(({ agrees }) => !agrees))).toEqual([])
  })

  test.each(skips.map((skip, index) => ({ ...skip, index })))('skips what $reason', ({ index, count, differing }) => {
    const skipped = runs.filter(({ skip }) => skip === index)
    expect(skipped).toHaveLength(count)
    expect(ids(skipped.filter(({ agrees }) => !agrees))).toHaveLength(differing)
  })
})

/**
 * Documents whose internal subset declares nothing but elements mean the same without it: so they, too, can be
 * run, some against the canonical form that the suite gives for them.
 */
describe('the well-formed documents of the suite, their internal subset cut out', () => {
  const subset = /(<!DOCTYPE[^>"'[]*(?:"[^"]*"|'[^']*')?[^>"'[]*)\[[^\]]*\](\s*>)/
  const adapted = runs
    .filter(({ test }) => test.type !== 'not-wf' && test.type !== 'error' && test.version !== '1.1')
    .filter(({ test, text }) => test.entities === 'none' && hasSubset(text) && test.namespace !== 'no')
    .filter(({ text }) => !/<!(?:ENTITY|ATTLIST)|%/.test(text) && subset.test(text))
    .map(({ test, text }) => ({ ...test, text: text.replace(subset, '$1$2') }))

  test('are accepted', () => {
    expect(adapted).toHaveLength(453)
    expect(adapted.filter(({ text }) => parse(text, { strict: true }).isErr()).map(({ id }) => id)).toEqual([])
  })

  const canonical = adapted.flatMap(({ id, text, output }) => (output === undefined ? [] : [{ id, text, output }]))

  test('come with a canonical form in many cases', () => {
    expect(canonical).toHaveLength(107)
  })

  test.each(canonical)('give the tree of their canonical form: $id', ({ text, output }) => {
    const form = decode(readFileSync(output))._unsafeUnwrap().source.text.replace(subset, '$1$2')
    expect(saidBy(text)).toEqual(saidBy(form))
  })
})

/** The canonical form sorts attributes. */
function saidBy(text: string): Said {
  return sorted(saidByElement(parse(text)._unsafeUnwrap().root))
}

function sorted({ name, attributes, text, children }: Said): Said {
  const byName = [...attributes].sort(([one], [other]) => (one < other ? -1 : 1))
  return { name, attributes: byName, text, children: children.map(sorted) }
}
