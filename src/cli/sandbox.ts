import { err, ok, Result } from 'neverthrow'
import type { Sandbox } from '../sandbox/options.ts'
import { layoutFor } from './layout.ts'
import { parseGiven } from './recording.ts'
import { exitCodes, type Terminal } from './terminal.ts'
import { reportMisuse } from './usage.ts'

/** The options of `faultline sandbox` as written on the command line. */
export interface SandboxOptions {
  readonly port?: string
  readonly seed?: string
  readonly speed?: string
}

/**
 * Runs the emulated service until it is interrupted, after telling where it is and how to sign in.
 *
 * @returns 0 after the interruption, 2 where the options are wrong or the port cannot be had
 */
export async function sandbox(options: SandboxOptions, terminal: Terminal): Promise<number> {
  const settings = readSettings(options)
  if (settings.isErr()) return reportMisuse(settings.error, 'sandbox', terminal)
  const interrupted = terminal.interruption()
  const started = await start(settings.value)
  if (started.isErr()) return reportMisuse(started.error, 'sandbox', terminal)
  try {
    await terminal.stdout.write(welcome(started.value, terminal))
    await aborted(interrupted)
  } finally {
    await started.value.close()
  }
  return exitCodes.ok
}

interface Settings {
  readonly port: number
  readonly seed: number
  readonly speed: number
}

function readSettings({ port, seed, speed }: SandboxOptions): Result<Settings, string> {
  return Result.combine([
    parseGiven(port, wholeNumber('a port', 65_535), 0),
    parseGiven(seed, wholeNumber('a seed', Number.MAX_SAFE_INTEGER), 1),
    parseGiven(speed, parseSpeed, 1),
  ]).map(([port, seed, speed]) => ({ port, seed, speed }))
}

function wholeNumber(what: string, greatest: number): (text: string) => Result<number, string> {
  return text => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    return value <= greatest ? ok(value) : err(`${what} is a whole number from 0 to ${greatest}`)
  }
}

function parseSpeed(text: string): Result<number, string> {
  return /^\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text))
    ? ok(Number(text))
    : err('a speed is a number such as 60 or 0.5; 0 makes time stand still')
}

/** The server loads only here: no other command needs it. */
async function start(settings: Settings): Promise<Result<Sandbox, string>> {
  const { startSandbox } = await import('../sandbox/start.ts')
  try {
    return ok(await startSandbox(settings))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') return err(`port ${settings.port} is taken`)
    if (code === 'EACCES') return err(`port ${settings.port} may not be used by this user`)
    return err(`the sandbox does not start: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Addresses, and credentials under the names of the variables that `faultline run` takes them from. */
function welcome(sandbox: Sandbox, { env, stdout }: Terminal): string {
  const { strong } = layoutFor(env, stdout).paint
  const parts = services(sandbox).map(
    ({ name, lines }) => `${strong(name)}\n${lines.map(line => `  ${line}\n`).join('')}`,
  )
  return `${parts.join('')}Interrupt to end.\n`
}

interface Service {
  readonly name: string
  readonly lines: readonly string[]
}

function services({ openAir, intacct, keap }: Sandbox): readonly Service[] {
  return [
    {
      name: 'OpenAir over XML and SOAP, emulated',
      lines: [
        openAir.url,
        openAir.soapUrl,
        ...variables({
          OPENAIR_NAMESPACE: openAir.account.namespace,
          OPENAIR_KEY: openAir.account.key,
          OPENAIR_COMPANY: openAir.account.company,
          OPENAIR_USER: openAir.account.user,
          OPENAIR_PASSWORD: openAir.account.password,
          OPENAIR_ACCESS_TOKEN: openAir.account.accessToken,
        }),
      ],
    },
    {
      name: 'Sage Intacct, emulated',
      lines: [
        intacct.url,
        ...variables({
          INTACCT_SENDER_ID: intacct.account.senderId,
          INTACCT_SENDER_PASSWORD: intacct.account.senderPassword,
          INTACCT_COMPANY_ID: intacct.account.companyId,
          INTACCT_USER_ID: intacct.account.userId,
          INTACCT_USER_PASSWORD: intacct.account.userPassword,
        }),
      ],
    },
    {
      name: 'Keap over XML-RPC, emulated',
      lines: [
        keap.url,
        ...variables({ KEAP_SERVICE_KEY: keap.account.serviceKey, KEAP_ACCESS_TOKEN: keap.account.accessToken }),
      ],
    },
  ]
}

function variables(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
