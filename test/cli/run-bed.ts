import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'
import { type Captured, faultline, jsonLines, type Surroundings } from './captured.ts'

/** A folder with a job and its rows, and the service that they are for. */
export interface Bed {
  readonly folder: string
  readonly sandbox: Sandbox
  readonly env: Readonly<Record<string, string>>
  /** Writes a file into the folder, and gives its path. */
  readonly write: (name: string, text: string) => Promise<string>
  /** Writes a job that adds customers, changed as wanted. */
  readonly job: (changes?: Readonly<Record<string, unknown>>) => Promise<string>
  /** Runs `faultline run`; every run is called `r` unless the arguments say otherwise. */
  readonly run: (argv: readonly string[], surroundings?: Surroundings) => Promise<Captured>
  /** The lines of an outcome file of the run `r`. */
  readonly outcomes: (
    kind: 'success' | 'failure' | 'reconcile',
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** The names of the customers that the service holds and that the rows brought, in order of name. */
  readonly customers: () => readonly string[]
  readonly close: () => Promise<void>
}

export async function makeBed(): Promise<Bed> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-run-'))
  const sandbox = await startSandbox()
  const env = credentialsOf(sandbox)
  const write = async (name: string, text: string) => {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }
  return {
    folder,
    sandbox,
    env,
    write,
    job: changes => write('job.json', JSON.stringify({ ...jobFor(sandbox), ...changes })),
    run: (argv, surroundings) => faultline(['run', ...argv], { env, ...surroundings }),
    outcomes: async kind =>
      jsonLines(await readFile(join(folder, `r.${kind}.ndjson`), 'utf8')) as Record<string, unknown>[],
    customers: () =>
      sandbox.openAir
        .records('Customer')
        .map(({ name }) => String(name))
        .filter(name => name.startsWith('row '))
        .sort(),
    close: async () => {
      await sandbox.close()
      await rm(folder, { recursive: true })
    },
  }
}

function credentialsOf({ openAir, intacct, keap }: Sandbox) {
  return {
    OPENAIR_NAMESPACE: openAir.account.namespace,
    OPENAIR_KEY: openAir.account.key,
    OPENAIR_COMPANY: openAir.account.company,
    OPENAIR_USER: openAir.account.user,
    OPENAIR_PASSWORD: openAir.account.password,
    INTACCT_SENDER_ID: intacct.account.senderId,
    INTACCT_SENDER_PASSWORD: intacct.account.senderPassword,
    INTACCT_COMPANY_ID: intacct.account.companyId,
    INTACCT_USER_ID: intacct.account.userId,
    INTACCT_USER_PASSWORD: intacct.account.userPassword,
    KEAP_SERVICE_KEY: keap.account.serviceKey,
  }
}

export function jobFor({ openAir }: Sandbox) {
  return {
    api: 'openair-xml',
    url: openAir.url,
    operation: 'add',
    type: 'Customer',
    fields: { name: 'Name', notes: { constant: 'from a file' } },
  }
}
