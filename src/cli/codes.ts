import { present } from '../core/present.ts'
import type { Applied, Category, Remedy } from '../core/vocabulary.ts'
import type { CatalogEntry, Meaning } from '../dialects/contract.ts'
import { lookUp, search } from '../dialects/lookup.ts'
import { parseDialect } from './dialect.ts'
import { type Field, type Layout, layOut, layoutFor } from './layout.ts'
import { sanitize, writeJson } from './sanitize.ts'
import { exitCodes, type Terminal } from './terminal.ts'
import { reportMisuse } from './usage.ts'
import { appliedWords, tellRemedy } from './words.ts'
import { columnsOf, pad, wrap } from './wrap.ts'

/** The options of `faultline codes` as written on the command line. */
export interface CodesOptions {
  readonly search?: string
  readonly json?: boolean
}

/** One code as `faultline codes --json` prints it. */
interface CodeLine {
  readonly code: string
  readonly category: Category
  readonly remedy: Remedy
  readonly applied: Applied
  readonly title: string
  readonly advice?: string
  readonly source: string
  readonly known: boolean
}

/**
 * Lists the codes of a dialect, those that a search finds, or one of them.
 *
 * @returns 0, or 1 where the code is unknown or nothing was found, or 2 where the command line is wrong
 */
export async function codes(
  name: string,
  code: string | undefined,
  options: CodesOptions,
  terminal: Terminal,
): Promise<number> {
  const dialect = await parseDialect(name)
  if (dialect.isErr()) return reportMisuse(dialect.error, 'codes', terminal)
  if (code !== undefined && options.search !== undefined) {
    return reportMisuse('either a code or --search, not both', 'codes', terminal)
  }
  const { catalog } = dialect.value
  const layout = layoutFor(terminal.env, terminal.stdout)
  if (code !== undefined) {
    const { known, meaning } = lookUp(catalog, code)
    const line = codeLine(code, meaning, known)
    await terminal.stdout.write(options.json === true ? writeJson(line) : codeText(line, meaning, layout))
    return known ? exitCodes.ok : exitCodes.fault
  }
  const found = search(catalog, options.search ?? '').map(({ code, entry }) => codeLine(code, entry, true))
  if (found.length === 0) return nothing(name, options, terminal)
  await terminal.stdout.write(options.json === true ? found.map(writeJson).join('') : listText(found, layout))
  return exitCodes.ok
}

function codeLine(code: string, meaning: Meaning, known: boolean): CodeLine {
  const { category, remedy, applied = 'no', title, advice, source } = meaning
  return present({ code, category, remedy, applied, title, advice, source, known })
}

async function nothing(name: string, { search }: CodesOptions, { stderr }: Terminal): Promise<number> {
  const whose = `${sanitize(name)} has no code`
  await stderr.write(search === undefined ? `${whose} of its own\n` : `${whose} that tells of "${sanitize(search)}"\n`)
  return search === undefined ? exitCodes.ok : exitCodes.fault
}

/** What the title needs at least: beside longer names it starts a row of its own. */
const TITLE_COLUMNS = 40

/** One row a code, the columns as wide as they need to be, the title wrapped in the last. */
function listText(lines: readonly CodeLine[], { paint, width }: Layout): string {
  const columns = (cell: (line: CodeLine) => string) => Math.max(...lines.map(line => columnsOf(cell(line)))) + 2
  const widths = { code: columns(line => line.code), category: columns(line => line.category) }
  const beside = widths.code + widths.category
  const margin = width - beside >= TITLE_COLUMNS ? beside : 4
  const rows = lines.flatMap(({ code, category, title }) => {
    const head = paint.strong(pad(code, widths.code)) + paint.faint(pad(category, widths.category))
    const titles = wrap(title, width - margin)
    if (margin < beside) return [head.trimEnd(), ...titles.map(row => ' '.repeat(margin) + row)]
    return titles.map((row, index) => (index === 0 ? head : ' '.repeat(margin)) + row)
  })
  return `${rows.join('\n')}\n`
}

function codeText(line: CodeLine, meaning: CatalogEntry, layout: Layout): string {
  const { strong, doubtful } = layout.paint
  const fields: Field[] = [
    ['category', line.category],
    ['means', line.title],
    ...(line.advice === undefined ? [] : ([['advice', line.advice]] as const)),
    ['applied', appliedWords[line.applied]],
    ['remedy', tellRemedy(line)],
    ['source', line.source],
    ...(meaning.phrases ?? []).map(phraseField),
  ]
  const head = strong(sanitize(line.code)) + (line.known ? '' : doubtful(' (not in the catalog)'))
  return `${[head, ...fields.flatMap(field => layOut(field, 2, layout))].join('\n')}\n`
}

/** A code that serves for several things: what it means when the service's words match. */
function phraseField({ says, category, title }: NonNullable<CatalogEntry['phrases']>[number]): Field {
  return ['or', `${category}: ${title}, where the words match /${says.source}/${says.flags}`]
}
