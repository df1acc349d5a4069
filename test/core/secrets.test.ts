import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSecretName, maskData, masker } from '../../src/core/secrets.ts'

describe('a masker', () => {
  const odd = `O'Brien&"Sön"<7>/ +x`
  test.each([
    ['as it is', odd],
    ['as XML', 'O&apos;Brien&amp;&quot;Sön&quot;&lt;7&gt;/ +x'],
    ['as HTML with decimal references', 'O&#039;Brien&amp;&#34;S&#246;n&#34;&lt;7&gt;/&#32;+x'],
    ['as HTML with hexadecimal references', 'O&#x27;Brien&#x26;&#X22;S&#xF6;n&#x22;&#x3c;7&#x3E;&#x2f; +x'],
    ['as HTML, escaped twice', 'O&amp;#039;Brien&amp;amp;&amp;quot;Sön&amp;quot;&amp;lt;7&amp;gt;/ +x'],
    ['percent-encoded', "O'Brien%26%22S%C3%B6n%22%3C7%3E%2F%20%2Bx"],
    ['percent-encoded in lower case', 'O%27Brien%26%22S%c3%b6n%22%3c7%3e%2f%20%2bx'],
    ['percent-encoded twice', 'O%2527Brien%2526%2522S%25C3%25B6n%2522%253C7%253E%252F%2520%252Bx'],
    ['form-encoded', 'O%27Brien%26%22S%C3%B6n%22%3C7%3E%2F+%2Bx'],
    ['as JSON', `O'Brien&\\"Sön\\"<7>\\/ +x`],
    ['as JSON for HTML', `O\\u0027Brien\\u0026\\"S\\u00f6n\\"\\u003c7\\u003E/ +x`],
    ['base64', Buffer.from(odd).toString('base64')],
    ['base64url', Buffer.from(odd).toString('base64url')],
  ])('hides a known secret %s', (_, echoed) => {
    expect(masker([odd])(`login of ${echoed} refused`)).toMatch(/^login of \*\*\*=* refused$/)
  })

  test.each([
    ['an element', '<password>hunter22</password>'],
    ['an element with a prefix and attributes', '<n1:sessionId xsi:type="xsd:string">hunter22</n1:sessionId>'],
    ['an element that is cut off', 'near <password>hunter22'],
    ['an attribute', '<request namespace="harbor" key="hunter22">'],
    ['an attribute that is cut off', '<request key="hunter22'],
    ['JSON', '{"access_token": "hunter22"}'],
    ['a query', 'https://x.example/api?api_key=hunter22&a=1'],
    ['an authorization header', 'Authorization: Bearer hunter22.abc'],
    ['a pair in a sentence', 'cannot log in with password=hunter22, sorry'],
    ['a session id in a sentence', 'sessionId: hunter22abc has expired'],
    ['a cookie', 'Set-Cookie: JSESSIONID=hunter22; Path=/'],
    ['the address that MakeURL answers', '<MakeURL status="0">https://x.example/o.pl?uid=hunter22</MakeURL>'],
  ])('hides by name what stands in %s', (_, text) => {
    expect(masker()(text)).not.toContain('hunter22')
  })

  test('masks the longer of two secrets that start alike', () => {
    expect(masker(['harbor', 'harbor-2025'])('key harbor-2025 of harbor')).toBe('key *** of ***')
  })

  test('masks a very short secret only where it stands alone', () => {
    expect(masker(['ab'])('ab is not in cabin, but here: ab.')).toBe('*** is not in cabin, but here: ***.')
  })

  test('leaves ordinary words alone', () => {
    const text =
      'key figures of session 12: the token was accepted, <keyword>a</keyword>, password: too short, monkey=2'
    expect(masker(['s3cr3t'])(text)).toBe(text)
  })

  test('takes empty and odd secrets without falling over', () => {
    expect(masker(['', '\ud800abc', '(.*)+['])('plain (.*)+[ text')).toBe('plain *** text')
  })
})

describe('a known secret that comes back otherwise than it went', () => {
  test.each([
    ['without the line end that a file gave it', 'tok-Zürich-4711\n', 'bearer is tok-Zürich-4711, expired'],
    ['in upper case', 'tok-Zürich-4711', 'TOK-ZÜRICH-4711 is unknown'],
    ['decomposed', 'tok-Zürich-4711', 'tok-Zürich-4711 is unknown'.normalize('NFD')],
    ['as Latin-1', 'tok-Zürich-4711', 'tok-ZÃ¼rich-4711 is unknown'],
    ['base64 behind a user name', 'tok-Zurich-4711', Buffer.from('mara:tok-Zurich-4711').toString('base64')],
    ['base64 behind two characters', 'tok-Zurich-4711', Buffer.from('xxtok-Zurich-4711yy').toString('base64')],
  ])('is hidden %s', (_, secret, echoed) => {
    const shown = masker([secret])(echoed)
    expect(shown).toContain('***')
    expect(shown).not.toMatch(/4711|NDcxM|Q3MT|0NzEx/)
  })
})

test('no text of masked data holds a secret, wherever it stood', () => {
  // A secret of faultline's own words ("none") is no secret that can be told apart.
  const secret = fc.string({ minLength: 6, maxLength: 20 }).map(text => `S${text.replaceAll('*', '+')}`)
  fc.assert(
    fc.property(secret, fc.jsonValue({ depthSize: 'small' }), fc.string(), (value, around, before) => {
      const data = {
        message: before + value,
        reasons: [{ texts: [value, around] }],
        nested: { detail: { text: value } },
      }
      const masked = JSON.stringify(maskData(data, masker([value])))
      expect(masked.includes(value)).toBe(false)
    }),
  )
})

describe('masked data', () => {
  test("keeps faultline's own words even where a password is one of them", () => {
    const fault = { kind: 'service', category: 'session', message: 'session over', problem: 'reset' }
    expect(maskData(fault, masker(['session', 'service']))).toEqual({ ...fault, message: '*** over' })
  })

  test('hides the text of an element tree by the name of the element', () => {
    const detail = { name: 'n:password', text: 'hunter22', children: [] }
    expect(maskData(detail, masker())).toEqual({ ...detail, text: '***' })
  })

  test.each(['title', 'source', 'body', 'kind', 'errno'])(
    'masks an attribute that a sender named like our own word %s',
    name => {
      const detail = { name: 'x', attributes: { [name]: 'hunter22' } }
      expect(maskData(detail, masker(['hunter22']))).toEqual({ name: 'x', attributes: { [name]: '***' } })
    },
  )

  test('hides attributes of element trees by name, a key among them, and secrets in their names', () => {
    const attributes = { 'n:password': 'a', key: 'b', code: '7', hunter22: 'c' }
    const masked = maskData({ name: 'x', attributes }, masker(['hunter22']))
    expect(masked.attributes).toEqual({ 'n:password': '***', key: '***', code: '7', '***': 'c' })
  })

  test.each(['password', 'Password', 'sessionId', 'access_token', 'ssn'])('takes %s for the name of a secret', name => {
    expect(isSecretName(name)).toBe(true)
  })

  test.each(['key', 'code', 'passwordless', 'nickname'])('does not take %s for one', name => {
    expect(isSecretName(name)).toBe(false)
  })
})
