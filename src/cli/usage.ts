import { exitCodes, type Terminal } from './terminal.ts'
import { visible } from './visible.ts'

/** Says on stderr what is wrong with a command line and where help is; gives the exit code for it. */
export async function misused(problem: string, command: string, { stderr }: Terminal): Promise<number> {
  await stderr.write(`error: ${visible(problem)}\n(see faultline ${command} --help)\n`)
  return exitCodes.usage
}
