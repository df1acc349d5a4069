import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretsIn } from '../../src/core/secret-search.ts'
import { treeOf } from '../../src/core/secret-tree.ts'
import { wordsOf } from '../../src/core/secret-words.ts'
import { masker } from '../../src/core/secrets.ts'

/** How often a search looks at a unit of the text. */
function stepsFor(secrets: readonly string[], text: string): number {
  const tree = treeOf(wordsOf(secrets))
  let steps = 0
  const counted = {
    length: text.length,
    charCodeAt: (at: number) => {
      steps++
      return text.charCodeAt(at)
    },
  }
  secretsIn(counted, tree)
  return steps
}

/** Words that are all different, and the same in every run. */
function wordsLike(count: number, begin: string): readonly string[] {
  return Array.from({ length: count }, (_, at) => begin + (at * 2_654_435_761).toString(36).padStart(12, '0'))
}

const prose = '<note>Lorem ipsum dolor &amp; sit%20amet, 100 % of it + more</note>\n'

describe('the search for secrets', () => {
  // Twice the text takes at most 2.5 times the steps: linear work takes 2, quadratic work 4. Counted, not timed.
  test.each<[string, (size: number) => readonly string[], (size: number) => string]>([
    ['in prose', () => ['hunter22'], size => prose.repeat(size / 50)],
    ['of many secrets', size => wordsLike(size / 10, ''), size => prose.repeat(size / 50)],
    [
      'of secrets that all come back',
      size => wordsLike(size / 100, ''),
      size => wordsLike(size / 100, '').join('</a>\n<a>'),
    ],
    [
      'of secrets that begin alike',
      size => wordsLike(size / 10, 'token-'),
      size => 'token-000 token-zzz '.repeat(size / 20),
    ],
    ['of a long secret', size => [wordsLike(size / 12, '').join('')], size => prose.repeat(size / 50)],
    [
      'of a long secret of one letter that nearly comes back',
      size => [`${'a'.repeat(size)}!`],
      size => 'a'.repeat(2 * size),
    ],
    ['of one letter after another', () => [`${'a'.repeat(100)}!`], size => `${'a'.repeat(99)}b`.repeat(size / 100)],
    ['among ampersands', () => ['&amp;&&;amp;&x'], size => '&amp;'.repeat(size / 5)],
    ['among ampersands of ampersands', () => ['&&&x'], size => `&${'amp;'.repeat(size / 4)}`],
    ['among percent signs', () => ['%25%2525%x'], size => '%25'.repeat(size / 3)],
    ['among percent signs of percent signs', () => ['%%%x'], size => `%${'25'.repeat(size / 2)}`],
    ['among backslashes', () => ['\\\\\\\\x'], size => '\\'.repeat(size)],
    ['among pluses', () => [`+ ${'+ '.repeat(40)}x`], size => '+'.repeat(size)],
    ['among zeros of a reference', () => ['&#000'], size => `&#${'0'.repeat(size)};`],
  ])('takes steps in proportion to the text: %s', (_, secrets, textOf) => {
    const [small = 0, large = 0] = [10_000, 20_000].map(size => stepsFor(secrets(size), textOf(size)))
    expect(large).toBeLessThanOrEqual(2.5 * small + 1_000)
  })

  test('takes no more steps for ten thousand secrets than for ten, beyond those that begin like the text', () => {
    const text = prose.repeat(1_000)
    expect(stepsFor(wordsLike(10_000, 'q'), text)).toBeLessThanOrEqual(2 * stepsFor(wordsLike(10, 'q'), text))
  })
})

describe('a secret is hidden', () => {
  const spelled = (character: string, how: number): string => {
    const code = character.codePointAt(0) ?? 0
    const percent = encodeURIComponent(character)
    const coded = percent.startsWith('%') ? percent : `%${code.toString(16).padStart(2, '0')}`
    const reference = `&#${how % 2 === 0 ? code : `x${code.toString(16).toUpperCase()}`};`
    const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    const json = units.map(unit => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
    const all = [character, reference, reference.replace('&', '&amp;amp;'), coded, coded.replaceAll('%', '%2525'), json]
    return all[how % all.length] ?? character
  }

  test('whichever way each of its characters is spelled', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }).map(text => `q${text.trim()}z`)
    const how = fc.array(fc.nat(100), { minLength: 42, maxLength: 42 })
    fc.assert(
      fc.property(secret, how, (text, ways) => {
        const echoed = [...text].map((character, at) => spelled(character, ways[at] ?? 0)).join('')
        expect(masker([text])(`<r>${echoed}</r>`)).toBe('<r>***</r>')
      }),
    )
  })

  test.each([10_000, 300_000])('that is %d characters long, odd ones: no expression of it could be made', length => {
    const secret = '&<7>'.repeat(length / 4)
    expect(masker([secret])(`a ${secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} b`)).toBe('a *** b')
    expect(masker([secret])('nothing of it')).toBe('nothing of it')
  })

  test('that is long, as far as it comes back, and in base64 to its end', () => {
    const secret = wordsLike(1_000, '').join('-')
    expect(masker([secret])(`cut: ${secret.slice(0, 500)}`)).toBe('cut: ***')
    expect(masker([secret])(`cut: ${secret.slice(0, 100)}`)).toBe(`cut: ${secret.slice(0, 100)}`)
    expect(masker([secret])(`all: ${Buffer.from(secret).toString('base64')}`)).toMatch(/^all: \*\*\*=*$/)
  })

  test('among thousands in a body of a megabyte, each where it stands', () => {
    const secrets = wordsLike(5_000, 'S-')
    const rows = secrets.map(secret => `<row><name>${'n'.repeat(160)}</name><word>${secret}</word></row>`)
    const shown = masker(secrets)(rows.join('\n'))
    expect(shown.split('<word>***</word>')).toHaveLength(5_001)
    expect(shown).not.toMatch(/S-[0-9a-z]{12}/)
  })
})
