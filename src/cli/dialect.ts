import { readFileSync } from 'node:fs'
import { err, ok, type Result } from 'neverthrow'
import type { Dialect } from '../dialects/contract.ts'
import type { DialectDefinition } from '../dialects/definition.ts'
import { dialectNamed, dialects } from '../dialects/registry.ts'
import { tellProblem } from './bytes.ts'

/** A built-in dialect by its name, or one of the user's own by the JSON file that defines it. */
export async function parseDialect(name: string): Promise<Result<Dialect, string>> {
  const dialect = dialectNamed(name)
  if (dialect !== undefined) return ok(dialect)
  if (name.endsWith('.json')) return readDefinition(name)
  return err(`there is no dialect "${name}"; there are ${listDialects()}, and definitions in files named *.json`)
}

/** The names of the built-in dialects, as a list in words. */
export function listDialects(): string {
  return dialects.map(dialect => dialect.name).join(', ')
}

/** The check of definitions is loaded only where there is one: it is half of what a start costs. */
async function readDefinition(file: string): Promise<Result<Dialect, string>> {
  const { defineDialect } = await import('../dialects/define.ts')
  const text = attempt(() => readFileSync(file, 'utf8'), tellProblem)
  const data = text.andThen(text =>
    attempt(
      (): unknown => JSON.parse(text),
      () => 'is not JSON',
    ),
  )
  // defineDialect checks all of it and names the field that is wrong.
  const defined = data.andThen(data => attempt(() => defineDialect(data as DialectDefinition), messageOf))
  return defined.mapErr(problem => `${file}: ${problem}`)
}

function attempt<Value>(work: () => Value, problem: (error: unknown) => string): Result<Value, string> {
  try {
    return ok(work())
  } catch (error) {
    return err(problem(error))
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
