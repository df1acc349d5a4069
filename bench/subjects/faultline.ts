import { normalize, type Result, type XmlElement } from 'faultline'
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

const { decode } = await built<Decoder>('./xml/decode.js')
const { parse } = await built<Reader>('./xml/parse.js')

export const faultlineSubjects: readonly Subject[] = [
  {
    name: 'faultline read',
    package: 'faultline',
    note: 'checks the well-formedness',
    read: readObjects,
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

function verdict(body: Uint8Array) {
  return normalize({ status: 200, headers: {}, body })
}

function summary(result: ReturnType<typeof verdict>) {
  const outcomes = result.isOk() ? result.value.outcomes : []
  const refused = outcomes.filter(outcome => outcome.result.isErr()).length
  return { answered: result.isOk(), commands: outcomes.length, refused }
}
