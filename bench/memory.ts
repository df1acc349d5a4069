import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Body } from './bodies.ts'
import { inputsOf } from './check.ts'
import type { MemoryRow } from './report.ts'
import type { Subject } from './subject.ts'
import { dataOf } from './subjects/fast-xml-parser.ts'
import { fileOf } from './subjects.ts'

/**
 * By how much each subject makes a process grow that reads the body once, cold: one process for each, with the
 * input in it before the count begins.
 */
export function memory(body: Body, subjects: readonly Subject[]): MemoryRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
  try {
    const { xml, json } = inputsOf(body, dataOf(body.bytes))
    writeFileSync(join(folder, 'body.xml'), xml)
    writeFileSync(join(folder, 'body.json'), json)
    return subjects.map(subject => ({
      body: body.name,
      subject: subject.name,
      peakMb: peakOf(subject, join(folder, `body.${subject.input ?? 'xml'}`)),
    }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const child = fileURLToPath(new URL('./memory-child.js', import.meta.url))

function peakOf(subject: Subject, file: string): number {
  return Number(execFileSync(process.execPath, [child, fileOf(subject), subject.name, file], { encoding: 'utf8' }))
}
