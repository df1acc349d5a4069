/**
 * Checks what the documents show: every fenced block of README.md and docs/*.md is compiled, run or parsed.
 * Run it after the build: `npm run docs`. Other files may be named as arguments.
 *
 * - `ts`: a complete program that imports the package by its name; `no-run` only compiles it
 * - `sh`, `bash`: lines with `faultline` run the built command, which exits 0 or what `# exit N` says;
 *   lines with `npm` must name a script that exists; other lines are not run
 * - `json`, `ndjson`: parses; `xml`: is well formed, or a `fragment`, or `broken` and so refused
 * - `text`: anything
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SaxesParser } from 'saxes'
import { blocksOf } from './blocks.mjs'
import { checkPrograms, runLine, runUntilInterrupted } from './programs.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const cache = join(root, '.cache', 'docs')
const main = join(root, 'dist', 'cli', 'main.js')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const problems = existsSync(main) ? [] : ['dist is missing: run npm run build first']
if (problems.length === 0) problems.push(...(await checkAll(documents())))
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

function documents() {
  const named = process.argv.slice(2)
  if (named.length > 0) return named
  const docs = existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs'), { recursive: true }) : []
  return ['README.md', ...docs.filter(name => name.endsWith('.md')).map(name => join('docs', name))]
}

async function checkAll(files) {
  const read = files.map(file => blocksOf(relative(root, join(root, file)), readFileSync(join(root, file), 'utf8')))
  const blocks = read.flatMap(one => one.blocks)
  const problems = read.flatMap(one => one.problems)
  const of = (...languages) => blocks.filter(block => languages.includes(block.language))

  problems.push(...(await checkPrograms(root, join(cache, 'programs'), of('ts'))))
  for (const block of of('sh', 'bash')) problems.push(...(await checkShell(block)))
  for (const block of of('json', 'ndjson')) problems.push(...checkJson(block))
  for (const block of of('xml')) problems.push(...checkXml(block))

  const counts = new Map()
  for (const { language } of blocks) counts.set(language, (counts.get(language) ?? 0) + 1)
  const words = [...counts].map(([language, count]) => `${count} ${language}`).join(', ')
  console.log(`${files.length} documents, ${blocks.length} blocks (${words}), ${problems.length} problems`)
  return problems
}

async function checkShell({ file, line, text }) {
  const problems = []
  for (const [offset, written] of text.split('\n').entries()) {
    const place = `${file}:${line + offset}`
    const command = written.replace(/^\s*\$ /, '').trim()
    for (const part of command.split('&&')) problems.push(...missingScript(place, part.trim()))
    if (/^(npx )?faultline\b/.test(command)) problems.push(...(await checkCommand(place, command.replace(/^npx /, ''))))
  }
  return problems
}

async function checkCommand(place, command) {
  const expected = Number(/#\s*exit (\d)\s*$/.exec(command)?.[1] ?? 0)
  const failure = command.startsWith('faultline sandbox')
    ? await runUntilInterrupted(root, [main, ...command.replace(/#.*$/, '').trim().split(/\s+/).slice(1)])
    : await runLine(root, shim(), command, expected)
  return failure === undefined ? [] : [`${place}: ${command} ${failure}`]
}

/** A folder in which `faultline` is the built command. */
function shim() {
  const folder = join(cache, 'bin')
  const path = join(folder, 'faultline')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`)
  chmodSync(path, 0o755)
  return folder
}

function missingScript(place, command) {
  const [, script] = /^npm (?:run (?:--?\w+ )*|(?=test\b|start\b))([\w:-]+)/.exec(command) ?? []
  return script === undefined || script in scripts ? [] : [`${place}: there is no script "${script}"`]
}

function checkJson({ file, line, language, text }) {
  const problems = []
  const lines = language === 'json' ? [text] : text.split('\n')
  for (const [offset, one] of lines.entries()) {
    if (one.trim() === '') continue
    try {
      JSON.parse(one)
    } catch (error) {
      problems.push(`${file}:${line + offset}: ${error.message}`)
    }
  }
  return problems
}

function checkXml({ file, line, notes, text }) {
  const broken = notes.includes('broken')
  try {
    const parser = new SaxesParser({ xmlns: false, fragment: notes.includes('fragment') })
    parser.on('error', error => {
      throw error
    })
    parser.write(text.trim()).close()
    return broken ? [`${file}:${line}: is well formed, though it is called broken`] : []
  } catch (error) {
    return broken ? [] : [`${file}:${line}: ${error.message}`]
  }
}
