import { randomBytes } from 'node:crypto'
import { access, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from 'neverthrow'
import { type FileJournal, openJournal } from '../../batch/journal/open-journal.ts'
import type { OutcomeKind } from '../../batch/options.ts'

/** Where a run keeps what it must not lose: all files are named by it. */
export interface RunPlace {
  readonly name: string
  readonly journal: string
  readonly outcomes: Readonly<Record<OutcomeKind, string>>
}

interface Asked {
  readonly input: string
  readonly out?: string
  readonly run?: string
  readonly resume?: string
}

/** Finds the files of a run that is to be resumed, or names those of a new one, which must not exist. */
export async function runPlace({ input, out = dirname(input), run, resume }: Asked): Promise<Result<RunPlace, string>> {
  if (run !== undefined && resume !== undefined)
    return err('--run begins a run and --resume goes on with one: not both')
  const name = resume ?? run ?? newName()
  if (!/^\w[\w.-]{0,99}$/.test(name)) return err('the name of a run is letters, digits, dots and dashes')
  const file = (ending: string) => join(out, `${name}.${ending}`)
  const outcomes = {
    success: file('success.ndjson'),
    failure: file('failure.ndjson'),
    reconcile: file('reconcile.ndjson'),
  }
  const place: RunPlace = { name, journal: file('journal'), outcomes }
  if (resume !== undefined) {
    return (await exists(place.journal)) ? ok(place) : err(`there is no run ${name}: ${place.journal} is missing`)
  }
  if (await exists(place.journal)) return err(`the run ${name} exists already: --resume ${name} goes on with it`)
  for (const path of Object.values(outcomes)) if (await exists(path)) return err(`${path} exists already`)
  return ok(place)
}

/** Opens the journal of the run, under an id that no other run ever has: keys are made of it, and a name may come again. */
export async function openRun({ journal }: RunPlace, input: string): Promise<Result<FileJournal, string>> {
  try {
    await makeFolder(dirname(journal))
  } catch (error) {
    return err(`${dirname(journal)}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return openJournal(journal, { input }).mapErr(({ message }) => message)
}

/** Node's own recursion never ends where a folder is there and takes none, as `/proc`: it makes one level after the other. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
}

/** Sorts by time. */
function newName(): string {
  const now = new Date().toISOString().replace(/[-:]|\..*/g, '')
  return `${now}-${randomBytes(3).toString('hex')}`
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
