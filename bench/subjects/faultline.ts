import { normalize, type PlainData, type Result, type XmlElement } from 'faultline'
import type { Data } from '../data.ts'
import type { Subject } from '../subject.ts'

/** A file of the built package that is no entry of it. */
async function built<Module>(path: string): Promise<Module> {
  return await import(new URL(path, import.meta.resolve('faultline')).href)
}

interface Decoder {
  readonly decode: (body: Uint8Array) => Result<{ readonly source: unknown }, unknown>
}

interface Reader {
  readonly parse: (source: unknown) => Result<{ readonly root: XmlElement }, unknown>
}

interface Sieves {
  readonly Sieve: new (options: { readonly records: string }) => Sieve
}

interface Sieve {
  readonly push: (piece: Uint8Array) => readonly XmlElement[]
  readonly end: () => { readonly records: readonly XmlElement[]; readonly remainder: Uint8Array }
}

const { decode } = await built<Decoder>('./xml/decode.js')
const { parse } = await built<Reader>('./xml/parse.js')
const { Sieve } = await built<Sieves>('./xml/sieve.js')

export const faultlineSubjects: readonly Subject[] = [
  {
    name: 'faultline read',
    package: 'faultline',
    note: 'checks the well-formedness',
    read: readObjects,
  },
  {
    name: 'faultline stream',
    package: 'faultline',
    note: 'checks the well-formedness; each record as an object and dropped, from pieces of 64 KiB',
    read: body => streamed(body, () => {}),
    found: body => gathered(body),
  },
  {
    name: 'faultline verdict',
    package: 'faultline',
    note: 'what `normalize` gives, which checks the well-formedness',
    read: verdict,
    found: body => summary(verdict(body)),
    expected: (_, body) => body.verdict,
  },
]

function readObjects(body: Uint8Array): Data {
  const { source } = decode(body)._unsafeUnwrap()
  const { root } = parse(source)._unsafeUnwrap()
  return { [root.name]: root.toPlain() }
}

/** The records of an OpenAir reply, one after the other; gives what remains. Of other bodies all of it remains. */
function streamed(body: Uint8Array, use: (record: PlainData) => void): Data {
  const sieve = new Sieve({ records: 'response/Read/Project' })
  for (let at = 0; at < body.length; at += PIECE) {
    for (const record of sieve.push(body.subarray(at, at + PIECE))) use(record.toPlain())
  }
  const { records, remainder } = sieve.end()
  for (const record of records) use(record.toPlain())
  return readObjects(remainder)
}

const PIECE = 65_536

/** The records put back into what remained of their reply. */
function gathered(body: Uint8Array): unknown {
  const records: PlainData[] = []
  const rest = JSON.stringify(streamed(body, record => records.push(record)))
  return records.length === 0
    ? JSON.parse(rest)
    : JSON.parse(rest, (name, value) => (name === 'Project' && value === '' ? records : value))
}

function verdict(body: Uint8Array) {
  return normalize({ status: 200, headers: {}, body })
}

function summary(result: ReturnType<typeof verdict>) {
  const outcomes = result.isOk() ? result.value.outcomes : []
  const refused = outcomes.filter(outcome => outcome.result.isErr()).length
  return { answered: result.isOk(), commands: outcomes.length, refused }
}
