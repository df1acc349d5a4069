import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultline, jsonLines } from './captured.ts'
import { type ReplyName, replies } from './replies.ts'

let folder: string
const path = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-cli-'))
  for (const [name, body] of Object.entries(replies)) await writeFile(path(name), body)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('explain --json', () => {
  test.each<[sentence: string, reply: ReplyName, args: string[], code: number, line: object]>([
    ['a reply without a fault is ok', 'done', [], 0, { ok: true, dialect: 'openair-xml', fault: null }],
    [
      'a refused sign-in is a fault of the reply',
      'wrongLogin',
      [],
      1,
      {
        ok: false,
        dialect: 'openair-xml',
        fault: { kind: 'service', code: '401', category: 'authentication' },
        outcomes: [],
      },
    ],
    [
      'refused commands stand among the outcomes',
      'batch',
      [],
      1,
      {
        ok: false,
        fault: null,
        outcomes: [
          { index: 0, operation: 'Add', ok: true },
          { index: 1, operation: 'Add', ok: false, fault: { code: '1106', message: 'The berth is taken' } },
          { index: 2, operation: 'Delete', ok: false, fault: { code: '821' } },
        ],
      },
    ],
    [
      'an unknown code is a fault',
      'unknownCode',
      [],
      1,
      { outcomes: [{ fault: { code: '978', category: 'unknown' } }] },
    ],
    ['half a document is broken XML', 'cut', [], 1, { ok: false, fault: { kind: 'xml', problem: 'truncated' } }],
    [
      'a page is judged with its status',
      'html',
      ['--status', '502'],
      1,
      { fault: { kind: 'http', status: 502, category: 'unavailable' } },
    ],
    ['the status is 200 where none is given', 'html', [], 1, { fault: { kind: 'http', status: 200 } }],
    [
      'XML of nobody has an unexpected shape',
      'foreign',
      [],
      1,
      { dialect: null, fault: { kind: 'shape', problem: 'unrecognized' } },
    ],
    ['any SOAP fault is read', 'soapFault', ['--status', '500'], 1, { dialect: 'soap', fault: { code: 'Client' } }],
    [
      'a named dialect does not read what is foreign to it',
      'foreign',
      ['--dialect', 'openair-xml'],
      1,
      { fault: { kind: 'shape' } },
    ],
    [
      'headers count, whatever the case of their names',
      'html',
      ['--status', '503', '--header', 'RETRY-AFTER: 7', '--header', 'Content-Type: text/html'],
      1,
      { fault: { category: 'unavailable', retryAfterMs: 7000 } },
    ],
  ])('%s', async (_, reply, args, code, line) => {
    const done = await faultline(['explain', '--json', ...args, path(reply)])
    expect(jsonLines(done.stdout)).toMatchObject([{ file: path(reply), ...line }])
    expect({ code: done.code, stderr: done.stderr }).toEqual({ code, stderr: '' })
  })

  test('there is one line a file, in the order of the files, with the same keys', async () => {
    const names = Object.keys(replies)
    const { stdout, code } = await faultline(['explain', '--json', ...names.map(path)])
    const lines = jsonLines(stdout) as Record<string, unknown>[]
    expect(lines.map(line => line.file)).toEqual(names.map(path))
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['file', 'ok', 'dialect', 'fault', 'outcomes', 'warnings'])
    }
    expect(code).toBe(1)
  })

  test('a file that cannot be read has its line, and the others are explained', async () => {
    const { stdout, code } = await faultline(['explain', '--json', path('gone'), folder, path('done')])
    const empty = { ok: false, dialect: null, fault: null, outcomes: [], warnings: [] }
    expect(jsonLines(stdout)).toEqual([
      { file: path('gone'), ...empty, error: 'cannot be read: no such file' },
      { file: folder, ...empty, error: 'cannot be read: it is a folder' },
      expect.objectContaining({ file: path('done'), ok: true }),
    ])
    expect(code).toBe(2)
  })

  test('a file name that no file can have is unreadable', async () => {
    const { stdout, code } = await faultline(['explain', '--json', 'a\0b'])
    expect(jsonLines(stdout)).toMatchObject([{ file: 'a\0b', error: 'cannot be read: no file can have this name' }])
    expect(code).toBe(2)
  })

  test('a body above the cap is a fault', async () => {
    const file = await open(path('huge'), 'w')
    await file.truncate(64 * 1024 * 1024 + 1)
    await file.close()
    const { stdout, code } = await faultline(['explain', '--json', path('huge')])
    expect(jsonLines(stdout)).toMatchObject([{ ok: false, fault: { kind: 'xml', problem: 'too-large' } }])
    expect(code).toBe(1)
  })

  test('bytes are decoded by what the document declares', async () => {
    const declared = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    const body = `${declared}<response><Auth status="0"/><Add status="1106"><errors>Müll</errors></Add></response>`
    const { stdout } = await faultline(['explain', '--json', '-'], { stdin: Buffer.from(body, 'latin1') })
    expect(jsonLines(stdout)).toMatchObject([{ file: '-', outcomes: [{ fault: { message: 'Müll' } }] }])
  })

  test('nothing in a line can act on a terminal, and it still parses to what the service said', async () => {
    const words = 'be\u009b31mrth \u202eneves'
    const stdin = `<response><Auth status="0"/><Add status="1106"><errors>${words}</errors></Add></response>`
    const { stdout } = await faultline(['explain', '--json', '-'], { stdin })
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/)
    expect(jsonLines(stdout)).toMatchObject([{ outcomes: [{ fault: { message: words } }] }])
  })
})

