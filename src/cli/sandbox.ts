import { err, ok, Result } from 'neverthrow'
import type { Sandbox } from '../sandbox/options.ts'
import { type Field, layOut, layoutFor } from './layout.ts'
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

function welcome({ openAir }: Sandbox, { env, stdout }: Terminal): string {
  const { namespace, key, company, user, password, accessToken } = openAir.account
  const fields: Field[] = [
    ['url', openAir.url],
    ['soap', openAir.soapUrl],
    ['namespace', namespace],
    ['key', key],
    ['company', company],
    ['user', user],
    ['password', password],
    ['token', accessToken],
  ]
  const layout = { ...layoutFor(env, stdout), width: Number.POSITIVE_INFINITY }
  const rows = fields.flatMap(field => layOut(field, 2, layout))
  return `${layout.paint.strong('OpenAir XML and SOAP API, emulated')}\n${rows.join('\n')}\nInterrupt to end.\n`
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
