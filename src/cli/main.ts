#!/usr/bin/env node
import process from 'node:process'
import { run } from './run.ts'
import { exitCodes, type Input, type Output, type Terminal } from './terminal.ts'

const closed = new AbortController()

let lost: string | undefined

// EPIPE: `faultline ... | head` has seen enough. Not an error, but nothing is left to do. Any other error means
// that output was lost.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost = error.code ?? error.message
    closed.abort()
    process.stdin.destroy()
  })
}

const terminal: Terminal = {
  stdin: input(process.stdin),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  env: process.env,
  closed: closed.signal,
  interruption,
}

const exitCode = await run(process.argv.slice(2), terminal)
if (lost !== undefined) process.stderr.write(`error: the output cannot be written (${lost})\n`)
process.exitCode = lost === undefined ? exitCode : exitCodes.usage

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: text => new Promise(resolve => stream.write(text, () => resolve())),
    isTTY: stream.isTTY === true,
    ...(stream.columns > 0 ? { columns: stream.columns } : {}),
  }
}

function input(stream: NodeJS.ReadStream): Input {
  return { isTTY: stream.isTTY === true, [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() }
}

function interruption(): AbortSignal {
  const controller = new AbortController()
  // Once: a second signal ends the process at once, in case the orderly end hangs.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return AbortSignal.any([controller.signal, closed.signal])
}
