/**
 * @typedef {object} Block
 * @property {string} file Path from the root of the project.
 * @property {number} line Where its first line of content stands, counted from 1.
 * @property {string} language
 * @property {readonly string[]} notes Words after the language, such as `no-run`.
 * @property {string} text
 */

/** What each language may be annotated with. A language that is not listed is a mistake. */
export const languages = new Map([
  ['ts', ['no-run']],
  ['sh', []],
  ['bash', []],
  ['json', []],
  ['ndjson', []],
  ['xml', ['broken', 'fragment']],
  ['text', []],
])

/**
 * All fenced blocks of a Markdown text, in order.
 *
 * @see CommonMark 0.31 section 4.5
 * @returns {{ blocks: Block[], problems: string[] }}
 */
export function blocksOf(file, markdown) {
  const blocks = []
  const problems = []
  let open
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (open === undefined) {
      open = opening(file, line, index + 2)
    } else if (closes(open, line)) {
      blocks.push(finished(open))
      open = undefined
    } else {
      open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart())
    }
  }
  if (open !== undefined) problems.push(`${file}:${open.line - 1}: the block is never closed`)
  for (const block of blocks) problems.push(...misnamed(block))
  return { blocks, problems }
}

function opening(file, line, next) {
  const [, indent, fence, info] = /^( *)(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? []
  return fence === undefined ? undefined : { file, line: next, indent, fence, info: info.trim(), lines: [] }
}

function closes({ fence }, line) {
  const mark = line.trim()
  return mark.length >= fence.length && mark === (fence[0] ?? '').repeat(mark.length)
}

function finished({ file, line, info, lines }) {
  const [language = '', ...notes] = info.split(/\s+/)
  return { file, line, language, notes, text: `${lines.join('\n')}\n` }
}

function misnamed({ file, line, language, notes }) {
  const known = languages.get(language)
  if (known === undefined) return [`${file}:${line - 1}: no check knows the language "${language}"`]
  return notes
    .filter(note => !known.includes(note))
    .map(note => `${file}:${line - 1}: ${language} has no note "${note}"`)
}
