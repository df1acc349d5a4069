#!/usr/bin/env node
import process from 'node:process'
import { run } from './run.ts'
import type { Input, Output, Terminal } from './terminal.ts'

const closed = new AbortController()

// EPIPE: `faultline ... | head` has seen enough. Not an error, but nothing is left to do.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => {
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

process.exitCode = await run(process.argv.slice(2), terminal)

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
