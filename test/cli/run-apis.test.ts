import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok } from 'neverthrow'
import { placed, soapPeer, WSDL } from '../client/soap-peer.ts'
import { readJob } from '../../src/cli/job/job.ts'
import { startPeer } from '../peers/start-peer.ts'
import { jsonLines } from './captured.ts'
import { type Bed, makeBed } from './run-bed.ts'

let bed: Bed

beforeEach(async () => {
  bed = await makeBed()
})
afterEach(() => bed.close())

/** Runs a job over rows, and gives its report. */
async function runJob(job: object, rows: string, env: Readonly<Record<string, string>> = {}, run = 'r') {
  const file = await bed.write('job.json', JSON.stringify(job))
  const input = await bed.write('rows.csv', rows)
  const { code, stdout, stderr } = await bed.run([file, '--input', input, '--run', run, '--json'], {
    env: { ...bed.env, ...env },
  })
  return { code, report: jsonLines(stdout)[0] as Readonly<Record<string, unknown>> | undefined, stderr }
}

/** What stands in the way of a job, whatever its rows. */
const problemOf = async (job: object, env?: Readonly<Record<string, string>>) => {
  const { code, stderr } = await runJob(job, 'Name,Id\na,1\n', env)
  return `${code} ${stderr.split('\n')[0]}`
}

describe('OpenAir over SOAP', () => {
  test.each([
    ['one a request', {}],
    ['several a request', { size: 3 }],
  ])('adds a record for each row, %s', async (_, how) => {
    const url = new URL('/soap', bed.sandbox.url).href
    const job = { api: 'openair-soap', url, operation: 'add', type: 'Customer', fields: { name: 'Name' }, ...how }
    const { code } = await runJob(job, 'Name\nrow 000\nrow 001\nrow 002\nrow 003\n')
    expect(code).toBe(0)
    expect(bed.customers()).toEqual(['row 000', 'row 001', 'row 002', 'row 003'])
  })
})

test('an empty value empties a field only where the job says so', async () => {
  const { openAir } = bed.sandbox
  const id = openAir.put('Customer', { name: 'row 000', notes: 'old', phone: '1' })
  const note = (whenEmpty: object) => ({ column: 'Note', ...whenEmpty })
  const job = (fields: object) => ({
    api: 'openair-xml',
    url: openAir.url,
    operation: 'modify',
    type: 'Customer',
    fields,
  })
  const notes = () => openAir.records('Customer').find(one => one.id === id)?.notes
  await runJob(job({ id: 'Id', phone: { constant: '2' }, notes: note({}) }), `Id,Note\n${id},\n`, {}, 'kept')
  expect(notes()).toBe('old')
  await runJob(job({ id: 'Id', notes: note({ whenEmpty: 'send' }) }), `Id,Note\n${id},\n`, {}, 'emptied')
  expect(notes() ?? '').toBe('')
})

