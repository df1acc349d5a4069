import process from 'node:process'
import { parseArgs } from 'node:util'
import { batchText } from './batch/report.ts'
import { batchFigures, fullBatch, smokeBatch } from './batch/runs.ts'
import { bodyNamed, bodyNames, isBodyName, LARGE } from './bodies.ts'
import { machine } from './machine.ts'
import { memory } from './memory.ts'
import { tables } from './report.ts'
import { fullCalls, smokeCalls, soapCalls } from './soap/calls.ts'
import { callTables } from './soap/report.ts'
import { full, smoke, speed } from './speed.ts'
import type { Subject } from './subject.ts'
import { BASELINE } from './subjects/fast-xml-parser.ts'
import { subjects } from './subjects.ts'

/**
 * Compares how fast replies are read, and in how much memory: `npm run bench`, with these behind a `--`:
 *
 * - `--json`: prints the figures for a program; what they were measured on goes to the standard error
 * - `--smoke`: shows within seconds, on bodies cut short, that every subject still reads right, whatever its speed
 * - `--detached`: runs in the state of a process that has sent an HTTP request, where loops over bytes are slower
 * - `--body NAME`, `--subject NAME`: only these; the baseline always takes part
 * - `batch`: what the runner of many rows costs instead, with `--json` and `--smoke` as above
 * - `soap`: SOAP calls end to end against a local server instead, with `--json` and `--smoke` as above
 */
const subjectNames = subjects.map(({ name }) => name)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    detached: { type: 'boolean', default: false },
    body: { type: 'string', multiple: true, default: [...bodyNames] },
    subject: { type: 'string', multiple: true, default: subjectNames },
  },
})

if (positionals.length === 0) compareReaders()
else if (positionals.join() === 'soap') await compareCalls()
else if (positionals.join() === 'batch') await measureBatches()
else unknown('bench', positionals.join(' '), ['batch', 'soap'])

async function measureBatches(): Promise<void> {
  const figures = await batchFigures(values.smoke ? smokeBatch : fullBatch)
  const about = machine([])
  if (values.json) {
    console.error(about)
    console.log(JSON.stringify({ node: process.version, ...figures }, null, 2))
  } else console.log(`${about}\n${values.smoke ? 'all rows were called' : batchText(figures)}`)
}

async function compareCalls(): Promise<void> {
  const rows = await soapCalls(values.smoke ? smokeCalls : fullCalls)
  const about = machine(subjects.filter(({ name }) => name === 'node-soap' || name === 'faultline read'))
  if (values.json) {
    console.error(about)
    console.log(JSON.stringify({ node: process.version, rows }, null, 2))
  } else if (values.smoke) console.log(`${about}\n${rows.length} kinds of calls came back right`)
  else console.log(`${about}\nMedians; "x" is the speed relative to node-soap alone\n\n${callTables(rows)}`)
}

function compareReaders(): void {
  const bodies = values.body.map(name => (isBodyName(name) ? name : unknown('body', name, bodyNames)))
  const chosen = values.subject.map(name =>
    subjectNames.includes(name) ? name : unknown('subject', name, subjectNames),
  )
  const compared = subjects.filter(({ name }) => name === BASELINE || chosen.includes(name))

  // undici does this to a buffer for every body; once is enough for V8 to guard all byte access from then on.
  const sacrifice = new ArrayBuffer(1)
  if (values.detached) structuredClone(sacrifice, { transfer: [sacrifice] })

  const plan = values.smoke ? smoke : full
  const rows = speed(bodies, compared, plan)
  const measured = values.smoke ? compared.slice(0, 2) : compared
  const grown = bodies.includes(LARGE) ? memory(bodyNamed(LARGE, plan.mostRecords), measured) : []

  if (values.json) {
    console.error(machine(compared))
    console.log(JSON.stringify({ node: process.version, rows, memory: grown }, null, 2))
  } else if (values.smoke) {
    console.log(`${machine(compared)}\n${compared.length} subjects read ${bodies.length} bodies right`)
  } else {
    console.log(`${machine(compared)}\nMedians; "x" is the speed relative to ${BASELINE} on the same body\n`)
    console.log(`${tables(rows, grown)}\n\n${notes(compared)}`)
  }
}

function notes(subjects: readonly Subject[]): string {
  return subjects.flatMap(({ name, note }) => (note === undefined ? [] : `${name}: ${note}`)).join('\n')
}

function unknown(what: string, name: string, known: readonly string[]): never {
  console.error(`${what}: none is named "${name}"; there are ${known.join(', ')}`)
  process.exit(2)
}
