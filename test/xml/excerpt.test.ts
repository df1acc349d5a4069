import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { masker } from '../../src/core/secrets.ts'
import { parse } from '../../src/xml/parse.ts'

const SECRET = 'hunter2-canary'
const filler = 'lorem ipsum dolor sit amet '.repeat(400)
const problem = (text: string) => parse(text)._unsafeUnwrapErr()

describe('the excerpt of a problem', () => {
  test('shows what stands around the place, on one line', () => {
    expect(problem('<r>\n\t<name>Smith & Sons</name>\n</r>').excerpt).toBe('<r>  <name>Smith & Sons</name> </r>')
    const { excerpt } = problem(`<r>${filler}Smith & Sons${filler}</r>`)
    expect(excerpt).toContain('Smith & Sons')
    expect(excerpt).toHaveLength(60)
  })

  test('shows forbidden characters as replaced', () => {
    expect(problem('<a>1\u00002\uD8003</a>').excerpt).toBe('<a>1\uFFFD2\uFFFD3</a>')
  })

  test.each<[where: string, text: string]>([
    ['in a password', `<r><password>${SECRET}&x;</password></r>`],
    ['before the place, in a password', `<r><password>${SECRET} & ${SECRET}</password></r>`],
    ['in a password whose tag is far away', `<r><password>${filler}${SECRET} & ${SECRET}${filler}</password></r>`],
    ['in CDATA of a password', `<r><password><![CDATA[${SECRET}]]>&x;</password></r>`],
    ['in CDATA of a password whose tag is far away', `<r><password><![CDATA[${filler}<${SECRET}]]></password>&x;</r>`],
    ['behind a comment in a password', `<r><password>1<!-- c -->${SECRET}</password>&x;</r>`],
    ['in an element of a password', `<r><p:sessionId x="1"><v>${SECRET}</v></p:sessionId>&x;</r>`],
    ['in a password that holds a tag', `<r><password>1<${SECRET}>2</password></r>`],
    ['in a password that holds the end of one', `<r><password>1</${SECRET}>2</password></r>`],
    ['in a password with a control character', `<r><password>${SECRET}\u0001${SECRET}</password></r>`],
    ['in a password that is cut off', `<r><password>${SECRET}`],
    ['in the next element', `<r>&x;<password>${SECRET}</password></r>`],
    ['in an attribute', `<r key="${SECRET}" key="2"/>`],
    ['in an attribute with a reference', `<r key="${SECRET}&${SECRET}"/>`],
    ['in an attribute with a tag', `<r key="${SECRET}<${SECRET}"/>`],
    ['in an attribute that is not closed', `<r key="${SECRET}`],
    ['in an attribute without quotes', `<r key=${SECRET}/>`],
    ['in an attribute without quotes, elsewhere', `<r/><r password=${SECRET}/>`],
    ['in an attribute that is far away', `<r a="${filler}" api_key="${filler}${SECRET}&x;"/>`],
    ['in a header that is echoed', `<r>&x; Authorization: Bearer ${SECRET}</r>`],
    ['in an address that is echoed', `<r>&x; https://example.com/?access_token=${SECRET}</r>`],
    ['outside the root', `<r/><password>${SECRET}</password>`],
  ])('never shows a credential %s', (_where, text) => {
    const { excerpt, message } = problem(text)
    for (const part of [SECRET, 'hunter', 'canary']) {
      expect(excerpt).not.toContain(part)
      expect(message).not.toContain(part)
    }
  })

  test('never shows a value that the caller knows to be secret, nor a piece of it', () => {
    const long = 'S'.repeat(100)
    const mask = masker([long])
    expect(parse(`<r>${long}&x;${long}</r>`, { mask })._unsafeUnwrapErr().excerpt).toBe('<r>***&x;***</r>')
  })

  test('never shows a piece of a password, wherever something is put into one or behind', () => {
    const secrets = fc.stringMatching(/^[A-Z]{30}$/)
    const names = fc.constantFrom('password', 'ns:sessionid', 'access_token')
    const broken = fc.constantFrom(
      '&',
      '<',
      '</',
      '</x>',
      '\u0000',
      '&x;',
      '<!-- ',
      '<![CDATA[',
      ']]>',
      '"',
      "'",
      '/>',
      '>',
    )
    const places = fc.tuple(fc.constantFrom('element', 'attribute', 'behind'), fc.nat({ max: 30 }))
    fc.assert(
      fc.property(
        secrets,
        names,
        places,
        broken,
        fc.constantFrom('', filler),
        (secret, name, [where, at], put, far) => {
          const spoiled = (here: string) => (where === here ? secret.slice(0, at) + put + secret.slice(at) : secret)
          const element = `<${name} x="1">${spoiled('element')}</${name}>`
          const attribute = `<b key="${spoiled('attribute')}" z="1"/>`
          const result = parse(`<r><a>${far}</a>${element}${attribute}${where === 'behind' ? put : ''}</r>`)
          if (result.isErr()) expect(result.error.excerpt + result.error.message).not.toMatch(/[A-Z]{8}/)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