describe('Sage Intacct', () => {
  const job = (changes: object = {}) => ({
    api: 'intacct',
    url: bed.sandbox.intacct.url,
    operation: 'create',
    object: 'VENDOR',
    fields: { VENDORID: 'Id', NAME: 'Name', DISPLAYCONTACT: { fields: { PRINTAS: 'Name' } } },
    ...changes,
  })
  const rows = 'Id,Name\nV-901,Quay\nV-902,Pier\nV-903,Mole\n'
  const vendors = () =>
    bed.sandbox.intacct
      .records('VENDOR')
      .map(({ VENDORID }) => String(VENDORID))
      .filter(id => id.startsWith('V-90'))

  test.each([
    ['one a request', {}],
    ['several a request', { size: 2 }],
  ])('creates a record for each row, %s', async (_, how) => {
    const { code, report } = await runJob(job(how), rows)
    expect({ code, ...report }).toMatchObject({ code: 0, successful: 3 })
    expect(vendors()).toEqual(['V-901', 'V-902', 'V-903'])
  })

  test.each([
    ['one a request', {}],
    ['several a request', { size: 3 }],
  ])('what was done and not answered is asked for again under its control ID, and done once, %s', async (_, how) => {
    // The first is for the sign-in.
    bed.sandbox.trouble.next({ kind: 'none' }, { kind: 'reset', when: 'after' })
    const { report } = await runJob(job({ ...how, retryNumber: 2 }), rows)
    expect(report).toMatchObject({ end: 'completed', successful: 3, toReconcile: 0 })
    expect(await bed.outcomes('success')).toContainEqual(expect.objectContaining({ $value: { replayed: true } }))
    expect(vendors()).toEqual(['V-901', 'V-902', 'V-903'])
  })

  test('a row that was never sent is not said to be lost with the request that the others were lost with', async () => {
    const limited = { CREDITLIMIT: { column: 'Limit', as: 'number' } }
    const rows = 'Id,Name,Limit\nV-901,Quay,1\nV-902,Pier,x\nV-903,Mole,3\n'
    bed.sandbox.trouble.next({ kind: 'none' }, { kind: 'reset', when: 'after' })
    const { report } = await runJob(job({ fields: { ...job().fields, ...limited }, size: 3, retryNumber: 1 }), rows)
    expect(report).toMatchObject({ end: 'completed', successful: 2, unsuccessful: 1, toReconcile: 0 })
    expect(await bed.outcomes('failure')).toMatchObject([{ Id: 'V-902', $fault: { kind: 'request', applied: 'no' } }])
    expect(vendors()).toEqual(['V-901', 'V-903'])
  })

  test('a control ID that cannot be one fails its row and not the run', async () => {
    const long = 'x'.repeat(257)
    const rows = `Id,Name\nV-901,Quay\n${long},Pier\nV-903,Mole\n`
    const { report } = await runJob(job({ controlId: 'Id', size: 3 }), rows)
    expect(report).toMatchObject({ end: 'completed', successful: 2, unsuccessful: 1 })
    expect(await bed.outcomes('failure')).toMatchObject([
      { Id: long, $fault: { kind: 'request', issues: [{ path: ['controlId'] }] } },
    ])
  })

  test('the control ID may be a column', async () => {
    expect(await problemOf(job({ controlId: 'Nr' }))).toContain(
      'row 1 has nothing in its column "Nr", which is the job\'s `controlId`',
    )
    await runJob(job({ controlId: 'Id' }), rows)
    const made = bed.sandbox.intacct.performed.filter(one => one.function === 'create')
    expect(made.map(one => one.controlId)).toEqual(['V-901', 'V-902', 'V-903'])
  })

  test('a run that is named as an earlier one was not told that its rows had been done before', async () => {
    await runJob(job(), 'Id,Name\nV-901,Quay\n', {}, 'monday')
    const input = await bed.write('other.csv', 'Id,Name\nV-902,Pier\n')
    const file = join(bed.folder, 'job.json')
    const elsewhere = join(bed.folder, 'elsewhere')
    await bed.run([file, '--input', input, '--run', 'monday', '--out', elsewhere])
    expect(vendors()).toEqual(['V-901', 'V-902'])
  })

  test('deletes by record number', async () => {
    const key = bed.sandbox.intacct.put('VENDOR', { VENDORID: 'V-904', NAME: 'Sluice' })
    const { report } = await runJob(job({ operation: 'delete', fields: { RECORDNO: 'Id' } }), `Id\n${key}\n999999\n`)
    expect(report).toMatchObject({ successful: 1, unsuccessful: 1 })
    expect(vendors()).toEqual([])
  })

  test.each([
    [{ operation: 'delete' }, '`fields.RECORDNO` is missing'],
    [{ operation: 'delete', fields: { RECORDNO: 'Id', NAME: 'Name' } }, '`fields.NAME` has no use'],
    [{ findBy: ['CODE'] }, "`fields.CODE` is missing: the job's `findBy` names it"],
    [{ size: 101 }, '`size` is more than the 100 rows'],
    [{ object: 'no object' }, '`object` is not the name of an object'],
    [{ fields: { NAME: { env: 'HOME' } } }, '`fields.NAME` is neither a column nor'],
  ])('a job with %j is refused', async (changes, problem) => {
    expect(await problemOf(job(changes))).toContain(problem)
  })

  test('an environment without credentials is told what it lacks', async () => {
    expect(await problemOf(job(), { INTACCT_USER_PASSWORD: '' })).toBe(
      '2 error: the environment lacks INTACCT_USER_PASSWORD',
    )
  })
})

