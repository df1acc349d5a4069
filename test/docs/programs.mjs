import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const RUN_MS = 20_000

/**
 * Type-checks blocks as programs of a user of the built package, in one run of the compiler, and runs those
 * that are right. Gives what is wrong.
 */
export async function checkPrograms(root, folder, blocks) {
  if (blocks.length === 0) return []
  const programs = blocks.map(block => ({ block, name: `${block.file.replaceAll(/\W+/g, '-')}-${block.line}` }))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { block, name } of programs) writeFileSync(join(folder, `${name}.ts`), block.text)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings(root, folder)))

  const problems = compile(root, folder, programs)
  const runnable = programs.filter(({ block, name }) => !problems.has(name) && !block.notes.includes('no-run'))
  const failures = []
  for (const { block, name } of runnable) {
    const failure = await run(root, [join(folder, 'out', `${name}.js`)])
    if (failure !== undefined) failures.push(`${block.file}:${block.line}: the program ${failure}`)
  }
  return [...problems.values()].flat().concat(failures)
}

function settings(root, folder) {
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      allowImportingTsExtensions: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      paths: {},
      rootDir: folder,
      outDir: join(folder, 'out'),
    },
    include: [join(folder, '*.ts')],
  }
}

/** What the compiler says, by program, with the places in the Markdown. */
function compile(root, folder, programs) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
  const problems = new Map()
  const found = [...stdout.matchAll(/^(.+)\.ts\((\d+),\d+\): (.*)$/gm)]
  for (const [, path = '', line, message] of found) {
    const program = programs.find(({ name }) => path.endsWith(name))
    const place = program ? `${program.block.file}:${program.block.line + Number(line) - 1}` : `${path}.ts:${line}`
    const name = program?.name ?? path
    problems.set(name, [...(problems.get(name) ?? []), `${place}: ${message}`])
  }
  if (status !== 0 && found.length === 0) problems.set('', [`the compiler failed: ${stdout}`])
  return problems
}

/** Runs Node, and tells how it ended where that was not well. */
export async function run(cwd, args, expected = 0) {
  const child = spawn(process.execPath, args, { cwd, env: quietly(process.env), stdio: ['ignore', 'pipe', 'pipe'] })
  return ended(child, expected)
}

/** Runs a line of shell in which `faultline` is the built command, and tells how it ended where that was not well. */
export async function runLine(cwd, bin, line, expected) {
  const env = { ...quietly(process.env), PATH: `${bin}:${process.env.PATH ?? ''}` }
  return ended(spawn('sh', ['-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }), expected)
}

/** Runs a command that goes on until interrupted: it must have said something, and end well on the signal. */
export async function runUntilInterrupted(cwd, args) {
  const child = spawn(process.execPath, args, { cwd, env: quietly(process.env), stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.once('data', () => child.kill('SIGINT'))
  return ended(child, 0)
}

function ended(child, expected) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      said += text
    })
  }
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve(`still ran after ${RUN_MS / 1000} s: ${said.slice(-1000)}`)
    }, RUN_MS)
    child.on('error', error => {
      clearTimeout(timer)
      resolve(`did not start: ${error.message}`)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve(code === expected ? undefined : `ended with ${code ?? signal}, not ${expected}: ${said.slice(-1000)}`)
    })
  })
}

function quietly(env) {
  const { FORCE_COLOR: _, ...rest } = env
  return { ...rest, NO_COLOR: '1' }
}
