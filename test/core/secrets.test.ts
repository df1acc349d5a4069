import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSecretName, maskData, masker } from '../../src/core/secrets.ts'

describe('a masker', () => {
  test.each([
    ['as it is', 'user s3cr3t-pass refused', 's3cr3t-pass'],
    ['escaped for XML', 'user a&amp;b&lt;c refused', 'a&b<c'],
    ['percent-encoded', 'GET /x?p=a%26b%20c', 'a&b c'],
    ['base64', 'Basic aGFyYm9yLXBhc3M=', 'harbor-pass'],
    ['escaped for JSON', '{"p":"a\\"bcd"}', 'a"bcd'],
  ])('hides a known secret %s', (_, text, secret) => {
    const masked = masker([secret])(text)
    expect(masked).toContain('***')
    expect(masked).not.toContain(secret)
    expect(masked).not.toContain('a%26b')
    expect(masked).not.toContain('aGFyYm9yLXBhc3M')
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

  test.each(['password', 'Password', 'sessionId', 'access_token', 'ssn'])('takes %s for the name of a secret', name => {
    expect(isSecretName(name)).toBe(true)
  })

  test.each(['key', 'code', 'passwordless', 'nickname'])('does not take %s for one', name => {
    expect(isSecretName(name)).toBe(false)
  })
})
