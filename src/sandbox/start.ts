import { createServer, type Server } from 'node:http'
import { openIntacct } from './intacct/intacct.ts'
import type { PerformedFunction } from './intacct/performed-function.ts'
import { intacctRoutes } from './intacct/routes.ts'
import { DEFAULT_INTACCT_LIMITS, DEFAULT_INTACCT_SETTINGS, type IntacctSettings } from './intacct/settings.ts'
import { openJournal } from './journal.ts'
import { openKeap, type PerformedCall } from './keap/keap.ts'
import { keapRoutes } from './keap/routes.ts'
import { DEFAULT_KEAP_LIMITS, DEFAULT_KEAP_SETTINGS, type KeapSettings } from './keap/settings.ts'
import { openAccount, type PerformedCommand } from './openair/openair.ts'
import { openAirRoutes } from './openair/routes.ts'
import { DEFAULT_LIMITS, DEFAULT_SETTINGS, type OpenAirSettings } from './openair/settings.ts'
import type { Sandbox, SandboxCall, SandboxOptions } from './options.ts'
import { serveApi } from './serve-api.ts'
import { startTime } from './time.ts'
import { planTrouble } from './trouble-plan.ts'

const BODY_BYTES = 16 * 1024 * 1024

/**
 * Starts a server on 127.0.0.1 that behaves like the XML API and the SOAP API of OpenAir, the XML gateway of Sage
 * Intacct and the XML-RPC API of Keap, with records in memory and trouble on demand.
 *
 * Rejects with the system's error where the port cannot be had.
 *
 * @example
 * const sandbox = await startSandbox({ speed: 1000 })
 * sandbox.trouble.next({ kind: 'reset', when: 'after' })
 * await sandbox.close()
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, habits = true } = options
  const time = startTime(options.speed ?? 1, options.startsAt ?? Date.now())
  const performed = openJournal<PerformedCommand>()
  const calls = openJournal<SandboxCall>()
  const trouble = planTrouble()
  const server = createServer({ keepAliveTimeout: 65_000 })
  const url = await listen(server, options.port ?? 0)
  const { world, sandbox } = openAccount(url, seed, time, settingsOf(options), performed.entries)
  const performedByKeap = openJournal<PerformedCall>()
  const keap = openKeap(url, seed, time, keapSettingsOf(options), performedByKeap.entries)
  const performedByIntacct = openJournal<PerformedFunction>()
  const intacct = openIntacct(url, seed, time, intacctSettingsOf(options), performedByIntacct.entries)
  const routes = new Map([
    ...openAirRoutes(world, performed),
    ...keapRoutes(keap, performedByKeap),
    ...intacctRoutes(intacct, performedByIntacct),
  ])
  const bodyBytes = options.limits?.bodyBytes ?? BODY_BYTES
  server.on('request', serveApi({ routes, seed, habits, time, trouble, bodyBytes, calls }))
  let closing: Promise<void> | undefined
  return {
    url,
    openAir: sandbox,
    keap: keap.sandbox,
    intacct: intacct.sandbox,
    trouble,
    calls: calls.entries,
    time: { now: time.now, advance: time.advance },
    close: () => {
      closing ??= shut(server, time.stop)
      return closing
    },
  }
}

function settingsOf(options: SandboxOptions): OpenAirSettings {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  return {
    limits,
    authFailure: options.authFailure ?? DEFAULT_SETTINGS.authFailure,
    nothingFound: options.nothingFound ?? DEFAULT_SETTINGS.nothingFound,
    tokenRefusal: options.tokenRefusal ?? DEFAULT_SETTINGS.tokenRefusal,
    overLimit: options.overLimit ?? DEFAULT_SETTINGS.overLimit,
    filterCache: options.filterCache ?? DEFAULT_SETTINGS.filterCache,
    sessionIdleMs: options.sessionIdleMs ?? DEFAULT_SETTINGS.sessionIdleMs,
  }
}

function keapSettingsOf({ keap = {} }: SandboxOptions): KeapSettings {
  return { ...DEFAULT_KEAP_SETTINGS, ...keap, limits: { ...DEFAULT_KEAP_LIMITS, ...keap.limits } }
}

function intacctSettingsOf({ intacct = {} }: SandboxOptions): IntacctSettings {
  return { ...DEFAULT_INTACCT_SETTINGS, ...intacct, limits: { ...DEFAULT_INTACCT_LIMITS, ...intacct.limits } }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`)
    })
  })
}

function shut(server: Server, stopTime: () => void): Promise<void> {
  return new Promise(resolve => {
    stopTime()
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
