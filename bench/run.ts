import assert from 'node:assert/strict'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { type Body, bodies } from './bodies.ts'
import { type Effort, type Measurement, measure } from './measure.ts'
import { BASELINE, type Subject, subjects } from './subjects.ts'

/**
 * Compares how fast replies are read: `npm run bench`, with `-- --json` for a machine, with `-- --smoke` to see
 * within seconds that every subject still reads right, whatever its speed.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean' }, smoke: { type: 'boolean' } } })

const full: Effort = { rounds: 11, sampleMs: 50, warmUpMs: 25 }
const smoke: Effort = { rounds: 1, sampleMs: 5, warmUpMs: 5 }

/** One line of the report. `ratio` is the speed relative to the baseline: 2 is twice as fast. */
interface Row {
  readonly body: string
  readonly subject: string
  readonly medianMicroseconds: number
  readonly mbPerSecond: number
  readonly ratio: number
}

const measured = bodies()
for (const body of measured) for (const subject of subjects) verify(subject, body)

const rows = report(measure(measured, subjects, values.smoke === true ? smoke : full))
if (values.json === true) console.log(JSON.stringify({ node: process.version, rows, memory: [] }, null, 2))
else print(rows)

function verify(subject: Subject, body: Body): void {
  const { commands, refused } = body
  assert.deepEqual(subject.verdict(body.bytes), { commands, refused }, `${subject.name} misreads ${body.name}`)
}

function report(measurements: readonly Measurement[]): Row[] {
  return measurements.map(({ body, subject, medianMicroseconds }) => {
    const baseline = measurements.find(other => other.body === body && other.subject.name === BASELINE)
    return {
      body: body.name,
      subject: subject.name,
      medianMicroseconds: rounded(medianMicroseconds),
      mbPerSecond: rounded(body.bytes.byteLength / medianMicroseconds),
      ratio: rounded((baseline?.medianMicroseconds ?? Number.NaN) / medianMicroseconds),
    }
  })
}

function print(rows: readonly Row[]): void {
  console.log(`Node ${process.version}, medians; "times" is the speed relative to ${BASELINE}`)
  for (const { body, subject, medianMicroseconds, mbPerSecond, ratio } of rows) {
    const figures = [
      `${medianMicroseconds} us`.padStart(14),
      `${mbPerSecond} MB/s`.padStart(13),
      `${ratio} times`.padStart(13),
    ]
    console.log(`${body.padEnd(12)} ${subject.padEnd(18)}${figures.join('')}`)
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
