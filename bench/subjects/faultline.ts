import { normalize, type Result, type XmlElement } from 'faultline'
import { addTo, type Data, elementValue, type Growing, withoutDeclarations } from '../data.ts'
import type { Subject } from '../subject.ts'

/** A file of the built package that is no entry of it. */
async function built<Module>(path: string): Promise<Module> {
  return await import(new URL(path, import.meta.resolve('faultline')).href)
}

interface Decoder {
  readonly decode: (body: Uint8Array) => Result<{ readonly text: string }, unknown>
}

interface Reader {
  readonly parse: (text: string) => Result<{ readonly root: XmlElement }, unknown>
}

const { decode } = await built<Decoder>('./xml/decode.js')
const { parse } = await built<Reader>('./xml/parse.js')

/** The reader under test. A reader of `xml/` that gives plain objects takes the place of `viaTree` here. */
const readObjects: (body: Uint8Array) => unknown = viaTree

export const faultlineSubjects: readonly Subject[] = [
  {
    name: 'faultline read',
    package: 'faultline',
    note: 'checks the well-formedness; takes declarations of namespaces out of the attributes',
    read: readObjects,
    expected: withoutDeclarations,
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

function viaTree(body: Uint8Array): Data {
  const { text } = decode(body)._unsafeUnwrap()
  const { root } = parse(text)._unsafeUnwrap()
  return { [root.name]: elementData(root) }
}

function elementData({ attributes, children, text }: XmlElement): Data {
  if (attributes.length === 0 && children.length === 0) return text.trim()
  const parts: Growing = {}
  for (const { name, value } of attributes) parts[`@${name}`] = value
  for (const child of children) addTo(parts, child.name, elementData(child))
  return elementValue(parts, text)
}

function verdict(body: Uint8Array) {
  return normalize({ status: 200, headers: {}, body })
}

function summary(result: ReturnType<typeof verdict>) {
  const outcomes = result.isOk() ? result.value.outcomes : []
  const refused = outcomes.filter(outcome => outcome.result.isErr()).length
  return { answered: result.isOk(), commands: outcomes.length, refused }
}
