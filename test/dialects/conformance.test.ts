import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dialects } from '../../src/dialects/registry.ts'
import { type Fault, normalize } from '../../src/index.ts'
import { parse } from '../../src/xml/parse.ts'

const folder = new URL('../../fixtures/', import.meta.url).pathname

interface Recorded {
  readonly file: string
  readonly root: NonNullable<ReturnType<typeof rootOf>>
  readonly faults: readonly Fault[]
}

/** Recordings kept beside a dialect's own because they are NOT its documents; each with its reason. */
const foreign: Readonly<Record<string, string>> = {
  'openair-xml/http-404-over-another-document.xml': 'what a web server sends where the path is wrong',
  'openair-xml/reply-of-another-api.xml': 'looks alike and belongs to another API',
  'openair-soap/client-fault-without-a-number.xml':
    'a Fault of any SOAP server; a client of the API reads it all the same',
  'openair-soap/reply-of-another-soap-service.xml': 'a session of another service',
  'openair-soap/server-fails-without-a-number.xml': 'a Fault of any SOAP server',
  'intacct/reply-of-another-api.xml': 'has a status of its own and no control',
  'soap/envelope-of-another-vocabulary.xml': 'an Envelope that is not of SOAP',
  'xmlrpc/document-is-no-answer-of-xmlrpc.xml': 'a call, sent back by an echo',
  'keap/http-404-over-another-document.xml': 'what stands at the address once the API does not',
  'keap/http-503-over-another-document.xml': 'what a gateway says in its own form',
  'generic/empty-errors-prove-nothing.xml': 'an empty list of errors is no refusal',
  'generic/response-without-errors-is-nobodys.xml': 'a success of an unknown vendor cannot be told from anything else',
}

/** Recordings of a dialect's own documents that break its promises on purpose. All others must read without a shape fault. */
const misshapen: Readonly<Record<string, readonly string[]>> = {
  generic: ['device-only-warns', 'empty-errors-prove-nothing', 'response-without-errors-is-nobodys'],
  'openair-xml': [
    'auth-has-no-status',
    'command-has-no-status',
    'command-status-is-empty',
    'create-user-has-no-content',
    'last-results-are-missing',
    'middle-result-is-missing',
    'no-element-has-a-status',
    'one-of-three-like-results-is-missing',
    'reply-of-another-api',
    'response-holds-only-stray-text',
    'response-is-empty-for-two-commands',
    'response-is-empty',
    'result-is-in-another-case',
    'result-of-the-same-name-is-extra',
    'sign-in-stands-alone-without-a-result',
  ],
  'openair-soap': [
    'a-record-refers-to-nothing',
    'errors-refer-to-nothing',
    'id-is-nil-and-holds-one',
    'login-gives-no-session',
    'only-the-id-of-an-older-record-is-there',
    'read-finds-records-under-601',
    'read-has-neither-errors-nor-records',
    'read-has-words-in-place-of-records',
    'read-holds-a-list-that-is-nil',
    'read-holds-a-record-that-is-nil',
    'read-holds-two-lists',
    'response-is-empty',
    'response-is-of-another-operation',
    'result-has-no-signal',
    'result-is-empty',
    'results-are-fewer-than-objects',
    'results-are-missing',
    'results-are-more-than-objects',
    'servertime-is-words',
    'status-is-a-code',
    'status-of-an-add-is-f',
    'status-of-an-add-is-that-of-a-deletion',
    'two-ids-disagree',
    'two-statuses-of-success-disagree',
    'whoami-names-nobody',
  ],
  xmlrpc: [
    'document-is-no-answer-of-xmlrpc',
    'multicall-gives-a-value-without-a-list-around-it',
    'multicall-gives-no-list',
    'multicall-gives-no-results',
    'multicall-gives-too-few-results',
    'neither-result-nor-fault',
    'params-are-empty-where-a-result-was-promised',
    'two-results',
  ],
  keap: ['neither-result-nor-fault'],
  intacct: [
    'a-result-without-a-control-id-stands-elsewhere',
    'acknowledgement-has-no-status',
    'an-operation-is-missing-and-nobody-knows-which',
    'control-has-no-status',
    'control-id-comes-twice',
    'last-results-are-missing',
    'operation-is-missing',
    'refusal-answers-another-request',
    'repeated-control-id-comes-once',
    'reply-answers-another-request',
    'reply-of-another-api',
    'result-has-a-control-id-that-was-not-asked',
    'result-has-no-status',
    'result-names-another-function',
    'sign-in-has-no-status',
    'success-has-no-data-where-output-was-promised',
    'success-stands-in-a-rollback',
  ],
  http: ['document-comes-where-json-was-asked-for'],
  privo: [],
  soap: [
    'body-holds-words',
    'body-is-empty-where-output-was-promised',
    'body-is-missing',
    'envelope-of-another-vocabulary',
    'references-stand-for-too-much',
    'second-body-holds-another-result',
  ],
}

