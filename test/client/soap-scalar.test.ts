import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readScalar } from '../../src/client/soap/scalar.ts'
import type { Scalar } from '../../src/client/soap/shape.ts'
import { soapClient } from '../../src/soap.ts'
import { placed, soapPeer, WSDL } from './soap-peer.ts'

const utc = (text: string) => new Date(text)

describe('a text is read by its type', () => {
  test.each<[Scalar, string, unknown]>([
    ['integer', '+5', 5],
    ['integer', ' \r\n\t-0042 ', -42],
    ['integer', '9007199254740993', '9007199254740993'],
    ['decimal', '.5', 0.5],
    ['decimal', '5.', 5],
    ['decimal', '-1234567890.123456789', '-1234567890.123456789'],
    ['float', 'INF', Number.POSITIVE_INFINITY],
    ['float', '-INF', Number.NEGATIVE_INFINITY],
    ['float', 'NaN', Number.NaN],
    ['float', '1e3', 1000],
    ['boolean', '1', true],
    ['boolean', '0', false],
    ['boolean', ' true\n', true],
    ['text', '  two\n words ', '  two\n words '],
    ['text', '   ', '   '],
    ['text', '', ''],
    ['unknown', ' as it came ', ' as it came '],
    ['word', ' two \n words\t', 'two words'],
    ['binary', '\n aGVs\nbG8= \n', 'aGVs\nbG8='],
    ['integer', ' ', null],
    ['instant', '', null],
  ])('%s %j', (scalar, text, value) => {
    expect(readScalar(text, scalar)).toEqual({ value })
  })

  test.each<[string, Date]>([
    ['2024-02-29', utc('2024-02-29T00:00:00Z')],
    ['2024-02-29Z', utc('2024-02-29T00:00:00Z')],
    ['2024-02-29+02:00', utc('2024-02-28T22:00:00Z')],
    ['2024-02-29-14:00', utc('2024-02-29T14:00:00Z')],
    ['2024-02-29T10:00:00+05:30', utc('2024-02-29T04:30:00Z')],
    ['2024-02-29T24:00:00Z', utc('2024-03-01T00:00:00Z')],
    ['2024-12-31T24:00:00.000Z', utc('2025-01-01T00:00:00Z')],
    ['2024-04-30T10:00:00.123456789Z', utc('2024-04-30T10:00:00.123Z')],
    ['2024-04-30T10:00:00.5Z', utc('2024-04-30T10:00:00.500Z')],
    ['0001-01-01T00:00:00Z', utc('0001-01-01T00:00:00Z')],
    ['0099-12-31', utc('0099-12-31T00:00:00Z')],
    ['12024-02-29', utc('+012024-02-29T00:00:00Z')],
    ['275760-09-13', utc('+275760-09-13T00:00:00Z')],
    ['2024-04-30T10:00:00', new Date(2024, 3, 30, 10)],
  ])('the instant %s', (text, value) => {
    expect(readScalar(text, 'instant')).toEqual({ value })
  })

  test.each([
    ['beyond what a Date holds', '275760-09-14'],
    ['far beyond', '123456789012-01-01T00:00:00Z'],
    ['before the first year', '-0044-03-15'],
    ['in a year that is there in one version of XML Schema only', '0000-01-01T00:00:00Z'],
  ])('an instant %s stays text', (_, text) => {
    expect(readScalar(text, 'instant')).toEqual({ value: text })
  })

  test.each<[Scalar, string]>([
    ['integer', '1e3'],
    ['integer', '.5'],
    ['integer', '1.0'],
    ['integer', '0x1F'],
    ['integer', '1 000'],
    ['integer', '5\u00a0'],
    ['integer', '\u0665'],
    ['decimal', '1E5'],
    ['decimal', 'INF'],
    ['decimal', '.'],
    ['float', 'Infinity'],
    ['float', 'nan'],
    ['float', '1e'],
    ['boolean', 'yes'],
    ['boolean', '2'],
    ['instant', '2024-02-30'],
    ['instant', '2023-02-29T00:00:00Z'],
    ['instant', '1900-02-29'],
    ['instant', '2024-04-31T10:00:00+02:00'],
    ['instant', '2024-13-01'],
    ['instant', '2024-00-10'],
    ['instant', '0000-00-00T00:00:00'],
    ['instant', '-0044-02-30'],
    ['instant', '2024-01-01T24:00:01Z'],
    ['instant', '2024-01-01T24:00:00.001Z'],
    ['instant', '2024-01-01T10:60:00Z'],
    ['instant', '2024-01-01T10:00:60Z'],
    ['instant', '2024-01-01+14:01'],
    ['instant', '2024-01-01T00:00:00+01:60'],
    ['instant', '012024-01-01'],
    ['instant', '24-01-01'],
    ['instant', '2024-1-1'],
    ['instant', '2024-01-01 10:00:00'],
    ['instant', '2024-01-01T10:00Z'],
    ['instant', '1'],
    ['instant', 'soon'],
  ])('%s %j is none', (scalar, text) => {
    expect(readScalar(text, scalar)).toEqual({ expected: expect.any(String) })
  })

  test('every day that there is, in every zone, is the one that was written', () => {
    const date = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    })
    const zone = fc.integer({ min: -14 * 60, max: 14 * 60 })
    fc.assert(
      fc.property(date, zone, (at, minutes) => {
        const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
        const shown = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1)
        const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
        expect(readScalar(shown + offset, 'instant')).toEqual({ value: at })
      }),
    )
  })
})

describe('the output of an operation', () => {
  async function order(content: string) {
    const peer = await soapPeer(() => ({ body: placed(`<id>1</id>${content}`) }))
    const made = await soapClient(WSDL, { endpoint: `${peer.url}orders`, retry: false })
    return made
      ._unsafeUnwrap()
      .call('PlaceOrder', { sku: 'A' })
      .map(({ output }) => output)
  }

  test('has no day after the one that there is not: 30 February was 1 March', async () => {
    const fault = (await order('<placed>2024-02-30T00:00:00Z</placed>'))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'shape', problem: 'unreadable-output', applied: 'yes' })
    expect(fault).toMatchObject({ issues: [{ path: ['placed'], message: 'Must be a date that exists' }] })
  })

  test('keeps the white space of strings, which was cut off', async () => {
    const content = '<line><sku>  A\n 1 </sku><count> 3 </count></line><line> <sku xml:space="preserve">  </sku></line>'
    const output = (await order(content))._unsafeUnwrap()
    expect(output).toEqual({ id: 1, line: [{ sku: '  A\n 1 ', count: 3 }, { sku: '  ' }] })
  })

  test('is no object of white space', async () => {
    expect((await order('<line>\n  </line>'))._unsafeUnwrap()).toEqual({ id: 1, line: [{}] })
  })
})
