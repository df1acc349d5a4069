import { describe, expect, test } from 'vitest'
import { normalize } from '../../src/index.ts'

const many = (count: number, piece: string) => piece.repeat(count)
const asked = (names: readonly string[]) => ({
  commands: names.map(name => ({ name, idempotency: 'once' as const, objects: 1, output: false })),
})

// Each took seconds to half a minute, or made a fault of hundreds of megabytes.
describe('a flood of errors costs no more than its size, and its fault stays small', () => {
  test.each<[string, string, object?]>([
    [
      'words of a refused sign-in',
      `<response><Auth status="401">${many(100_000, '<errors>e</errors>')}</Auth></response>`,
    ],
    [
      'words of a refused sign-in above many commands, one of them done',
      `<response><Auth status="401">${many(100_000, '<errors>e</errors>')}</Auth><Time status="0"><Date/></Time></response>`,
      { asked: asked(['Time', ...Array.from({ length: 900 }, () => 'Add')]) },
    ],
    ['victims', `<response><Auth status="401"/>${many(200_000, '<Add status="2"/>')}</response>`],
    ['errors of an unknown vendor', `<Errors>${many(100_000, '<Error><Code>7</Code></Error>')}</Errors>`],
    [
      'remarks beside a success',
      `<response><Add status="0">${many(100_000, '<warnings>w</warnings>')}</Add></response>`,
    ],
  ])('%s', (_, body, options = {}) => {
    const result = normalize({ status: 200, headers: {}, body }, { ...options, secrets: ['some-secret-value'] })
    const shown = result.match(
      reply => [
        reply.warnings,
        reply.outcomes[0]?.result.match(
          () => undefined,
          fault => fault,
        ),
      ],
      fault => fault,
    )
    expect(JSON.stringify(shown).length).toBeLessThan(2_000_000)
  })
})
