import { Command, CommanderError, Option } from 'commander'
import type { CodesOptions } from './codes.ts'
import { listDialects } from './dialect.ts'
import type { ExplainOptions } from './explain.ts'
import type { RunJobOptions } from './job/run-job.ts'
import { wantsColor } from './paint.ts'
import type { SandboxOptions } from './sandbox.ts'
import { exitCodes, type Output, type Terminal } from './terminal.ts'
import { readVersion } from './version.ts'

/**
 * Runs the command line `faultline ...argv` and gives its exit code: 0 all well, 1 a fault was found,
 * 2 wrong usage or something unreadable. Never throws for what a user may type.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.ok
  const written: [Output, string][] = []
  const program = commandLine(terminal, written)
  const done: Done = code => {
    exitCode = code
  }
  addExplain(program, terminal, done)
  addCodes(program, terminal, done)
  addRun(program, terminal, done)
  addSandbox(program, terminal, done)
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
  for (const [output, text] of written) await output.write(text)
  return exitCode
}

/** Takes the exit code that a command ended with. */
type Done = (exitCode: number) => void

/** The program without its commands. What it writes is kept, to be written when there is time to wait for it. */
function commandLine({ stdout, stderr, env }: Terminal, written: [Output, string][]): Command {
  return new Command('faultline')
    .description('Explains how SOAP and XML services say no.')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: text => written.push([stdout, text]),
      writeErr: text => written.push([stderr, text]),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => wantsColor(env, stdout),
      getErrHasColors: () => wantsColor(env, stderr),
    })
    .showHelpAfterError('(see faultline --help)')
    .addHelpText('after', EXIT_CODES)
}

// Each command loads when it is called: a look-up has no use for what reads replies.

function addExplain(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('explain')
    .description('explain recorded replies: what each says, what it means and what to do')
    .argument('[files...]', 'bodies of replies; - is standard input, as is no file at all')
    .option(
      '-d, --dialect <name>',
      `the dialect to read in: ${listDialects()}, or a definition in a .json file (default: the reply tells)`,
    )
    .option('-s, --status <number>', 'the HTTP status that the replies came with (default: 200)')
    .addOption(
      new Option('-H, --header <header>', "a header of the replies as 'Name: value'; repeatable").argParser(added),
    )
    .option('--from <list>', 'also explain the replies of a list, see below; - is standard input')
    .option('--json', 'print one line of JSON a reply')
    .addHelpText('after', LIST_FORMAT)
    .action(async (files: string[], options: ExplainOptions) => {
      const { explain } = await import('./explain.ts')
      done(await explain(files, options, terminal))
    })
}

function addCodes(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('codes')
    .description('list or look up the codes of a dialect')
    .argument('<dialect>', `one of ${listDialects()}, or a definition in a .json file`)
    .argument('[code]', 'the code to look up (default: all)')
    .option('--search <text>', 'only codes in whose meaning the text occurs')
    .option('--json', 'print one line of JSON a code')
    .action(async (dialect: string, code: string | undefined, options: CodesOptions) => {
      const { codes } = await import('./codes.ts')
      done(await codes(dialect, code, options, terminal))
    })
}

function addRun(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('run')
    .description('call a service for each row of a file, and go on after a crash')
    .argument('<job>', 'a JSON file: which API, which operation, which column is which field')
    .requiredOption('-i, --input <file>', 'the rows: .csv with a header, or .ndjson')
    .option('-o, --out <folder>', 'where the journal and the outcomes go (default: beside the input)')
    .option('--run <name>', 'the name of the run, and so of its files (default: made of the time)')
    .option('--resume <name>', 'go on with a run that ended before its rows did')
    .option('--json', 'print the report as one line of JSON')
    .addHelpText('after', JOB_FORMAT)
    .action(async (job: string, options: RunJobOptions) => {
      const { runJob } = await import('./job/run-job.ts')
      done(await runJob(job, options, terminal))
    })
}

function addSandbox(program: Command, terminal: Terminal, done: Done): void {
  program
    .command('sandbox')
    .description('run an emulated service on this machine until interrupted')
    .option('-p, --port <number>', 'the port to listen at (default: a free one)')
    .option('--seed <number>', 'what chance starts from: the same seed gives the same data and trouble (default: 1)')
    .option('--speed <factor>', 'how much faster time passes in the service (default: 1)')
    .action(async (options: SandboxOptions) => {
      const { sandbox } = await import('./sandbox.ts')
      done(await sandbox(options, terminal))
    })
}

function added(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}

const EXIT_CODES = `
Exit codes: 0 all well, 1 a fault was found, 2 wrong usage or unreadable file.
Colors follow FORCE_COLOR, NO_COLOR and the terminal.`

const JOB_FORMAT = `
A job names its API (openair-xml, openair-soap, intacct, keap, soap, xmlrpc or
http), what is called there, which column is which field, and how to go through
the rows, such as
{"api":"intacct","operation":"create","object":"VENDOR",
 "fields":{"VENDORID":"Number","NAME":"Name"},"errorAcceptanceNumber":10}
docs/run.md has all of it. Credentials come from the environment.

RUN.success.ndjson, RUN.failure.ndjson and RUN.reconcile.ndjson hold each row
with its outcome. Exit codes: 0 every row was called, whatever became of it;
1 the run ended before; 2 it could not begin.`

const LIST_FORMAT = `
A list has one reply a line: {"file","status"?,"headers"?,"dialect"?}. Paths
count from the current folder; what a line leaves out is taken from the options.

With --json each line is
{"file","ok","dialect","fault","outcomes":[...],"warnings":[...],"error"?} with
outcomes {"index","operation","id"?,"ok","fault"?}. "ok" means no fault anywhere
in the reply, and "error" says why a file could not be read.`
