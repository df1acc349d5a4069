import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpPeer, rawPeer } from './peers.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'faultline-exit-'))

// A process of its own must run JavaScript: the two files under test are emitted as the build emits them.
beforeAll(async () => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const config = {
    extends: join(root, 'tsconfig.build.json'),
    compilerOptions: {
      rootDir: join(root, 'src'),
      outDir: join(folder, 'out'),
      declaration: false,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    files: ['client/transport.ts', 'client/send/send.ts'].map(file => join(root, 'src', file)),
    include: [],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * What a process prints that makes some calls and then just ends. One that does not end by itself is a failure.
 * It hears on its standard input when `told` comes.
 */
async function printed(program: string, told?: Promise<void>): Promise<string> {
  const out = (file: string) => JSON.stringify(pathToFileURL(join(folder, 'out/client', file)).href)
  const script = `
    import { undiciTransport, fetchTransport } from ${out('transport.js')}
    import { send } from ${out('send/send.js')}
    const limits = { connectMs: 60_000, headersMs: 60_000, bodyMs: 60_000 }
    const post = (url, signal) => ({ url, method: 'POST', headers: {}, body: '<a/>', timeouts: limits, signal })
    const told = result => console.log(result.isOk() ? result.value.status : result.error.problem)
    ${program}`
  const running = run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 8_000 })
  told?.then(() => running.child.stdin?.end('now'))
  return (await running).stdout.trim()
}

/** A server that never answers, and when the first bytes of a client have come. */
async function silentPeer(scheme: string) {
  let arrive = () => {}
  const arrived = new Promise<void>(resolve => {
    arrive = resolve
  })
  const { url } = await rawPeer(socket => socket.once('data', arrive), scheme)
  return { url, arrived }
}

const ABORT_WHEN_TOLD = `
  const controller = new AbortController()
  process.stdin.once('data', () => {
    process.stdin.destroy()
    controller.abort()
  })`

describe('a process ends by itself', () => {
  test('after a call whose connection is kept for a minute', async () => {
    const peer = await httpPeer((_, response) => response.setHeader('keep-alive', 'timeout=60').end('ok'))
    const program = `told(await send(undiciTransport({ keepAliveMs: 60_000 }), post('${peer.url}')))`
    expect(await printed(program)).toBe('200')
  })

  test('after a call that was cancelled while it connected', async () => {
    const { url, arrived } = await silentPeer('https')
    const program = `${ABORT_WHEN_TOLD}
      told(await send(undiciTransport(), post('${url}', controller.signal)))`
    expect(await printed(program, arrived)).toBe('cancelled')
  })

  test('after a call that was cancelled while it waited for headers', async () => {
    const { url, arrived } = await silentPeer('http')
    const program = `${ABORT_WHEN_TOLD}
      told(await send(undiciTransport(), post('${url}', controller.signal)))`
    expect(await printed(program, arrived)).toBe('cancelled')
  })

  test('after a reply that nobody read to its end', async () => {
    const peer = await httpPeer((_, response) => response.end('x'.repeat(10_000_000)))
    const program = `told(await send(undiciTransport(), post('${peer.url}'), { maxBytes: 10 }))`
    expect(await printed(program)).toBe('too-large')
  })

  test('with a transport that made no call, and with a closed one', async () => {
    const peer = await httpPeer((_, response) => response.end('ok'))
    const program = `
      undiciTransport()
      const transport = undiciTransport()
      told(await send(transport, post('${peer.url}')))
      await transport.close()
      told(await send(transport, post('${peer.url}')))`
    expect(await printed(program)).toBe('200\nnot-sent')
  })

  test('and waits for a call that is under way', async () => {
    const peer = await httpPeer((_, response) => setTimeout(() => response.end('ok'), 300))
    expect(await printed(`send(undiciTransport(), post('${peer.url}')).then(told)`)).toBe('200')
  })
})
