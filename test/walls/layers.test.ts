import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allImports, type Import, importsOf, roomOf, sourceFiles, sourceFolder } from './imports.ts'

/** What each room may import beside itself. The floors of architecture.md, section 2. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  xml: ['core'],
  retry: ['core'],
  schema: ['core'],
  wire: ['xml', 'core'],
  dialects: ['wire', 'xml', 'core'],
  normalize: ['dialects', 'wire', 'xml', 'core'],
  client: ['normalize', 'dialects', 'wire', 'retry', 'xml', 'core'],
  batch: ['retry', 'core'],
  queues: ['batch', 'retry', 'core'],
  sandbox: ['dialects', 'wire', 'xml', 'core'],
  cli: ['batch', 'client', 'normalize', 'dialects', 'sandbox', 'schema', 'wire', 'retry', 'xml', 'core'],
}

/** Rooms that also run in a browser. */
const portable = ['core', 'xml', 'retry', 'schema', 'wire', 'dialects', 'normalize']

/** The packages that a room may load at run time. */
const packages: Readonly<Record<string, readonly string[]>> = {
  core: ['neverthrow'],
  xml: ['neverthrow', 'fast-xml-parser'],
  retry: ['neverthrow'],
  schema: ['neverthrow', 'zod'],
  wire: ['neverthrow'],
  dialects: ['neverthrow', 'zod'],
  normalize: ['neverthrow'],
  client: ['neverthrow', '@opentelemetry/api', 'soap', 'undici', 'zod'],
  batch: ['neverthrow'],
  queues: ['neverthrow'],
  sandbox: ['neverthrow'],
  cli: ['neverthrow', 'commander', 'csv-parse', 'zod'],
  entry: ['neverthrow'],
}

const files = sourceFiles()
const imports = allImports()
const builtins = new Set([...builtinModules, ...builtinModules.map(name => `node:${name}`)])
const show = ({ from, to }: Import) => `${from} -> ${to}`

