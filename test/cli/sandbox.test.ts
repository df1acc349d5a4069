import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { readJob } from '../../src/cli/job/job.ts'
import { faultline } from './captured.ts'

describe('sandbox', () => {
  test('it tells where it is, answers there, and ends well when interrupted', async () => {
    const interrupt = new AbortController()
    let answered: Promise<string> | undefined
    const { code, stdout, stderr } = await faultline(['sandbox', '--speed', '60', '--seed', '7'], {
      interruption: interrupt.signal,
      onOutput: text => {
        answered = whoami(told(text)).finally(() => interrupt.abort())
      },
    })
    expect(await answered).toMatch(/<Auth status ?= ?"0".*<Whoami status ?= ?"0"/s)
    expect(stdout).toMatch(
      /^OpenAir over XML and SOAP, emulated\n {2}http:\/\/127\.0\.0\.1:\d+\/api\.pl\n {2}http:\/\/127\.0\.0\.1:\d+\/soap\n/,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('faultline run takes what it tells as it stands', async () => {
    const interrupt = new AbortController()
    const { stdout } = await faultline(['sandbox'], {
      interruption: interrupt.signal,
      onOutput: () => interrupt.abort(),
    })
    const env = told(stdout)
    const apis = [
      { api: 'openair-xml', operation: 'add', type: 'Customer', fields: { name: 'Name' } },
      { api: 'intacct', operation: 'create', object: 'VENDOR', fields: { NAME: 'Name' } },
      { api: 'keap', method: 'ContactService.add', params: [{ fields: { FirstName: 'Name' } }] },
    ]
    for (const job of apis) {
      const read = readJob(JSON.stringify({ url: 'http://127.0.0.1:9', ...job }))._unsafeUnwrap()
      const opened = await read.open(env)
      expect(opened.isOk()).toBe(true)
      await opened._unsafeUnwrap().close()
    }
  })

  test('an interruption before it has started ends it all the same', async () => {
    const { code } = await faultline(['sandbox'], { interruption: AbortSignal.abort() })
    expect(code).toBe(0)
  })

  test('a port that is taken exits 2 and says so', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, stdout, stderr } = await faultline(['sandbox', '--port', String(port)])
    squatter.close()
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(`error: port ${port} is taken`)
  })
})

/** The variables of the welcome by name, and the first address. */
function told(text: string): Readonly<Record<string, string>> {
  const variables = [...text.matchAll(/^ {2}(\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value])
  return { url: text.match(/http:\S+/)?.[0], ...Object.fromEntries(variables) }
}

/** Signs in by hand with what was told. */
async function whoami(said: Readonly<Record<string, string>>) {
  const { url = '', OPENAIR_COMPANY: company, OPENAIR_USER: user, OPENAIR_PASSWORD: password } = said
  const login = `<company>${company}</company><user>${user}</user><password>${password}</password>`
  const body =
    `<request API_version="1.0" client="t" client_ver="1" namespace="${said.OPENAIR_NAMESPACE}" key="${said.OPENAIR_KEY}">` +
    `<Auth><Login>${login}</Login></Auth><Whoami/></request>`
  const reply = await fetch(url, { method: 'POST', body, headers: { connection: 'close' } })
  return reply.text()
}
