import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import type { Subject } from './subject.ts'

/**
 * Reads one file with one subject and prints by how many MB the process grew at most. The arguments name the file of
 * `subjects/`, the only one that is loaded, the subject in it, and the file to read.
 */
const [, , home, name, file = ''] = process.argv
const found: Readonly<Record<string, unknown>> = await import(`./subjects/${home}.js`)
const subject = Object.values(found).flat().find(isNamed)
if (subject === undefined) throw new TypeError(`subject: none is named "${name}"`)

function isNamed(value: unknown): value is Subject {
  return typeof value === 'object' && value !== null && 'read' in value && 'name' in value && value.name === name
}

const input = readFileSync(file)
forgetPeak()
const start = process.memoryUsage.rss()
const product = subject.read(input)
const growth = peak() - start
keep(product)
console.log(Math.max(0, growth / 1e6).toFixed(1))

/** Where Linux tells the peak, and where it can be told to begin anew, so that the start of Node does not count. */
function forgetPeak(): void {
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5')
}

/** In bytes. Elsewhere than on Linux it is that of the whole life of the process. */
function peak(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes))
}

/** Uses the product, so that it cannot be collected before the peak is known. */
function keep(value: unknown): void {
  if (value === input) throw new Error('the input is no product')
}
