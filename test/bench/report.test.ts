import { expect, test } from 'vitest'
import { tables } from '../../bench/report.ts'

const row = (body: string, subject: string, medianMicroseconds: number, ratio: number) => ({
  body,
  subject,
  medianMicroseconds,
  mbPerSecond: 123.456,
  ratio,
})

test('each body has a table, the fastest subject first', () => {
  const rows = [row('small', 'slow', 45.12, 1), row('small', 'quick', 1.444, 31.2), row('large', 'slow', 201_440, 1)]
  expect(lines(tables(rows, []))).toEqual([
    'small',
    'quick 1.44 us 123 MB/s 31.2 x',
    'slow 45.1 us 123 MB/s 1 x',
    '',
    'large',
    'slow 201 ms 123 MB/s 1 x',
  ])
})

test('the memory has a table of its own, the leanest subject first', () => {
  const memory = [
    { body: 'large', subject: 'hungry', peakMb: 637.2 },
    { body: 'large', subject: 'lean', peakMb: 16.04 },
  ]
  expect(lines(tables([row('large', 'lean', 10, 1)], memory)).slice(3)).toEqual([
    'memory: large, growth of a process that reads it once',
    'lean + 16 MB',
    'hungry + 637 MB',
  ])
})

function lines(text: string): string[] {
  return text.split('\n').map(line => line.trim().replace(/\s+/g, ' '))
}