describe('walls between rooms', () => {
  test('every file lives in a room that the architecture knows', () => {
    expect(files.filter(file => roomOf(file) !== 'entry' && !(roomOf(file) in mayImport))).toEqual([])
  })

  test('no import goes upward or sideways', () => {
    const breaches = imports.filter(one => {
      const [from, to] = [roomOf(one.from), roomOf(one.to)]
      return one.local && from !== 'entry' && from !== to && mayImport[from]?.includes(to) !== true
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('no room imports an entry', () => {
    expect(imports.filter(one => one.local && roomOf(one.to) === 'entry').map(show)).toEqual([])
  })

  test('there is no import cycle, not even one of types', () => {
    expect(cycles()).toEqual([])
  })

  test('no dialect imports another, and the contract imports none', () => {
    const breaches = imports.filter(one => {
      const [from, to] = [dialectOf(one.from), dialectOf(one.to)]
      return one.local && to !== undefined && from !== to && roomOf(one.from) === 'dialects' && !assembles(one.from)
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('a client imports its own dialect only, and the generic client none', () => {
    const breaches = imports.filter(one => {
      const to = dialectOf(one.to)
      if (!one.local || roomOf(one.from) !== 'client' || to === undefined) return false
      return apiOf(one.from) !== to
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('no client imports the client of another API but that of its protocol, and the generic client none', () => {
    const breaches = imports.filter(one => {
      const [from, to] = [apiOf(one.from), one.local ? apiOf(one.to) : undefined]
      return roomOf(one.from) === 'client' && to !== undefined && from !== to && !speaks(from, to)
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('the sandbox knows catalogs and contracts of dialects, never their readers or writers', () => {
    const allowed = /^dialects\/(contract\.ts|[\w-]+\/catalog(\.ts|\/))/
    const breaches = imports.filter(
      one => roomOf(one.from) === 'sandbox' && roomOf(one.to) === 'dialects' && !allowed.test(one.to),
    )
    expect(breaches.map(show)).toEqual([])
  })

  test('no Node built-in is used on the floors that also run in a browser', () => {
    const breaches = imports.filter(one => portable.includes(roomOf(one.from)) && builtins.has(one.to))
    expect(breaches.map(show)).toEqual([])
    const globals = files.filter(
      file => portable.includes(roomOf(file)) && /\b(?:process|Buffer|require|__dirname)\b[.(]/.test(read(file)),
    )
    expect(globals).toEqual([])
  })

  test('each room loads only the packages that it may', () => {
    const breaches = imports.filter(one => {
      if (one.local || one.typeOnly || builtins.has(one.to)) return false
      return packages[roomOf(one.from)]?.includes(one.to) !== true
    })
    expect(breaches.map(show)).toEqual([])
  })

  test('only the cli touches the process, and nothing else prints', () => {
    const talkers = files.filter(
      file => roomOf(file) !== 'cli' && /\bprocess\.(exit|stdout|stderr|argv|on)\b|\bconsole\./.test(code(file)),
    )
    expect(talkers).toEqual([])
  })

  test('node-soap is loaded only by the client for any service, and only when it is called', () => {
    const users = imports.filter(one => one.to === 'soap' && !one.typeOnly)
    expect(users.filter(one => !one.from.startsWith('client/soap/') || !one.dynamic).map(show)).toEqual([])
    expect(users.length).toBeGreaterThan(0)
  })

  test('sockets are opened only by the transport and the sandbox', () => {
    const socket = /^(undici|node:(net|http|https|tls|http2|dgram))$/
    const breaches = imports.filter(one => socket.test(one.to) && !one.typeOnly && !/^sandbox\//.test(one.from))
    expect([...new Set(breaches.map(one => one.from))]).toEqual(['client/transport.ts'])
  })

  test('entries export by name and do nothing else', () => {
    const entries = files.filter(file => roomOf(file) === 'entry')
    const others = entries.filter(file => {
      const rest = code(file).replace(/export\s+(type\s+)?\{[^}]*\}\s+from\s+'[^']+'/g, '')
      return rest.trim() !== ''
    })
    expect(others).toEqual([])
  })

  test('no file or folder is named so that anything could be in it', () => {
    expect(files.filter(file => /(^|\/)(utils?|helpers?|common|types|misc|shared)(\.ts|\/)/.test(file))).toEqual([])
  })
})

/** APIs that speak a protocol whose client serves any service. */
const protocolOf: Readonly<Record<string, string>> = { privo: 'http', xmlrpc: 'http', keap: 'xmlrpc' }

function speaks(api: string | undefined, protocol: string): boolean {
  const spoken = protocolOf[api ?? '']
  return spoken !== undefined && (spoken === protocol || speaks(spoken, protocol))
}

/** Files that put several dialects together. */
const assembles = (file: string) => file === 'dialects/registry.ts'

/** The API of a client's file: that of a folder named like a dialect's. All other folders are generic. */
function apiOf(file: string): string | undefined {
  const [room, folder = '', rest] = file.split('/')
  const isApi = room === 'client' && rest !== undefined && files.some(one => dialectOf(one) === folder)
  return isApi ? folder : undefined
}

function dialectOf(file: string): string | undefined {
  const [room, dialect, rest] = file.split('/')
  return room === 'dialects' && rest !== undefined ? dialect : undefined
}

function read(file: string): string {
  return readFileSync(join(sourceFolder, file), 'utf8')
}

/** Source without comments: examples in doc comments may print. */
function code(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
}

function cycles(): string[] {
  const found: string[] = []
  const state = new Map<string, 'open' | 'closed'>()
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'closed') return
    if (state.get(file) === 'open') {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
      return
    }
    state.set(file, 'open')
    for (const one of importsOf(file)) if (one.local) visit(one.to, [...trail, file])
    state.set(file, 'closed')
  }
  for (const file of files) visit(file, [])
  return found
}
