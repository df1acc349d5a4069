/**
 * Exercises the built package as an installed one is used: by its name, and as a command. Plain Node, no test
 * runner, so that it runs on every version of Node that the package supports: `npm run smoke` after the build.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dialectNamed, dialects, lookUp, matchFault, normalize, normalizer } from 'faultline'
import { invokeAll, okAsync } from 'faultline/batch'
import { defineDialect } from 'faultline/define'
import { httpClient } from 'faultline/http'
import { intacct } from 'faultline/intacct'
import { keap } from 'faultline/keap'
import { openAirXml } from 'faultline/openair'
import { openAirSoap } from 'faultline/openair/soap'
import { privo } from 'faultline/privo'
import { startSandbox } from 'faultline/sandbox'
import { parseFault } from 'faultline/schema'
import { xmlRpc } from 'faultline/xmlrpc'

const root = new URL('../../', import.meta.url)
const main = fileURLToPath(new URL('dist/cli/main.js', root))
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

const done = '<response><Auth status="0"/><Add status="0"><Customer><id>7</id></Customer></Add></response>'
const refused = '<response><Auth status="401"/></response>'
const EXIT_MS = 20_000

const checks = {
  'many rows are called and counted': async () => {
    const { end, successful } = await invokeAll([1, 2, 3], { idempotency: 'read', call: row => okAsync(row) })
    assert.deepEqual([end, successful], ['completed', 3])
  },
  'a reply becomes a Result': () => {
    assert.equal(normalize({ status: 200, headers: {}, body: done }).isOk(), true)
    const fault = normalize({ status: 200, headers: {}, body: refused })._unsafeUnwrapErr()
    assert.equal(fault.category, 'authentication')
    const kinds = { request: k, network: k, http: k, xml: k, shape: k, service: f => f.code }
    assert.equal(matchFault(fault, kinds), '401')
  },
  'a fault survives JSON': () => {
    const fault = normalize({ status: 502, headers: {}, body: '<html></html>' })._unsafeUnwrapErr()
    assert.deepEqual(parseFault(JSON.parse(JSON.stringify(fault)))._unsafeUnwrap(), fault)
  },
  'catalogs are there': () => {
    assert.ok(dialects.length > 0)
    assert.equal(lookUp(dialectNamed('openair-xml').catalog, '556').meaning.category, 'rate-limit')
  },
  'a dialect is defined': () => {
    const ferry = defineDialect({
      name: 'ferry',
      roots: ['Crossing'],
      rules: [{ ok: { at: '@state', values: ['sailed'] }, code: ['@no'], message: ['Reason'] }],
      codes: { F7: { category: 'unavailable' } },
    })
    const body = '<Crossing state="held" no="F7"><Reason>storm</Reason></Crossing>'
    const fault = normalizer([ferry])({ status: 200, headers: {}, body })._unsafeUnwrapErr()
    assert.deepEqual([fault.dialect, fault.code, fault.category], ['ferry', 'F7', 'unavailable'])
  },
  'the clients over plain HTTP are there': async () => {
    for (const api of [
      httpClient({ url: 'http://127.0.0.1:1/' }),
      privo({ url: 'http://127.0.0.1:1/', key: 'k' }).http,
    ]) {
      const fault = (await api.get('x', { retry: false }))._unsafeUnwrapErr()
      assert.equal(fault.applied, 'no')
      await api.close()
    }
  },
  'the client of Sage Intacct is there': async () => {
    const credentials = { companyId: 'pier', userId: 'mara', userPassword: 'Tide-4417' }
    const url = 'http://127.0.0.1:1/ia/xml/xmlgw.phtml'
    const api = intacct({ url, sender: { id: 'harbor', password: 'Quay-8' }, credentials, retry: false })
    const fault = (await api.read({ object: 'VENDOR', keys: [7] }))._unsafeUnwrapErr()
    assert.deepEqual([fault.kind, fault.applied], ['network', 'no'])
    await api.close()
  },
  'the client talks to the sandbox': async () => {
    const sandbox = await startSandbox()
    try {
      const { url, account } = sandbox.openAir
      const { namespace, key, company, user, password } = account
      const client = openAirXml({ url, namespace, key, auth: { company, user, password } })
      const whoami = await client.whoami()
      assert.equal(whoami.isOk(), true, JSON.stringify(whoami))
      const wrong = openAirXml({ url, namespace, key, auth: { company, user, password: 'not it' } })
      assert.equal((await wrong.whoami())._unsafeUnwrapErr().category, 'authentication')
      const { soapUrl } = sandbox.openAir
      const overSoap = openAirSoap({ url: soapUrl, namespace, key, auth: { company, user, password } })
      assert.equal((await overSoap.whoami())._unsafeUnwrap().nickname, user)
      await overSoap.close()
      const { url: keapUrl, account: keapAccount } = sandbox.keap
      const crm = keap({ url: keapUrl, auth: { serviceKey: keapAccount.serviceKey } })
      assert.equal((await crm.DataService.echo('ahoy'))._unsafeUnwrap(), 'ahoy')
      await crm.close()
      const rpc = xmlRpc({ url: keapUrl, auth: { bearer: keapAccount.accessToken } })
      assert.equal((await rpc.call('DataService.echo', ['key', 'ahoy']))._unsafeUnwrap(), 'ahoy')
      await rpc.close()
    } finally {
      await sandbox.close()
    }
  },
  'the command explains, looks up and says what it is': () => {
    assert.deepEqual(faultline(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' })
    assert.equal(faultline(['explain', '-'], done).status, 0)
    const explained = faultline(['explain', '--json'], refused)
    assert.equal(explained.status, 1)
    assert.equal(JSON.parse(explained.stdout).fault.code, '401')
    assert.equal(faultline(['explain', 'no such file']).status, 2)
    assert.equal(JSON.parse(faultline(['codes', 'openair-xml', '556', '--json']).stdout).category, 'rate-limit')
    assert.equal(faultline(['codes', 'klingon']).status, 2)
  },
  'the command ends quietly when nobody reads on': async () => {
    const child = spawn(process.execPath, [main, 'codes', 'openair-xml', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    const { code, stderr } = await ended(child)
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  },
  'output that is lost on a full disk is no success': () => {
    if (!existsSync('/dev/full')) return
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(process.execPath, [main, 'codes', 'openair-xml'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    })
    closeSync(full)
    assert.equal(status, 2)
    assert.match(stderr, /cannot be written \(ENOSPC\)/)
  },
  'the sandbox runs until it is interrupted': async () => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      const child = spawn(process.execPath, [main, 'sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
      let said = ''
      child.stdout.setEncoding('utf8').on('data', text => {
        said += text
        if (/http:\/\/127\.0\.0\.1:\d+/.test(said)) child.kill(signal)
      })
      assert.deepEqual(await ended(child), { code: 0, stderr: '' }, said)
    }
  },
}

for (const [name, check] of Object.entries(checks)) {
  await check()
  console.log(`ok  ${name}`)
}
console.log(`${Object.keys(checks).length} checks on Node ${process.version}`)

function k(fault) {
  return fault.kind
}

function faultline(args, input = '') {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { input, env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function ended(child) {
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`still runs after ${EXIT_MS} ms`))
    }, EXIT_MS)
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, stderr })
    })
  })
}