describe('explain --from', () => {
  const list = async (...lines: string[]) => {
    await writeFile(path('list'), lines.join('\n'))
    return faultline(['explain', '--json', '--status', '503', '--from', path('list')])
  }
  const html = () => JSON.stringify(path('html'))

  test('each line says how its reply came, and the options fill in the rest', async () => {
    const { stdout, code } = await list(
      `{"file":${html()}}`,
      '',
      `{"file":${html()},"status":429,"headers":{"Retry-After":"3"}}\r`,
      `{"file":${html()},"status":null,"dialect":"openair-xml"}`,
      `{"file":${JSON.stringify(path('done'))},"status":200}`,
    )
    expect(jsonLines(stdout)).toMatchObject([
      { fault: { status: 503 } },
      { fault: { status: 429, retryAfterMs: 3000 } },
      { fault: { status: 503 } },
      { ok: true },
    ])
    expect(code).toBe(1)
  })

  test.each<[sentence: string, line: string, error: string]>([
    ['that is not JSON', '{"file"', 'is not JSON'],
    ['that is not an object', '"file"', 'is not a JSON object'],
    ['without a file', '{"status":200}', '"file" is not the path of a file'],
    ['with a status of words', '{"file":"x","status":"abc"}', 'a status is a number from 100 to 999'],
    ['with headers that are a text', '{"file":"x","headers":"a: b"}', '"headers" is not an object'],
    ['with a header that is a number', '{"file":"x","headers":{"a":1}}', 'the value of a header is not text'],
    ['with a header that has no name', '{"file":"x","headers":{"":"b"}}', "a header is written 'Name: value'"],
    ['of a dialect that is unknown', '{"file":"x","dialect":"klingon"}', 'there is no dialect "klingon"'],
  ])('a line %s is told with its number, and the rest goes on', async (_, line, error) => {
    const { stdout, code } = await list(`{"file":${html()}}`, line, `{"file":${html()}}`)
    const lines = jsonLines(stdout)
    expect(lines).toMatchObject([{ fault: {} }, { ok: false, fault: null }, { fault: {} }])
    expect(lines[1]).toMatchObject({ error: expect.stringContaining(`line 2 of ${path('list')}: ${error}`) })
    expect(code).toBe(2)
  })

  test('a list that cannot be read is one line', async () => {
    const { stdout, code } = await faultline(['explain', '--json', '--from', path('gone')])
    expect(jsonLines(stdout)).toMatchObject([{ file: path('gone'), error: 'cannot be read: no such file' }])
    expect(code).toBe(2)
  })

  test('standard input may hold the list, and is then no reply any more', async () => {
    const stdin = `{"file":${JSON.stringify(path('done'))}}\n{"file":"-"}\n`
    const { stdout, code } = await faultline(['explain', '--json', '--from', '-'], { stdin })
    expect(jsonLines(stdout)).toMatchObject([
      { ok: true },
      { error: 'cannot be read: standard input was read already' },
    ])
    expect(code).toBe(2)
  })

  test('a line separator of Unicode inside a name does not end a line', async () => {
    const name = path('pier\u2028nine')
    await writeFile(name, replies.done)
    const { stdout } = await list(`{"file":${JSON.stringify(name)},"status":200}`)
    expect(jsonLines(stdout)).toMatchObject([{ file: name, ok: true }])
  })
})

