import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fault, normalize } from '../../src/index.ts'
import { parseFault } from '../../src/schema.ts'

const folder = new URL('../../fixtures/', import.meta.url).pathname
const recordings = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.xml'))
  .map(file => readFileSync(join(folder, file), 'latin1'))

const statuses = fc.oneof(fc.constantFrom(200, 204, 302, 400, 401, 403, 429, 500, 502, 503), fc.integer())
const piece = fc.oneof(
  fc.constantFrom('<', '>', '</', '"', '&', ']]>', '<!--', '<!DOCTYPE x [', ' status="0"', '\u0000', '<a:b/>'),
  fc.string(),
)

/** A recording with a stretch of it replaced: close enough to a real answer to get far into every stage. */
const mutated = fc
  .tuple(fc.constantFrom(...recordings), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), piece)
  .map(([text, where, length, insert]) => {
    const start = Math.floor(text.length * where)
    return text.slice(0, start) + insert + text.slice(start + length)
  })
const bodies = fc.oneof(mutated, fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), piece)

/** Every fault of a reply: that of the whole or those of its commands. */
function faultsOf(result: ReturnType<typeof normalize>): Fault[] {
  return result.match(
    reply => reply.outcomes.flatMap(one => (one.result.isErr() ? [one.result.error] : [])),
    fault => [fault],
  )
}

describe('normalize, of whatever comes', () => {
  test('never throws, and every fault is whole and survives JSON', () => {
    fc.assert(
      fc.property(statuses, bodies, (status, body) => {
        for (const fault of faultsOf(normalize({ status, headers: {}, body }))) {
          expect(parseFault(JSON.stringify(fault))._unsafeUnwrap()).toEqual(fault)
          expect(fault.status).toBe(status)
          expect(fault.message).not.toBe('')
          expect(fault.title).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })

  test('finds no success under a status outside 2xx', () => {
    const refusing = fc.integer({ min: 100, max: 599 }).filter(status => status < 200 || status > 299)
    fc.assert(
      fc.property(refusing, bodies, (status, body) => {
        const result = normalize({ status, headers: {}, body })
        expect(result.isOk() && result.value.outcomes.some(one => one.result.isOk())).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('shows no secret, wherever the answer puts it', () => {
    const canary = 'canary-4711-pass'
    // Behind a quote, an end of a tag, a beginning of a name, and anywhere.
    const landings = [/="/g, />/g, /<\/?/g, /[\s\S]/g]
    fc.assert(
      fc.property(statuses, mutated, fc.nat(), fc.constantFrom(...landings), (status, text, seed, landing) => {
        const places = [...text.matchAll(landing)].map(found => found.index + found[0].length)
        const at = places[seed % Math.max(1, places.length)] ?? 0
        const body = `${text.slice(0, at)}${canary}${text.slice(at)}`
        const faults = faultsOf(normalize({ status, headers: {}, body }, { secrets: [canary] }))
        expect(JSON.stringify(faults)).not.toContain('canary-4711')
      }),
      { numRuns: 300 },
    )
  })
})

test('no answer that was cut off is a success, wherever it was cut', () => {
  const body =
    '<?xml version="1.0"?><response><Auth status="0"/><Read status="0"><Project><id>7</id></Project></Read></response>'
  for (let length = 0; length < body.length; length++) {
    expect(normalize({ status: 200, headers: {}, body: body.slice(0, length) }).isErr()).toBe(true)
  }
})