describe('Keap', () => {
  const job = (changes: object = {}) => ({
    api: 'keap',
    url: bed.sandbox.keap.url,
    method: 'ContactService.addWithDupCheck',
    params: [{ fields: { Email: 'Email', FirstName: 'Name' } }, { constant: 'Email' }],
    ...changes,
  })
  const emails = () =>
    bed.sandbox.keap
      .records('Contact')
      .map(({ Email }) => String(Email))
      .filter(email => email.endsWith('@rows.example'))

  test('makes a contact for each row, and a lost answer is asked for again', async () => {
    bed.sandbox.trouble.next({ kind: 'reset', when: 'after' })
    const { report } = await runJob(job(), 'Email,Name\na@rows.example,Ann\nb@rows.example,Bo\n')
    expect(report).toMatchObject({ successful: 2, toReconcile: 0, retries: 1 })
    expect(emails()).toEqual(['a@rows.example', 'b@rows.example'])
  })

  test('what is compared decides for each row whether it may be repeated', async () => {
    bed.sandbox.trouble.next({ kind: 'reset', when: 'after' })
    const { report } = await runJob(job(), 'Email,Name\n,Ann\nb@rows.example,Bo\n')
    expect(report).toMatchObject({ end: 'technical', toReconcile: 1, retries: 0 })
  })

  test('a value that is not what the job says of it is refused and never sent', async () => {
    const id = bed.sandbox.keap.put('Contact', { FirstName: 'Cy' })
    const update = job({
      method: 'ContactService.update',
      params: [{ column: 'Id', as: 'integer' }, { fields: { FirstName: 'Name' } }],
    })
    const { report } = await runJob(update, `Id,Name\n${id},Cyd\nx7,Dee\n,Eve\n`)
    expect(report).toMatchObject({ successful: 1, unsuccessful: 2 })
    expect(await bed.outcomes('failure')).toMatchObject([
      { $fault: { kind: 'request', issues: [{ path: ['params', 0], message: 'Is no whole number' }] } },
      { $fault: { kind: 'request', issues: [{ path: ['params', 0], message: 'Has no value in this row' }] } },
    ])
    expect(bed.sandbox.keap.performed).toHaveLength(1)
  })

  test.each([
    [{ method: 'ContactService.explode' }, '`method` is no method that is known'],
    [{ params: 'Email' }, '`params` is not a list of parameters'],
    [{ params: ['Name', 'Name', 'Name'] }, '`params` are more than the 2'],
    [{ size: 2 }, '`size` has no use: keap takes one row in a request'],
    [{ fields: {} }, '`fields` is no option'],
  ])('a job with %j is refused', async (changes, problem) => {
    expect(await problemOf(job(changes))).toContain(problem)
  })
})

describe('any SOAP service', () => {
  const job = (url: string, changes: object = {}) => ({
    api: 'soap',
    url,
    wsdl: WSDL,
    operation: 'PlaceOrder',
    fields: { sku: 'Name', password: { env: 'SHOP_PASSWORD' } },
    auth: { user: { env: 'SHOP_USER' }, password: { env: 'SHOP_SIGN_IN' } },
    ...changes,
  })
  const env = { SHOP_PASSWORD: 'canary-1', SHOP_USER: 'quay', SHOP_SIGN_IN: 'canary-2' }

  test('is called by an operation of its WSDL, with credentials from variables that the job names', async () => {
    const peer = await soapPeer(({ body }) => ({ body: placed(`<id>${body.match(/A-(\d)/)?.[1]}</id>`) }))
    const { report } = await runJob(job(peer.url), 'Name\nA-1\nA-2\n', env)
    expect(report).toMatchObject({ end: 'completed', successful: 2 })
    expect(await bed.outcomes('success')).toMatchObject([{ $value: { id: 1 } }, { $value: { id: 2 } }])
    expect(peer.received[0]?.body).toContain('<password>canary-1</password>')
    expect(peer.received[0]?.headers.authorization).toBe(`Basic ${btoa('quay:canary-2')}`)
  })

  test('a credential that comes back is in nothing that is written', async () => {
    const peer = await soapPeer(({ body, headers }) => ({ status: 400, body: `no: ${body} ${headers.authorization}` }))
    const { report, stderr } = await runJob(job(peer.url), 'Name\nA-1\n', env)
    expect(report).toMatchObject({ unsuccessful: 1 })
    const written = await Promise.all(
      ['journal', 'failure.ndjson', 'reconcile.ndjson'].map(name => readFile(join(bed.folder, `r.${name}`), 'utf8')),
    )
    const all = [JSON.stringify(report), stderr, ...written].join('\n')
    expect(all).toContain('$fault')
    expect(all).not.toMatch(/canary/)
    expect(all).not.toContain(btoa('quay:canary-2'))
  })

  test.each([
    [{ operation: 'Explode' }, {}, '2 error: `operation` is none of the WSDL: PlaceOrder, Notify, Add'],
    [{ wsdl: 'nowhere.wsdl' }, {}, '2 error: The WSDL cannot be read'],
    [{}, { SHOP_SIGN_IN: '' }, '2 error: the environment lacks SHOP_SIGN_IN'],
    [{ fields: { password: { constant: 'hunter2' } } }, {}, '`fields.password` looks like a credential'],
    [{ auth: { user: 'me', password: 'hunter2' } }, {}, '`auth.user` looks like a credential'],
    [{ auth: { bearer: 'hunter2' } }, {}, '`auth.bearer` is not {"env": name}'],
    [{ auth: {} }, {}, '`auth` is none of {"bearer"}'],
    [{ idempotency: 'keyed' }, {}, '`idempotency` is none of read, repeatable, once'],
    [{ wsdl: 'http://me:hunter2@127.0.0.1:9/?wsdl' }, {}, '`wsdl` holds a credential'],
    [{ wsdl: 'http://127.0.0.1:9/?wsdl&key=hunter2' }, {}, '`wsdl` holds a credential'],
    [
      { auth: { header: 'X-Key', key: { env: 'SHOP_USER' } } },
      { SHOP_USER: 'hunter2\n' },
      '`auth` names a credential with',
    ],
    [{ auth: { header: 'X Key', key: { env: 'SHOP_USER' } } }, {}, '`auth.header` is not the name of a header'],
    [{ auth: { bearer: { env: 'hunter 2' } } }, {}, '`auth.bearer.env` is not the name of a variable'],
    [{ fields: { sku: { env: 'constructor' } } }, {}, '2 error: the environment lacks constructor'],
  ])('a job with %j is refused', async (changes, unset, problem) => {
    const said = await problemOf(job('http://127.0.0.1:9/', changes), { ...env, ...unset })
    expect(said).toContain(problem)
    expect(said).not.toContain('hunter2')
  })
})

