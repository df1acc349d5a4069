import { Parser } from 'htmlparser2'
import { SaxesParser } from 'saxes'
import { type Subject, textOf } from '../subject.ts'
import { objectBuilder } from './object-builder.ts'

/** Parsers that report events, with the same builder of plain objects behind them. Each is made once and used again. */
export const eventSubjects: readonly Subject[] = [
  { name: 'saxes + builder', package: 'saxes', read: saxesReader(), note: 'checks the well-formedness' },
  { name: 'htmlparser2 + builder', package: 'htmlparser2', read: htmlparser2Reader() },
]

function saxesReader(): (body: Uint8Array) => unknown {
  const builder = objectBuilder()
  const sax = new SaxesParser({ xmlns: false, position: false })
  sax.on('opentag', tag => builder.open(tag.name, tag.attributes))
  sax.on('text', builder.text)
  sax.on('cdata', builder.text)
  sax.on('closetag', builder.close)
  sax.on('error', error => {
    throw error
  })
  return body => {
    builder.start()
    sax.write(textOf(body)).close()
    return builder.document()
  }
}

function htmlparser2Reader(): (body: Uint8Array) => unknown {
  const builder = objectBuilder()
  const parser = new Parser(
    { onopentag: builder.open, ontext: builder.text, onclosetag: builder.close },
    { xmlMode: true, decodeEntities: true },
  )
  return body => {
    builder.start()
    parser.parseComplete(textOf(body))
    return builder.document()
  }
}