describe('explain, as text', () => {
  test('a refused batch shows what to know of each refused command', async () => {
    const { stdout, code } = await faultline(['explain', path('batch')])
    expect(stdout).toContain(`${path('batch')}: 2 of 3 commands refused, 1 ok (openair-xml)\n`)
    expect(stdout).toContain('  #1 Add: refused\n')
    expect(stdout).toMatch(/^ {4}code {6}1106$/m)
    expect(stdout).toMatch(/^ {4}says {6}The berth is taken$/m)
    expect(stdout).toMatch(/^ {4}applied {3}maybe: the service may have acted$/m)
    expect(stdout).toMatch(/^ {4}remedy {4}\S.*\.$/m)
    expect(stdout).toContain('  #2 Delete: refused\n')
    expect(stdout).not.toContain('#0')
    expect(code).toBe(1)
  })

  test.each<[reply: ReplyName, verdict: string]>([
    ['done', 'ok, 1 command (openair-xml)'],
    ['wrongLogin', 'refused (openair-xml)'],
    ['cut', 'broken XML'],
    ['html', 'not an answer of the API'],
    ['foreign', 'unexpected XML'],
    ['soapFault', 'refused (soap)'],
  ])('the verdict on %s is "%s"', async (reply, verdict) => {
    const { stdout } = await faultline(['explain', path(reply)])
    expect(stdout.split('\n')[0]).toBe(`${path(reply)}: ${verdict}`)
  })

  test('replies with something to tell stand apart, those without are a list', async () => {
    const files = ['done', 'done', 'cut', 'cut', 'done'] as const
    const { stdout } = await faultline(['explain', ...files.map(path)])
    const heads = stdout.split('\n').map(row => (row === '' ? '' : row.startsWith(folder) ? 'reply' : '-'))
    expect(heads.join(' ')).toMatch(/^reply reply {2}reply( -)+ {2}reply( -)+ {2}reply {2}- $/)
  })

  test('several files end in a summary, and what is unreadable goes to stderr', async () => {
    const { stdout, stderr, code } = await faultline(['explain', path('done'), path('cut'), path('gone')])
    expect(stdout).toMatch(/\n\n3 replies: 1 ok, 1 with faults, 1 unreadable\n$/)
    expect(stderr).toBe(`${path('gone')}: cannot be read: no such file\n`)
    expect(code).toBe(2)
  })

  test('lines fit the terminal', async () => {
    const words = 'the berth is taken by another ship until the tide turns and the pilot comes aboard '.repeat(5)
    const stdin = `<response><Auth status="0"/><Add status="1106"><errors>${words}</errors></Add></response>`
    const { stdout } = await faultline(['explain', '-'], { stdin, columns: 60 })
    const lines = stripVTControlCharacters(stdout).split('\n')
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60)
    expect(lines.length).toBeGreaterThan(10)
  })

  test('what the service says cannot act on the terminal', async () => {
    const words = '\u009b2Jgone\u202e \u2066back\u0085 \u200bnew&#xD;&#xA;#9 Add: ok'
    const stdin = `<response><Auth status="0"/><Add status="1106"><errors>${words}</errors></Add></response>`
    const { stdout } = await faultline(['explain', '-'], { stdin, columns: 200 })
    expect(stripVTControlCharacters(stdout)).toContain(
      'says      \\x9b2Jgone\\u202e \\u2066back\\x85 \\u200bnew #9 Add: ok\n',
    )
    expect(stripVTControlCharacters(stdout)).toMatch(/^[\x20-\x7e\n]*$/)
  })

  test('the name of a file cannot act on the terminal', async () => {
    const name = path('evil\x1b]0;owned\x07')
    await writeFile(name, replies.done)
    const shown = await faultline(['explain', name, `${name}.gone`])
    expect((shown.stdout + shown.stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    expect(shown.stdout).toContain('evil\\x1b]0;owned\\x07: ok')
  })

  test.each<[sentence: string, env: Record<string, string>, columns: number | undefined, colored: boolean]>([
    ['a terminal has colors', {}, 80, true],
    ['a pipe has none', {}, undefined, false],
    ['NO_COLOR takes them away', { NO_COLOR: '1' }, 80, false],
    ['an empty NO_COLOR means nothing', { NO_COLOR: '' }, 80, true],
    ['FORCE_COLOR brings them to a pipe', { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR beats NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0 takes them away', { FORCE_COLOR: '0' }, 80, false],
    ['a dumb terminal has none', { TERM: 'dumb' }, 80, false],
  ])('%s', async (_, env, columns, colored) => {
    const { stdout } = await faultline(['explain', path('batch')], {
      env,
      ...(columns === undefined ? {} : { columns }),
    })
    expect(stdout.includes('\x1b[')).toBe(colored)
  })
})

describe('secrets', () => {
  const canaries = ['Wh4le-Password', 'S3ssion-Canary', 'K3y-Canary', 'T0ken-Canary-0123456789']
  const echoes = {
    'an echoed login in the words of a code': `<response><Auth status="401">&lt;password>${canaries[0]}&lt;/password></Auth></response>`,
    'a cut-off echo of the request': `<request key="${canaries[2]}"><Auth><Login><password>${canaries[0]}</password><access_token>${canaries[3]}</access`,
    'a page that quotes a header': `<html><body>Authorization: Bearer ${canaries[3]} was refused, sessionId="${canaries[1]}" </body></html>`,
    'a JSON body with a token': `{"access_token":"${canaries[3]}","password":"${canaries[0]}"}`,
    'a SOAP fault with a session': `<Envelope><Body><Fault><faultcode>Client</faultcode><faultstring>bad</faultstring><detail><sessionId>${canaries[1]}</sessionId></detail></Fault></Body></Envelope>`,
  }
  test.each(Object.entries(echoes))('%s shows no credential', async (_, stdin) => {
    for (const args of [['--json'], [], ['--status', '500'], ['--json', '--status', '403']]) {
      const { stdout, stderr, code } = await faultline(['explain', ...args, '-'], { stdin })
      expect(code).toBe(1)
      for (const canary of canaries) expect(stdout + stderr).not.toContain(canary)
    }
  })

  test('a header that is refused is not repeated', async () => {
    const { stdout, stderr, code } = await faultline(['explain', '--header', `Bearer ${canaries[3]}`, path('done')])
    expect(stdout + stderr).not.toContain(canaries[3])
    expect(code).toBe(2)
  })
})

describe('usage', () => {
  test.each<[sentence: string, args: string[], says: RegExp]>([
    ['a status of words', ['explain', '--status', 'abc', 'x'], /a status is a number from 100 to 999/],
    ['a status of two digits', ['explain', '--status', '20', 'x'], /a status is a number/],
    ['a header without a colon', ['explain', '--header', 'nocolon', 'x'], /'Name: value'/],
    ['a header without a name', ['explain', '--header', ': x', 'x'], /'Name: value'/],
    [
      'an unknown dialect',
      ['explain', '--dialect', 'klingon', 'x'],
      /no dialect "klingon"; there are openair-xml, openair-soap, intacct, soap/,
    ],
    ['nothing to explain', ['explain'], /name a file/],
    ['an unknown option', ['explain', '--sttus', '200'], /unknown option/],
    ['an option without its value', ['explain', '--status'], /argument missing/],
    ['an unknown command', ['explian'], /unknown command/],
    ['no command', [], /Usage: faultline/],
    ['codes of no dialect', ['codes'], /missing required argument/],
    [
      'codes of an unknown dialect',
      ['codes', 'klingon'],
      /no dialect "klingon"; there are openair-xml, openair-soap, intacct, soap/,
    ],
    ['a code and a search', ['codes', 'openair-xml', '401', '--search', 'login'], /not both/],
    ['too many arguments', ['codes', 'openair-xml', '401', '402'], /too many arguments/],
    ['a port of words', ['sandbox', '--port', 'http'], /port/],
    ['a port out of range', ['sandbox', '--port', '65536'], /port/],
    ['a speed below zero', ['sandbox', '--speed=-1'], /speed/],
    ['a seed of words', ['sandbox', '--seed', 'oak'], /seed/],
  ])('%s exits 2, says so on stderr and leaves stdout alone', async (_, args, says) => {
    const { code, stdout, stderr } = await faultline(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(says)
  })

  test.each([[['--help']], [['explain', '--help']], [['codes', '--help']], [['sandbox', '--help']]])(
    '%j fits 80 columns',
    async args => {
      const { stdout } = await faultline(args)
      expect(stdout.split('\n').filter(row => row.length > 80)).toEqual([])
    },
  )

  test.each([[['--help']], [['explain', '--help']], [['codes', '--help']], [['sandbox', '--help']], [['help']]])(
    '%j shows help and exits 0',
    async args => {
      const { code, stdout, stderr } = await faultline(args)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/^Usage: faultline/)
    },
  )

  test('--version prints the version of the package', async () => {
    const { version } = (await import('../../package.json', { with: { type: 'json' } })).default
    expect(await faultline(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('no file means standard input where something is piped in', async () => {
    const { stdout, code } = await faultline(['explain', '--json'], { stdin: replies.done })
    expect(jsonLines(stdout)).toMatchObject([{ file: '-', ok: true }])
    expect(code).toBe(0)
  })

  test('nothing more is explained once nobody reads', async () => {
    const reader = new AbortController()
    const files = Array.from({ length: 50 }, () => path('cut'))
    const { stdout, code } = await faultline(['explain', '--json', ...files], {
      closed: reader.signal,
      onOutput: () => reader.abort(),
    })
    expect(jsonLines(stdout)).toHaveLength(1)
    expect(code).toBe(1)
  })
})