const python = await startPeer('python3', join(import.meta.dirname, '..', 'peers', 'xmlrpc-server.py'))
afterAll(async () => {
  if (python.isOk()) await python.value.stop()
})

describe.skipIf(python.isErr())("any XML-RPC service: Python's", () => {
  test('gets values of the types that the job says', async () => {
    const params = [
      'Name',
      { column: 'Count', as: 'integer' },
      { column: 'Rate', as: 'number' },
      { column: 'Open', as: 'boolean' },
      { fields: { name: 'Name', tags: { constant: ['a', 'b'] } } },
      { column: 'Note', whenEmpty: 'send' },
      { env: 'PIER_SECRET' },
    ]
    const url = python._unsafeUnwrap().url
    const { report } = await runJob(
      { api: 'xmlrpc', url, method: 'echo', params, idempotency: 'read' },
      'Name,Count,Rate,Open,Note\nQuay,7,0.5,true,\n',
      { PIER_SECRET: 'tide' },
    )
    expect(report).toMatchObject({ successful: 1 })
    expect(await bed.outcomes('success')).toMatchObject([
      { $value: ['Quay', 7, 0.5, true, { name: 'Quay', tags: ['a', 'b'] }, '', 'tide'] },
    ])
  })

  test('a fault whose meaning nobody knows may have been done, and is to be reconciled', async () => {
    const url = python._unsafeUnwrap().url
    const params = [{ column: 'Code', as: 'integer' }, 'Text']
    const { report } = await runJob({ api: 'xmlrpc', url, method: 'refuse', params }, 'Code,Text\n42,low tide\n')
    expect(report).toMatchObject({ unsuccessful: 1, toReconcile: 1 })
    expect(await bed.outcomes('reconcile')).toMatchObject([
      { $fault: { kind: 'service', code: '42', applied: 'maybe' } },
    ])
  })
})

