import { readFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import process from 'node:process'
import type { Subject } from './subject.ts'

/** What the figures depend on: the runtime, the machine, and the version of each package. */
export function machine(subjects: readonly Subject[]): string {
  const [cpu] = cpus()
  const where = `Node ${process.version}, V8 ${process.versions.v8}, ${platform()} ${arch()}`
  const packages = [...new Set(subjects.flatMap(subject => subject.package ?? []))]
  const versions = packages.map(name => `${name} ${versionOf(name)}`)
  return `${where}, ${cpus().length} x ${cpu?.model.trim() ?? 'unknown processor'}\n${versions.join(', ')}`
}

interface Lock {
  readonly version: string
  readonly packages: Readonly<Record<string, { readonly version: string }>>
}

const lock: Lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.resolve('faultline')), 'utf8'))

function versionOf(name: string): string {
  return name === 'faultline' ? lock.version : (lock.packages[`node_modules/${name}`]?.version ?? 'of unknown version')
}
