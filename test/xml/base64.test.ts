import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOfBase64 } from '../../src/xml/base64.ts'

const read = (text: string) => {
  const bytes = bytesOfBase64(text)
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1')
}

describe('bytesOfBase64', () => {
  test.each([
    ['', ''],
    ['aGVsbG8=', 'hello'],
    ['aGVsbG8', 'hello'],
    [' aGV\n\tsbG8\r\n= ', 'hello'],
    ['+/+/', '\u00fb\u00ff\u00bf'],
    ['YQ==', 'a'],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each(['!!!!', 'a', 'aGVsbG8==', 'aGVsbG8=x', '====', '=', 'YQ=', 'äöüß', 'YQ==YQ==', '-_-_', 'a b c d e'])(
    'takes %j for none',
    text => {
      expect(read(text)).toBeUndefined()
    },
  )

  test('gives back what was written, with and without breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        const text = Buffer.from(bytes).toString('base64')
        expect(bytesOfBase64(text)).toEqual(Uint8Array.from(bytes))
        expect(bytesOfBase64(text.replace(/(.{5})/g, '$1\r\n'))).toEqual(Uint8Array.from(bytes))
      }),
    )
  })
})
