import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OpenAirFault, openAirXml, type ResultAsync, type Transport } from '../../src/openair.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox.ts'

let sandbox: Sandbox
let api: ReturnType<typeof connect>

function connect(transport?: Transport) {
  const { account, url } = sandbox.openAir
  const { namespace, key, accessToken } = account
  return openAirXml({
    url,
    namespace,
    key,
    auth: { accessToken },
    retry: false,
    ...(transport === undefined ? {} : { transport }),
  })
}

beforeEach(async () => {
  sandbox = await startSandbox()
  api = connect()
})

afterEach(async () => {
  await api.close()
  await sandbox.close()
})

/** What a program without types may hand over. */
const untyped = (value: unknown) => value as never

describe('a call that no compiler would have let through is a TypeError at once, never a rejection', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a batch of a promise', () => api.batch(untyped([api.time()])), /commands\[0\]/],
    ['a batch of nothing', () => api.batch(untyped(undefined)), /not a list/],
    ['options that are null', () => api.time(untyped(null)), /options/],
    ['a signal that is none', () => api.time({ signal: untyped({}) }), /signal/],
  ])('%s', (_, call, words) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(words)
  })
})

describe('bad input is a request fault that names the field, and the others are sent', () => {
  test('holes in a list of records', async () => {
    const results = (await api.add('Vendor', untyped([undefined, { name: 'Pier' }, null])))._unsafeUnwrap()
    expect(results.map(one => one.isOk())).toEqual([false, true, false])
    expect(sandbox.openAir.records('Vendor')).toHaveLength(1)
    const sparse = (await api.add('Vendor', new Array(3)))._unsafeUnwrap()
    expect(
      sparse.map(one =>
        one.match(
          () => 'ok',
          fault => fault.kind,
        ),
      ),
    ).toEqual(['request', 'request', 'request'])
  })

  test('a record that throws where it is looked at', async () => {
    const hostile = {
      get name(): string {
        throw new Error('boom')
      },
    }
    const fault = (await api.add('Vendor', hostile))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'request', problem: 'invalid-input', applied: 'no' })
    expect(JSON.stringify(fault)).not.toContain('boom')
  })
})

describe('an answer about something else is no success', () => {
  const answering = (body: string): Transport => {
    return async () => ({ status: 200, headers: {}, body: `<response><Auth status="0"/>${body}</response>` })
  }
  const misfit = { kind: 'shape', problem: 'mismatched-outcome' }

  test('a change of one record that names another', async () => {
    const other = connect(answering('<Modify status="0"><Customer><id>99</id></Customer></Modify>'))
    const fault = (await other.modify('Customer', { id: '1', name: 'x' }))._unsafeUnwrapErr()
    expect(fault).toMatchObject({ ...misfit, applied: 'maybe', issues: [{ path: ['id'] }] })
  })

  test('a list that holds a record of another type', async () => {
    const other = connect(
      answering('<Read status="0"><Customer><id>1</id></Customer><Vendor><id>2</id></Vendor></Read>'),
    )
    expect((await other.read('Customer'))._unsafeUnwrapErr()).toMatchObject({ ...misfit, applied: 'no' })
  })

  test('a new record of another type', async () => {
    const other = connect(answering('<Add status="0"><Vendor><id>2</id></Vendor></Add>'))
    expect((await other.add('Customer', { name: 'x' }))._unsafeUnwrapErr()).toMatchObject({
      ...misfit,
      applied: 'maybe',
    })
  })

  test.each<[string, string, (client: typeof api) => ResultAsync<unknown, OpenAirFault>]>([
    [
      'two new records',
      '<Add status="0"><Vendor><id>1</id></Vendor><Vendor><id>2</id></Vendor></Add>',
      c => c.add('Vendor', {}),
    ],
    [
      'an upsert of another key',
      '<Add status="0"><Vendor><id>1</id><externalid>H2</externalid></Vendor></Add>',
      c => c.upsert('Vendor', { externalid: 'H1' }, { lookup: 'externalid' }),
    ],
    [
      'a deletion of another record',
      '<Delete status="0"><Vendor><id>6</id></Vendor></Delete>',
      c => c.delete('Vendor', '5'),
    ],
    ['a deletion of another type', '<Delete status="0"><Task><id>5</id></Task></Delete>', c => c.delete('Vendor', '5')],
    [
      'a change of another type',
      '<Modify status="0"><Task><id>5</id></Task></Modify>',
      c => c.modify('Vendor', { id: '5' }),
    ],
    [
      'a submission of another sheet',
      '<Submit status="0"><Timesheet><id>6</id></Timesheet></Submit>',
      c => c.submit('Timesheet', '5'),
    ],
  ])('%s', async (_, body, send) => {
    expect((await send(connect(answering(body))))._unsafeUnwrapErr()).toMatchObject({ ...misfit, applied: 'maybe' })
  })

  test('a list of words in place of records was an empty list', async () => {
    const other = connect(answering('<Read status="0"><notes>database timeout</notes></Read>'))
    expect((await other.read('Customer'))._unsafeUnwrapErr()).toMatchObject(misfit)
    const refusing = connect(answering('<Read status="0"><errors>database timeout</errors></Read>'))
    expect((await refusing.read('Customer'))._unsafeUnwrapErr()).toMatchObject({
      kind: 'service',
      message: 'database timeout',
    })
  })

  test('an answer to one of two like commands was taken for the first, though the first was refused', async () => {
    sandbox.trouble.next({ kind: 'drop-outcome', at: 0 })
    const results = (await api.add('Customer', [{ name: '' }, { name: 'second' }]))._unsafeUnwrap()
    expect(results.map(one => one.isErr() && one.error.applied)).toEqual(['maybe', 'maybe'])
  })

  test('a reply of a million strangers is one short fault', async () => {
    const other = connect(answering(`<Read status="0">${'<x/>'.repeat(1_000_000)}</Read>`))
    const fault = (await other.read('Customer'))._unsafeUnwrapErr()
    expect(JSON.stringify(fault).length).toBeLessThan(10_000)
  })

  test('but case and underscores of a type do not matter', async () => {
    const other = connect(answering('<Read status="0"><ProjectTask><id>1</id></ProjectTask></Read>'))
    expect((await other.read('Projecttask'))._unsafeUnwrap()).toEqual([{ id: '1' }])
  })
})

test('a call after close says that the client is closed', async () => {
  await api.time()
  await api.close()
  expect((await api.time())._unsafeUnwrapErr()).toMatchObject({
    kind: 'request',
    applied: 'no',
    title: 'The client was closed before the call',
  })
})

test('a hundred calls under one signal warn of no leak', async () => {
  const warnings: string[] = []
  const note = (warning: Error) => warnings.push(warning.name)
  process.on('warning', note)
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 100 }, () => api.time({ signal })))
  await new Promise(resolve => setImmediate(resolve))
  process.off('warning', note)
  expect(warnings).toEqual([])
})