describe('any service over HTTP', () => {
  test('gets a request for each row, and a step of the path stays one', async () => {
    const peer = await soapPeer(() => ({
      type: 'application/json',
      body: '{"id":7}',
      headers: { 'set-cookie': 'tide=high' },
    }))
    const { report } = await runJob(
      {
        api: 'http',
        url: `${peer.url}v1`,
        method: 'PUT',
        path: 'vendors/{Id}/name',
        fields: { name: 'Name', address: { fields: { city: 'City', zip: 'Zip' } }, note: { fields: { text: 'Zip' } } },
        auth: { header: 'X-Key', key: { env: 'PIER_KEY' } },
      },
      'Id,Name,City,Zip\na/b?c=d,Quay,Oslo,\n..,Pier,,\n',
      { PIER_KEY: 'tide' },
    )
    expect(report).toMatchObject({ successful: 1, unsuccessful: 1 })
    expect(peer.received).toMatchObject([
      { method: 'PUT', path: '/v1/vendors/a%2Fb%3Fc%3Dd/name', headers: { 'x-key': 'tide' } },
    ])
    expect(JSON.parse(peer.received[0]?.body ?? '')).toEqual({ name: 'Quay', address: { city: 'Oslo' } })
    const [written] = await bed.outcomes('success')
    expect(written?.$value).toEqual({ status: 200, data: { id: 7 } })
    expect(await bed.outcomes('failure')).toMatchObject([
      { $fault: { kind: 'request', issues: [{ path: ['path', 'Id'] }] } },
    ])
  })

  test('half a character in a path fails its row and not the run', async () => {
    const peer = await soapPeer(() => ({ type: 'application/json', body: '{}' }))
    const job = { api: 'http', url: peer.url, method: 'PUT', path: '{Id}', fields: { count: 'Count' } }
    const input = await bed.write('rows.ndjson', '{"Id":"\\ud800"}\n{"Id":"b","Count":7}\n')
    const { code } = await bed.run([await bed.write('job.json', JSON.stringify(job)), '--input', input, '--run', 'r'])
    expect(code).toBe(0)
    expect(await bed.outcomes('failure')).toMatchObject([{ $fault: { issues: [{ path: ['path', 'Id'] }] } }])
    expect(peer.received.map(({ path, body }) => [path, body])).toEqual([['/b', '{"count":7}']])
  })

  test.each([
    [{ method: 'GET', fields: {} }, '`fields` has no use: a GET has no body'],
    [{ method: 'PUT', uniqueBy: 'email' }, '`uniqueBy` is for POST only'],
    [{ method: 'TRACE' }, '`method` is none of GET, POST, PUT, PATCH, DELETE'],
    [{ method: 'GET', path: 'users/{Nr}' }, 'has no column "Nr", which the job\'s `path` names'],
    [{ method: 'GET', url: 'http://127.0.0.1:9/?key=hunter2' }, '`url` is not an http address without'],
    [{ method: 'GET', url: 'http://127.0.0.1:9/#hunter2' }, '`url` is not an http address without'],
    [{ method: 'GET', path: 'users?name={Name}&token=hunter2' }, '`path` holds a credential'],
    [{ method: 'GET', path: 'users/{Id' }, '`path` has a brace that no name of a column stands in'],
    [{ method: 'POST', uniqueBy: 'email', fields: { name: 'Name' } }, '`fields.email` is missing'],
    [{ method: 'POST', fields: { pwd: { constant: 'hunter2' } } }, '`fields.pwd` looks like a credential'],
    [{}, '`method` is missing'],
    [{ method: 'GET', rateLimit: { calls: 1 } }, '`rateLimit.windowMs` is missing'],
    [{ method: 'POST', fields: { a: { column: 'Name', as: 'int' } } }, '`fields.a.as` is none of text, integer'],
    [{ method: 'POST', fields: { a: { fields: { b: { column: 7 } } } } }, '`fields.a.fields.b.column` is not the name'],
    [{ method: 'POST', fields: { a: { column: 'Name', default: 'hunter2' } } }, '`fields.a.default` is no option'],
  ])('a job with %j is refused', async (changes, problem) => {
    const said = await problemOf({ api: 'http', url: 'http://127.0.0.1:9/', ...changes })
    expect(said).toContain(problem)
    expect(said).not.toContain('hunter2')
  })
})

describe('a job file', () => {
  test.each([
    ['deeper than a stack', `{"api":"http","a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`, 'is nested more than'],
    [
      'with a name that would be dropped',
      '{"api":"http","fields":{"__proto__":"Name"}}',
      '`fields.__proto__` is a name',
    ],
    ['with a member twice', '{"api":"http","method":"GET","method":"POST"}', 'has two members of one name'],
  ])('%s is refused', (_, text, problem) => {
    expect(readJob(text).match(String, problem => problem)).toContain(problem)
  })

  test('may begin with a byte order mark, as editors write it', () => {
    expect(readJob('\uFEFF{"api":"http","url":"http://127.0.0.1:9/","method":"GET"}').isOk()).toBe(true)
  })
})

test.each(jobsIn(readFileSync(join(import.meta.dirname, '../../docs/run.md'), 'utf8')))(
  'the job of docs/run.md that begins %s can be read',
  (_, text) => {
    expect(readJob(text).map(({ settings }) => typeof settings)).toEqual(ok('object'))
  },
)

function jobsIn(document: string): readonly [string, string][] {
  const jobs = Array.from(document.matchAll(/```json\n(\{[^`]*?"api"[^`]*)```/g), ([, text = '']) => text)
  expect(jobs.length).toBeGreaterThan(2)
  return jobs.map(text => [text.replace(/\s+/g, ' ').slice(0, 30), text])
}