/** Codes in recordings that no catalog lists, each with its reason. */
const unlisted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'openair-xml': {
    '00': 'shows that codes are strings',
    '839': 'never seen; shows the hint of its range',
    '1777': 'invented; shows a code without a range',
    OK: 'shows that success is exactly 0',
  },
  'openair-soap': {
    '839': 'never seen; shows the hint of its range',
    '1777': 'invented; shows a code without a range',
  },
  intacct: {
    'GW-0005': 'never seen; shows the verdict of its range',
    'GW-0007': 'never seen; shows the verdict of its range',
    'GW-0019': 'never seen; shows the verdict of its range',
    BL34000099: 'invented; shows the hint of its family',
    BL99000001: 'invented; the correction beside it tells more',
    PL04000099: 'invented; shows an unknown code at sign-in',
    'PM-0815': 'invented; shows a cause that nobody knows behind a wrapper',
    XL03000077: 'invented; shows an unknown code at control',
    XL03000088: 'invented; shows an unknown code at control',
  },
  soap: {
    '1042': 'invented; shows a number without a name, and one behind the prefix of the envelope',
    '1042: manifest closed': 'invented; shows a number with words',
    INVALID_LOGIN: 'a code of some vendor; shows a bare word',
    SchemaValidationError: 'a code of a management protocol; shows a code in an attribute of the detail beside it',
    ServerFaultCode: 'a constant of a virtualization server; the name in the detail is its code',
    '9': 'a vendor code; without the number in its detail nobody can tell whose',
    ACCOUNT_CLOSED: 'a vendor code',
    Closed: 'a vendor subcode',
    'Server.Ledger.Closed': 'a vendor refinement',
  },
  xmlrpc: {
    '-506': 'a code of one server',
    '-32177': 'never seen; shows the hint of the reserved range',
    '4': 'means something else at every server',
    Client: 'a word of one server, which are seen where numbers are due',
  },
  keap: {
    '-32601': 'a code of other servers, which Keap was not seen to send',
    '77': 'invented; shows a number that nobody knows',
    APPROVED: 'a charge that contradicts itself: no word of refusal',
    LedgerSealed: 'invented; shows a tag that nobody knows',
    PENDING: 'invented; shows a charge of unknown outcome',
  },
  http: {
    AccessDenied: 'a vendor code',
    'urn:example:age': 'a problem type of its own vendor',
  },
  generic: {
    '1203': 'a vendor code',
    '0042': 'a vendor code',
    '0017': 'a vendor code',
    '0300': 'a vendor code',
    'E-12': 'a vendor code',
    ValidationException: 'a vendor code',
    'urn:example:out-of-credit': 'a problem type of its own vendor; the status tells the category',
  },
}

function rootOf(path: string) {
  const parsed = parse(readFileSync(path, 'utf8'))
  return parsed.isOk() ? parsed.value.root : undefined
}

function recordingsOf(dialect: string): Recorded[] {
  return readdirSync(join(folder, dialect))
    .filter(file => file.endsWith('.xml'))
    .flatMap(file => {
      const root = rootOf(join(folder, dialect, file))
      const { expected } = JSON.parse(readFileSync(join(folder, dialect, file.replace(/xml$/, 'json')), 'utf8'))
      const faults = [expected.fault, ...expected.outcomes.map((one: { fault?: Fault }) => one.fault)]
      return root === undefined ? [] : [{ file: `${dialect}/${file}`, root, faults: faults.filter(Boolean) }]
    })
}

describe.each(dialects.map(dialect => ({ dialect, own: recordingsOf(dialect.name) })))(
  '$dialect.name',
  ({ dialect, own }) => {
    test('has recordings', () => {
      const all = readdirSync(join(folder, dialect.name)).filter(file => file.endsWith('.json'))
      expect(all.length).toBeGreaterThan(10)
    })

    test('recognizes its own recordings, and not those that are not its own', () => {
      const known = own.filter(({ root }) => dialect.recognize(root)).map(({ file }) => file)
      expect(own.map(({ file }) => file).filter(file => !known.includes(file))).toEqual(
        Object.keys(foreign).filter(file => file.startsWith(`${dialect.name}/`)),
      )
    })

    test('is not taken for another specific dialect', () => {
      const others = dialects.filter(other => other !== dialect && other.rank === 'specific')
      const documents = own.filter(({ file }) => !Object.hasOwn(foreign, file))
      const taken = documents.filter(({ root }) => others.some(other => other.recognize(root)))
      expect(taken.map(({ file }) => file)).toEqual([])
    })

    test('is used without being named, unless that is what it asks for', () => {
      const bodies = own.filter(({ file }) => !(file in foreign))
      const used = bodies.map(({ file }) => {
        const body = readFileSync(join(folder, file))
        return normalize({ status: 200, headers: {}, body }).match(
          reply => reply.dialect,
          fault => fault.dialect,
        )
      })
      expect(used.includes(dialect.name)).toBe(dialect.rank !== 'named')
    })

    test('gives a shape fault only for what is misshapen on purpose', () => {
      const broken = own.filter(({ faults }) => faults.some(fault => fault.kind === 'shape'))
      const names = broken.map(({ file }) => file.slice(dialect.name.length + 1, -'.xml'.length))
      expect(names).toEqual(misshapen[dialect.name])
    })

    test('knows every code in its recordings, or says why not', () => {
      const codes = own.flatMap(({ faults }) =>
        faults.flatMap(fault => (fault.kind === 'service' ? fault.reasons.flatMap(reason => reason.code ?? []) : [])),
      )
      const unknown = [...new Set(codes)].filter(code => !Object.hasOwn(dialect.catalog.codes, code))
      expect(unknown.sort()).toEqual(Object.keys(unlisted[dialect.name] ?? {}).sort())
    })
  },
)
