import type { Output, Terminal } from './terminal.ts'

/** Colors by what they are for; each returns the text as it is where colors are off. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly doubtful: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

/**
 * Whether colors are wanted: `FORCE_COLOR` decides where it is set (`0` and `false` mean no), then `NO_COLOR`,
 * then whether the output is a terminal that is not dumb.
 *
 * @see https://no-color.org and https://force-color.org
 */
export function wantsColor(env: Terminal['env'], output: Output): boolean {
  const forced = env.FORCE_COLOR
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  if ((env.NO_COLOR ?? '') !== '') return false
  return output.isTTY && env.TERM !== 'dumb'
}

/** The colors, or none. */
export function paint(colored: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    colored && text !== '' ? `\x1b[${open}m${text}\x1b[${close}m` : text
  return {
    good: style(32, 39),
    bad: style(31, 39),
    doubtful: style(33, 39),
    strong: style(1, 22),
    faint: style(2, 22),
  }
}
