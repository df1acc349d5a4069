import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** One import or re-export as it stands in a source file. */
export interface Import {
  /** The importing file, relative to `src/`. */
  readonly from: string
  /** A file relative to `src/`, or the name of a package or Node built-in. */
  readonly to: string
  readonly local: boolean
  readonly typeOnly: boolean
  readonly dynamic: boolean
}

export const sourceFolder = resolve(import.meta.dirname, '../../src')

export function sourceFiles(): string[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .sort()
}

const statement = /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/gm
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** All imports of a source file; those for types alone are marked, for they are gone at run time. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(sourceFolder, file), 'utf8')
  const found = [...text.matchAll(statement)].map(([, type, target = '']) => ({
    target,
    typeOnly: type !== undefined,
    dynamic: false,
  }))
  const called = [...text.matchAll(call)].map(([, target = '']) => ({ target, typeOnly: false, dynamic: true }))
  return [...found, ...called].map(({ target, ...rest }) => {
    const local = target.startsWith('.')
    const to = local ? relative(sourceFolder, resolve(sourceFolder, dirname(file), target)) : target
    return { from: file, to, local, ...rest }
  })
}

export const allImports = (): Import[] => sourceFiles().flatMap(importsOf)

/** The room of a source file, as architecture.md draws the house; `entry` for a file directly in `src/`. */
export function roomOf(file: string): string {
  const [room, next] = file.split('/')
  return next === undefined ? 'entry' : (room ?? '')
}
