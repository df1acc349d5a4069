import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalize } from '../../../src/index.ts'

const good = '<value><array><data><value><int>1</int></value></data></array></value>'
const bad = '<value><struct><member><name>faultCode</name><value><int>-32601</int></value></member></struct></value>'
const odd = fc.constantFrom(
  '<value/>',
  '<value><int>7</int></value>',
  '<value><array/></value>',
  '<value><struct/></value>',
)
const results = fc.array(fc.oneof(fc.constantFrom(good, bad), odd), { maxLength: 6 })

test('several calls have as many outcomes, and no success that is not their own', () => {
  fc.assert(
    fc.property(results, fc.integer({ min: 2, max: 6 }), (entries, count) => {
      const list = `<value><array><data>${entries.join('')}</data></array></value>`
      const body = `<methodResponse><params><param>${list}</param></params></methodResponse>`
      const commands = Array.from({ length: count }, (_, at) => ({
        name: `m${at}`,
        id: `id-${at}`,
        idempotency: 'once' as const,
        objects: 1,
        output: true,
      }))
      const { outcomes } = normalize({ status: 200, headers: {}, body }, { asked: { commands } })._unsafeUnwrap()
      expect(outcomes.map(({ index, operation, id }) => [index, operation, id])).toEqual(
        commands.map(({ name, id }, at) => [at, name, id]),
      )
      const expected = commands.map((_, at) => entries.length === count && entries[at] === good)
      expect(outcomes.map(({ result }) => result.isOk())).toEqual(expected)
    }),
  )
})
