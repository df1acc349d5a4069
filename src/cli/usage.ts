import { sanitize } from './sanitize.ts'
import { exitCodes, type Terminal } from './terminal.ts'

/** Says on stderr what is wrong with a command line and where help is; gives the exit code for it. */
export async function reportMisuse(problem: string, command: string, { stderr }: Terminal): Promise<number> {
  await stderr.write(`error: ${sanitize(problem)}\n(see faultline ${command} --help)\n`)
  return exitCodes.usage
}
