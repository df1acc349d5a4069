import { describe, expect, test } from 'vitest'
import { decodeSoapRecord } from '../../../src/dialects/openair/soap-fields.ts'
import { parse } from '../../../src/xml/parse.ts'

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/"'
const decode = (fields: string) => decodeSoapRecord(parse(`<item ${XSI}>${fields}</item>`)._unsafeUnwrap().root)

describe('a text in base64', () => {
  test.each([
    ['is decoded', 'e:base64', 'w5hzdA==', 'Øst'],
    ['is decoded across breaks', 'e:base64Binary', '\n w5hz\n dA==\n', 'Øst'],
    ['without its padding is decoded', 'e:base64', 'w5hzdA', 'Øst'],
    ['that is none stays as it is', 'e:base64Binary', '!!!!', '!!!!'],
    ['that goes on after its end stays as it is', 'e:base64', 'w5hzdA==w5hz', 'w5hzdA==w5hz'],
    ['that stands for no text stays as it is', 'e:base64', '/////w==', '/////w=='],
    ['of another type is a text', 'e:string', 'w5hzdA==', 'w5hzdA=='],
  ])('%s', (_, type, sent, given) => {
    expect(decode(`<name xsi:type="${type}">${sent}</name>`)).toEqual({ name: given })
  })

  test('that is a file stays in base64, as the XML API gives it', () => {
    expect(decode('<base64_data xsi:type="e:base64">w5hzdA==</base64_data>')).toEqual({ base64_data: 'w5hzdA==' })
  })
})

test('a field with the name of a prototype is a field, and touches none', () => {
  const hostile = '<__proto__><polluted>1</polluted></__proto__><addr___proto__>x</addr___proto__><name>Ann</name>'
  const record = decode(`${hostile}<addr_city>Oslo</addr_city>`)
  expect(Object.keys(record)).toEqual(['__proto__', 'addr___proto__', 'name', 'addr'])
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
  expect('polluted' in {}).toBe(false)
})
