import { Parser } from 'xml2js'
import { type Subject, textOf } from '../subject.ts'

const options = {
  explicitArray: false,
  mergeAttrs: true,
  attrNameProcessors: [(name: string) => `@${name}`],
  charkey: '#text',
  trim: true,
}

export const xml2js: Subject = { name: 'xml2js', package: 'xml2js', read: body => read(textOf(body)) }

/** A parser reads one document; its callback is called before `parseString` returns. */
function read(text: string): unknown {
  let product: unknown
  new Parser(options).parseString(text, (error: Error | null, result: unknown) => {
    if (error !== null) throw error
    product = result
  })
  return product
}
