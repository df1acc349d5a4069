import type { XmlNode } from '../../xml/node.ts'
import { type Chance, pick, shuffle } from '../chance.ts'
import type { ErrorInfo, ServiceError } from './service-error.ts'

/** How an answer is written. */
export interface Manner {
  /** The answer's own luck; absent where the server's odd habits are switched off. */
  readonly chance?: Chance
  /** Whether errors tell more of themselves. */
  readonly tellsMore: boolean
}

/**
 * Writes an `errormessage`. By chance its fields come in another order, empty ones are left out, words carry an id for
 * the support, and an apostrophe is escaped once more than it should be.
 */
export function errorMessage(errors: readonly ServiceError[], manner: Manner): XmlNode {
  return { name: 'errormessage', children: errors.map(error => errorNode(error, manner)) }
}

/** By the gateway in front: with a number for the request in its words, and no more than two fields. */
export function gatewayErrorMessage({ errorno = '', description = '' }: ServiceError, { chance }: Manner): XmlNode {
  const words = chance !== undefined && chance() < 0.5 ? `${description} [Request ID: ${idBy(chance)}]` : description
  const error = { name: 'error', children: [leaf('errorno', errorno), leaf('description', words)] }
  return { name: 'errormessage', children: [error] }
}

/** An element with a text. */
export function leaf(name: string, text: string): XmlNode {
  return text === '' ? { name } : { name, children: [text] }
}

function errorNode(error: ServiceError, { chance, tellsMore }: Manner): XmlNode {
  const { errorno = '', description = '', description2 = '', correction = '', info } = error
  const fields = [
    leaf('errorno', errorno),
    leaf('description', chance === undefined ? description : embroidered(description, chance)),
    leaf('description2', chance === undefined ? description2 : embroidered(description2, chance)),
    leaf('correction', correction),
  ]
  const kept = chance === undefined ? fields : fields.filter(field => field.children !== undefined || chance() < 0.7)
  const more = tellsMore && info !== undefined ? [additionalInfo(info, chance)] : []
  const order = chance !== undefined && chance() < 0.2 ? shuffle(kept, chance) : kept
  return { name: 'error', children: [...order, ...more] }
}

function embroidered(text: string, chance: Chance): string {
  if (text === '') return text
  const escaped = chance() < 0.2 ? text.replaceAll("'", '&#039;') : text
  return chance() < 0.3 ? `${escaped} [Support ID: ${idBy(chance)}]` : escaped
}

/** Percent-encoded, as these ids are. */
function idBy(chance: Chance): string {
  const part = () => Math.floor(chance() * 36 ** 4).toString(36)
  return `${part()}${pick(['%7E', '%40', '%2D', '-'], chance)}${part()}`
}

function additionalInfo(
  { id, messageId, object = '', field = '', placeholders = {} }: ErrorInfo,
  chance?: Chance,
): XmlNode {
  const business = chance !== undefined && chance() < 0.5 ? 'businessinfo' : 'businessInfo'
  const attributes = { domain: '', requestinfo: '', object, field, [business]: '' }
  const values = Object.entries(placeholders).map(([name, value]) => ({
    name: 'placeholder',
    children: [leaf('name', name), leaf('value', value)],
  }))
  const message = [leaf('messageid', messageId), { name: 'placeholders', children: values }]
  return {
    name: 'additionalinfo',
    children: [leaf('errorid', id), { name: 'target', attributes }, { name: 'description', children: message }],
  }
}
