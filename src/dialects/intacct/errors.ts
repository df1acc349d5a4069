import { present } from '../../core/present.ts'
import type { Refusal } from '../../core/refusal.ts'
import type { Level, Signal } from '../../core/vocabulary.ts'
import { toData } from '../../xml/data.ts'
import { descendants } from '../../xml/descendants.ts'
import type { XmlElement } from '../../xml/element.ts'
import { decodeMark, takeMarks } from './marks.ts'

/** Where errors stand, and how the service said no there. */
export interface Place {
  readonly signal: Signal
  readonly level: Level
}

/**
 * The errors that an element lists, each a Refusal, in order.
 *
 *     <errormessage> <error> <errorno>BL34000061</errorno> <description/> <description2>text [Support ID: ...]</description2>
 *       <correction>text</correction> <additionalinfo> <errorid/> <target/> ... </additionalinfo> </error> </errormessage>
 *
 * There may be several `errormessage`, and any of the fields may be absent or empty.
 */
export function refusalsIn(element: XmlElement, place: Place): readonly Refusal[] {
  return element.all('errormessage').flatMap(message => {
    const errors = message.all('error')
    if (errors.length > 0) return errors.map(error => refusalOf(error, place))
    if (message.children.length > 0) return [refusalOf(message, place)]
    const { text, ...marks } = takeMarks(message.text)
    return text === '' ? [] : [{ ...place, texts: [text], ...marks }]
  })
}

function refusalOf(error: XmlElement, place: Place): Refusal {
  const number = textAt(error, 'errorno')
  const words = [...textsAt(error, 'description2'), ...textsAt(error, 'description')]
  // The whole message may stand in place of the number.
  const isNumber = !SENTENCE.test(number)
  const marked = (isNumber ? words : [number, ...words]).map(takeMarks)
  const correction = takeMarks(textsAt(error, 'correction').join('; '))
  const told = additional(error.child('additionalinfo'))
  return present({
    ...place,
    code: isNumber && number !== '' ? number : undefined,
    subcode: told.subcode,
    texts: marked.map(({ text }) => text).filter(text => text !== ''),
    correction: correction.text === '' ? undefined : correction.text,
    field: told.field,
    supportId: [...marked, correction].find(one => one.supportId !== undefined)?.supportId ?? told.supportId,
    requestId: [...marked, correction].find(one => one.requestId !== undefined)?.requestId,
    additional: told.data,
  })
}

/** At least three words: `Query Failed` and `readMore failed` are numbers of their own kind. */
const SENTENCE = /\S\s+\S+\s+\S/

/** It repeats the names `description` and `correction`, so that only direct children count. */
function additional(info: XmlElement | undefined) {
  const target = info?.child('target')
  const supportId = valueAt(target, 'requestinfo')
  return {
    subcode: info && (textAt(info, 'errorid') || undefined),
    field: valueAt(target, 'field'),
    supportId: supportId && decodeMark(supportId),
    data: info && toData(info, { maxNodes: MOST_TOLD }),
  }
}

const MOST_TOLD = 200

function valueAt(target: XmlElement | undefined, name: string): string | undefined {
  if (target === undefined) return undefined
  return target.attribute(name)?.trim() || textAt(target, name) || undefined
}

function textAt(element: XmlElement, name: string): string {
  return textsAt(element, name)[0] ?? ''
}

/** The texts of all children of a name that have one; markup that stands in a text is not lost. */
function textsAt(element: XmlElement, name: string): readonly string[] {
  return element
    .all(name)
    .map(child =>
      [child, ...descendants(child)]
        .map(({ text }) => text.trim())
        .join(' ')
        .trim(),
    )
    .filter(text => text !== '')
}
